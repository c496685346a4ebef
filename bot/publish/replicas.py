"""The served Rasa processes: which model each has, and another one put in."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

LOAD_SECONDS = 60
TURN_SECONDS = 10
KNOWN = "对方说是公安局的，让我把钱转到安全账户，我已经转了五万"
Say = Callable[[str], None]


class ReplicaFailed(Exception):
    """A replica does not answer as it should; the message names it and says how."""


@dataclass(frozen=True)
class Answered:
    """What a replica said to a known message.

    Attributes:
        model: name of the model that said it: the first characters of its export's digest.
        verdict: of the assessment.
        seconds: that the whole turn took, with the action.
    """

    model: str
    verdict: str
    seconds: float


class Replicas(Protocol):
    """All replicas, by address."""

    def urls(self) -> Sequence[str]:
        """Return their addresses."""

    def put(self, url: str, model: Path) -> None:
        """Have one replica load a model. Raises `ReplicaFailed`."""

    def ask(self, url: str) -> Answered:
        """Say the known message to one replica. Raises `ReplicaFailed`."""


class RasaReplicas:
    """Talks to Rasa's HTTP API, which only this machine or the cluster's network reaches."""

    def __init__(self, urls: Sequence[str]) -> None:
        """Keep the addresses (setting RASA_URLS)."""
        self._urls = tuple(url.rstrip("/") for url in urls)

    def urls(self) -> Sequence[str]:
        """Return the addresses."""
        return self._urls

    def put(self, url: str, model: Path) -> None:
        """Have one replica load a model file; it must see the same path.

        Raises:
            ReplicaFailed: it did not.
        """
        _call(f"{url}/model", "PUT", {"model_file": str(model)}, LOAD_SECONDS)

    def ask(self, url: str) -> Answered:
        """Say the known message twice: to the graph for its name, and as a whole turn with the action.

        Raises:
            ReplicaFailed: no answer, or one without blocks.
        """
        parsed = _call(f"{url}/model/parse", "POST", {"text": KNOWN}, TURN_SECONDS)
        assessment = (parsed if isinstance(parsed, dict) else {}).get("assessment") or {}
        begun = time.monotonic()
        body = {"sender": "probe", "message": KNOWN, "metadata": {}}
        said = _call(f"{url}/webhooks/turn/webhook", "POST", body, TURN_SECONDS)
        taken = time.monotonic() - begun
        if not any((message.get("custom") or {}).get("blocks") for message in said or ()):
            raise ReplicaFailed(f"{url}: the action gave no answer to a known message; is `python -m bot actions` up?")
        return Answered(str(assessment.get("model", "")), str(assessment.get("verdict", "")), taken)


def _call(url: str, method: str, body: dict[str, Any], seconds: float) -> Any:
    request = urllib.request.Request(  # noqa: S310 - the operator's own addresses, checked in the settings
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:  # noqa: S310
            text = response.read()
    except (urllib.error.URLError, OSError) as error:
        raise ReplicaFailed(f"{url}: {error}; is Rasa up there, and does it see the same files?") from error
    return json.loads(text) if text else None


def must_be_well(replicas: Replicas, url: str, name: str, slowest: float) -> Answered:
    """Ask one replica and refuse a wrong answer.

    Args:
        replicas: all of them.
        url: which.
        name: of the model it should have; empty: any.
        slowest: seconds an answer may take.

    Raises:
        ReplicaFailed: it has another model, sees nothing in an obvious scam, or is slow.
    """
    answer = replicas.ask(url)
    if name and answer.model != name:
        raise ReplicaFailed(f"{url}: answers with model {answer.model}, not {name}")
    if answer.verdict not in ("alarm", "suspect"):
        raise ReplicaFailed(f"{url}: calls an obvious scam {answer.verdict or 'nothing'}")
    if answer.seconds > slowest:
        raise ReplicaFailed(f"{url}: took {answer.seconds:.1f} s for one answer, at most {slowest:.1f} s")
    return answer


def put_everywhere(replicas: Replicas, new: Path, name: str, old: Path | None, slowest: float, say: Say) -> None:
    """Put a model into one replica after the other; all of them have it, or none.

    Args:
        replicas: all of them.
        new: the model file.
        name: by which its answers are known.
        old: the model to put back when one fails; None: there is none.
        slowest: seconds an answer may take.
        say: told of each step.

    Raises:
        ReplicaFailed: one of them failed; all have the old model again, as far as they answer.
    """
    touched: list[str] = []
    try:
        for url in replicas.urls():
            touched.append(url)
            replicas.put(url, new)
            must_be_well(replicas, url, name, slowest)
            say(f"{url}: has {name}")
    except ReplicaFailed as error:
        say(f"{error}; putting the old model back")
        for url in touched if old else ():
            _put_back(replicas, url, old, say)
        raise


def _put_back(replicas: Replicas, url: str, old: Path | None, say: Say) -> None:
    try:
        assert old is not None
        replicas.put(url, old)
        say(f"{url}: has the old model again")
    except ReplicaFailed as error:
        say(f"{error}; restart it: it then loads the live release by itself")
