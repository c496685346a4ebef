"""The reverse-proxy example, run as it stands but for ports and certificate, in front of a real edge."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT, System, free_port, make_environment

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONF = ROOT / "deploy" / "nginx" / "assistant.conf"
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/assistant.conf;
}}
"""


@dataclass
class Proxy:
    """A running nginx."""

    url: str
    plain_url: str
    session: requests.Session
    edge: System
    port: int
    folder: Path


def new_session(folder: Path) -> requests.Session:
    """Return a browser that nobody knows yet, and that trusts our certificate whatever the machine trusts."""
    session = requests.Session()
    session.trust_env = False
    session.verify = str(folder / "certificate.pem")
    return session


def certificate(folder: Path) -> None:
    """Make a certificate that nobody trusts."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost"]
    out = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run([*command, *out], check=True, capture_output=True)


def configure(folder: Path, edge_port: str) -> tuple[int, int]:
    """Write the example with ports of our own, its first edge dead; return the ports of TLS and of plain HTTP."""
    secure, plain, dead = free_port(), free_port(), free_port()
    changed = CONF.read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("/etc/nginx/tls", str(folder)),
        (
            "server edge:8000 max_fails=2 fail_timeout=5s;",
            f"server 127.0.0.1:{dead} max_fails=2 fail_timeout=5s; server 127.0.0.1:{edge_port};",
        ),
    ):
        assert old in changed
        changed = changed.replace(old, new)
    (folder / "assistant.conf").write_text(changed, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return secure, plain


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Run nginx before an edge without Rasa: each message gets the safe reply."""
    if not Path(NGINX).exists():
        pytest.skip("no nginx on this machine: apt-get install nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    certificate(folder)
    edge = System(make_environment(folder / "var", EDGE_PROXY="1", RATE_NEWCOMERS="3/minute", COOKIE_SECURE="1"))
    (folder / "var").mkdir()
    secure, plain = configure(folder, edge.environment["EDGE_PORT"])
    subprocess.run([NGINX, "-t", "-c", str(folder / "nginx.conf")], check=True, capture_output=True)
    edge.start("edge")
    running = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf")])
    session = new_session(folder)
    try:
        edge.wait_for(lambda: requests.get(f"{edge.url}/healthz", timeout=3).status_code == 200)
        yield Proxy(f"https://localhost:{secure}", f"http://localhost:{plain}", session, edge, secure, folder)
    finally:
        running.terminate()
        running.wait()
        edge.stop()


def say(proxy: Proxy, url: str = "", **headers: str) -> requests.Response:
    body = {"id": uuid.uuid4().hex, "text": "你好"}
    with new_session(proxy.folder) as stranger:
        return stranger.post(f"{url or proxy.url}/api/messages", json=body, headers=headers, timeout=20)


def test_a_page_and_a_message_pass_though_one_edge_is_dead(proxy: Proxy) -> None:
    for _ in range(4):  # each edge in its turn
        page = proxy.session.get(f"{proxy.url}/", timeout=10)
        assert page.status_code == 200
        assert "反诈助手" in page.content.decode()
        assert "max-age" in page.headers["Strict-Transport-Security"]
        assert "1." not in page.headers["Server"]
    answer = proxy.session.post(f"{proxy.url}/api/messages", json={"id": "m", "text": "你好"}, timeout=20)
    assert answer.status_code == 200
    assert "110" in answer.text
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_the_state_of_the_edge_is_nobody_elses_business(proxy: Proxy, path: str) -> None:
    assert proxy.session.get(f"{proxy.url}{path}", timeout=10).status_code == 404


def test_plain_http_is_led_to_tls(proxy: Proxy) -> None:
    answer = proxy.session.get(f"{proxy.plain_url}/kiosk?place=hall", allow_redirects=False, timeout=10)
    assert answer.status_code == 301
    assert answer.headers["Location"] == "https://localhost/kiosk?place=hall"


def test_what_a_client_writes_about_its_address_is_thrown_away(proxy: Proxy) -> None:
    # attack: name somebody else's address, to use up what a school may ask
    for _ in range(6):
        assert say(proxy, **{"X-Forwarded-For": "203.0.113.9"}).status_code == 200
    direct = [say(proxy, proxy.edge.url, **{"X-Forwarded-For": "203.0.113.9"}).status_code for _ in range(4)]
    assert direct == [200, 200, 200, 429]  # past the proxy the header would count: only it may reach the edge


def test_a_body_that_is_too_large_never_reaches_the_edge(proxy: Proxy) -> None:
    answer = proxy.session.post(f"{proxy.url}/api/pictures", data=b"x" * (12 * 1024 * 1024 + 1), timeout=20)
    assert answer.status_code == 413
    assert "nginx" in answer.text


def test_slow_clients_wait_at_the_proxy(proxy: Proxy) -> None:
    # attack: hundreds of connections that send a byte now and then
    conf = CONF.read_text(encoding="utf-8")
    assert int(re.findall(r"client_header_timeout (\d+)s", conf)[0]) <= 10
    idle = [socket.create_connection(("127.0.0.1", proxy.port)) for _ in range(200)]
    try:
        begun = time.monotonic()
        assert proxy.session.get(f"{proxy.url}/api/greeting", timeout=10).status_code == 200
        assert time.monotonic() - begun < 5
    finally:
        for connection in idle:
            connection.close()
