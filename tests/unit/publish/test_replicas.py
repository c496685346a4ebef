"""Replicas: refused answers, and all or none."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bot.publish.replicas import RasaReplicas, ReplicaFailed, must_be_well, put_everywhere
from bot.settings import Settings
from tests.fakes.workshop import FakeReplicas


class Rasa(http.server.BaseHTTPRequestHandler):
    """Rasa's three doors, as far as they are used."""

    said: ClassVar[dict[str, Any]] = {}

    def do_PUT(self) -> None:
        """Load a model."""
        self._answer(self.said["put"], b"")

    def do_POST(self) -> None:
        """Understand, or answer."""
        key = "parse" if self.path.endswith("/parse") else "turn"
        self._answer(200, json.dumps(self.said[key]).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def rasa() -> Iterator[str]:
    """Return the address of a Rasa that is well."""
    Rasa.said = {
        "put": 204,
        "parse": {"assessment": {"model": "abc", "verdict": "alarm"}},
        "turn": [{"custom": {"blocks": [{"type": "text", "text": "停"}]}}],
    }
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rasa)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_replica_that_is_well(rasa: str, tmp_path: Path) -> None:
    replicas = RasaReplicas([rasa + "/"])
    replicas.put(rasa, tmp_path / "m.tar.gz")
    assert must_be_well(replicas, rasa, "abc", 2.0).model == "abc"


@pytest.mark.parametrize(
    ("what", "said", "told"),
    [
        ("turn", [], "action gave no answer"),  # Rasa answers a failed action with 200 and nothing
        ("parse", {"assessment": {"model": "old", "verdict": "alarm"}}, "not abc"),
        ("parse", {"assessment": {"model": "abc", "verdict": "none"}}, "obvious scam none"),
        ("parse", {}, "not abc"),
    ],
)
def test_a_wrong_answer_is_refused(what: str, said: Any, told: str, rasa: str) -> None:
    Rasa.said[what] = said
    with pytest.raises(ReplicaFailed, match=told):
        must_be_well(RasaReplicas([rasa]), rasa, "abc", 2.0)


def test_a_model_that_is_not_taken(rasa: str, tmp_path: Path) -> None:
    Rasa.said["put"] = 400
    with pytest.raises(ReplicaFailed, match="same files"):
        RasaReplicas([rasa]).put(rasa, tmp_path / "m.tar.gz")


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(ReplicaFailed, match="is Rasa up"):
        RasaReplicas(["http://127.0.0.1:9"]).put("http://127.0.0.1:9", tmp_path / "m.tar.gz")


@pytest.mark.parametrize("broken", ["one", "two"])
def test_all_replicas_or_none(broken: str, tmp_path: Path) -> None:
    old, new = tmp_path / "old.tar.gz", tmp_path / "new.tar.gz"
    old.write_text("old", encoding="utf-8")
    new.write_text("new", encoding="utf-8")
    replicas = FakeReplicas(tmp_path / "replicas", broken=frozenset({broken}))
    for url in replicas.urls():
        replicas.put(url, old)
    lines: list[str] = []
    with pytest.raises(ReplicaFailed):
        put_everywhere(replicas, new, "new", old, 2.0, lines.append)
    assert [replicas.has(url) for url in replicas.urls()] == ["old", "old"]


def test_a_slow_replica_is_not_well(tmp_path: Path) -> None:
    with pytest.raises(ReplicaFailed, match=r"2\.5 s"):
        must_be_well(FakeReplicas(tmp_path, slow=2.5), "one", "", 2.0)


def test_addresses_come_from_the_settings() -> None:
    assert Settings(rasa_port="5105").rasa_addresses == ("http://127.0.0.1:5105", "http://127.0.0.2:5105")
    assert Settings(rasa_urls="http://a:1, http://b:2/").rasa_addresses == ("http://a:1", "http://b:2")
    with pytest.raises(ValueError, match="RASA_URLS"):
        _ = Settings(rasa_urls="file:///etc/passwd").rasa_addresses
