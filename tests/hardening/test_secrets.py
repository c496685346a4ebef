# Attack: read the logs, the database, the list of processes and what commands print, and find a key, a token or a
# password: of the edge, of WeChat, of the database, of staff.
"""Every secret is a word that would be recognised; the whole assistant runs with them, is attacked, and names none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT, Person, System, make_environment, prepare_system
from tests.fakes.wechat_client import APP_ID, KEY, message_xml
from tests.hardening.raw import get, send

SECRETS = {
    "SECRET_KEY": "planted-secret-key-5d1f",
    "SERVICE_TOKEN": "planted-service-token-77ab",
    "WECHAT_TOKEN": "PlantedWeChatToken88",
    "WECHAT_AES_KEY": KEY,
    "WECHAT_APP_SECRET": "planted-app-secret-19c3",
}
TYPED = ("planted-wrong-token-41", "planted-password-of-staff-62", "planted-cookie-93", "planted-invitation-token-17")
PASSWORD = "planted-database-password-55"


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start everything with the secrets, and do to it what makes software talk."""
    folder = tmp_path_factory.mktemp("secrets")
    nowhere = {"WECHAT_APP_ID": APP_ID, "WECHAT_API_BASE": "http://127.0.0.1:1"}
    system = prepare_system(make_environment(folder, **SECRETS, **nowhere))
    system.start("actions", "rasa", "edge", "console")
    try:
        system.wait_ready()
        system.wait_for(lambda: requests.get(f"{console_of(system)}/login", timeout=5).status_code == 200)
        make_it_talk(system)
        yield system
    finally:
        system.stop()


def console_of(system: System) -> str:
    return f"http://127.0.0.1:{system.environment['CONSOLE_PORT']}"


def make_it_talk(system: System) -> None:
    """Ask well and badly; what matters is what was written meanwhile, not the answers."""
    port = int(system.environment["EDGE_PORT"])
    token = SECRETS["SERVICE_TOKEN"]
    said = {"id": "secret-1", "text": "有人让我转账到安全账户", "channel": "test", "user": "planted-user-28"}
    good = requests.post(
        f"{system.url}/api/messages", json=said, headers={"Authorization": f"Bearer {token}"}, timeout=20
    )
    assert good.status_code == 200
    for given in (TYPED[0], f"{token}x", f"{token}\x7f"):
        requests.post(f"{system.url}/api/messages", json=said, headers={"Authorization": f"Bearer {given}"}, timeout=20)
    # heads that are no HTTP, with a good client's token in them
    send(port, get(b"/healthz", b"Authorization: Bearer " + token.encode() + b"\x00\r\n"), wait=2)
    send(port, b"POST /api/messages?token=" + token.encode() + b" HTTP/9.9\r\n\r\n", wait=2)
    send(port, get(b"/healthz", b"Cookie : person=" + TYPED[2].encode() + b"\r\n"), wait=2)
    requests.get(f"{system.url}/", cookies={"person": TYPED[2]}, timeout=20)
    requests.post(
        f"{system.url}/wechat?signature={SECRETS['WECHAT_TOKEN']}&timestamp=1&nonce=1", data="<xml/>", timeout=20
    )
    requests.post(f"{system.url}/wechat", data=message_xml("text", Content="x").encode(), timeout=20)
    console = console_of(system)
    requests.get(f"{console}/invitation/{TYPED[3]}", timeout=20)
    requests.post(f"{console}/login", data={"name": "王芳", "password": TYPED[1]}, timeout=20)
    requests.post(f"{system.rasa_url}/webhooks/turn/webhook", data=b"{" + token.encode(), timeout=20)
    requests.post(f"{system.actions_url}/webhook", data=b"{" + token.encode(), timeout=20)


def test_no_secret_is_in_any_file(attacked: System) -> None:
    words = [*SECRETS.values(), *TYPED]
    found = []
    for path in Path(attacked.environment["VAR_DIR"]).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [f"{word[:14]}… in {path.name}" for word in words if word.encode() in content]
    assert found == []


def test_something_was_logged_at_all(attacked: System) -> None:
    log = attacked.log.read_text(encoding="utf-8", errors="replace")
    assert "what is no request" in log
    assert "Traceback" not in log


def test_no_secret_is_in_the_list_of_processes(attacked: System) -> None:
    for process in attacked.processes.values():
        shown = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        assert [word for word in SECRETS.values() if word.encode() in shown] == []


def test_no_answer_shows_one(attacked: System) -> None:
    for path in ("/", "/kiosk", "/api/greeting", "/healthz", "/readyz", "/nothing", "/static/chat.js"):
        response = requests.get(f"{attacked.url}{path}", timeout=20)
        told = response.text + str(response.headers)
        assert [word for word in SECRETS.values() if word in told] == []


def test_the_user_is_kept_as_a_hash_only(attacked: System) -> None:
    Person(attacked)  # the channel of the tests
    for path in Path(attacked.environment["VAR_DIR"]).rglob("*"):
        assert not path.is_file() or b"planted-user-28" not in path.read_bytes(), path.name


@pytest.mark.parametrize(
    "command",
    [
        *(["prepare"], ["staff-add", "王芳", "--role", "admin"], ["channel", "web"], ["cluster"], ["settings"]),
        *(["places", "--import", "tests/conftest.py"], ["blocklist", "--import", "tests/conftest.py"]),
    ],
    ids=lambda words: words[0],
)
def test_a_command_that_fails_shows_no_password(command: list[str], tmp_path: Path) -> None:
    address = f"postgresql+psycopg://assistant:{PASSWORD}@127.0.0.1:1/none?connect_timeout=2"
    environment = {
        **os.environ,
        **SECRETS,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": address,
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    told = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert [word for word in (PASSWORD, *SECRETS.values()) if word in told] == []
