"""`python -m bot transcripts`: every test conversation, played and set as one page that staff can read.

The same words go through the same path as a resident's, from the edge's turns
to the composed blocks, with the model and the content in place; only the
network between the processes is left out.
"""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from tqdm import tqdm

from bot.edge.judging import make_judge
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping, Message
from bot.edge.seal import Sealer, reportable
from bot.edge.turns import Turns
from bot.publish.assess import Assess, load_assessor, public_numbers
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.settings import ROOT, load_settings
from bot.text.prepare import prepare
from db.files import read_yaml
from db.knowledge import Knowledge, load_knowledge
from db.models import Base
from db.session import make_engine, transaction

FOLDER = ROOT / "tests" / "dialogue"
PAGE = "transcripts.html"
_NOBODY = "（没说是谁）"


class LocalRasa(RasaClient):
    """Rasa's graph and the actions' composer in this process."""

    def __init__(self, assess: Assess, knowledge: Knowledge) -> None:
        """Keep the model and the words."""
        self._assess = assess
        self._knowledge = knowledge

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer one turn."""
        assessment = self._assess([text], [metadata])[0]
        return compose(assessment, Listener.from_metadata(metadata), self._knowledge, text).payload()

    async def problems(self) -> list[str]:
        """Report nothing: there is no network."""
        return []


@dataclass(frozen=True)
class Played:
    """One turn: what was said, and the answer."""

    said: str
    blocks: list[dict[str, Any]]
    case: dict[str, Any]


def conversations(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """Yield each conversation of each file, with the file's name under `file`."""
    for path in sorted(folder.glob("*.yml")):
        for item in read_yaml(path)["conversations"]:
            yield {**item, "file": path.stem}


class Player:
    """Plays conversations, each by a stranger of its own."""

    def __init__(self, engine: Engine, rasa: RasaClient) -> None:
        """Keep the edge's turns over an empty database."""
        keeping = Keeping(case=timedelta(hours=2), remembered=timedelta(hours=72))
        self._turns = Turns(engine, rasa, keeping, 60.0, lambda _: {"blocks": []})
        self._sealer = Sealer(b"transcripts")
        self._judge = make_judge(self._sealer)
        self._keep = public_numbers()

    async def play(self, conversation: dict[str, Any]) -> list[Played]:
        """Play one; a choice is given by its label or its value."""
        person, played, offered = uuid.uuid4().hex, [], dict[str, str]()
        for turn in conversation["turns"]:
            said = str(turn.get("say") or "")
            chosen = str(turn.get("choose") or "")
            prepared = prepare(said, self._keep)
            message = Message(
                person=person,
                id=uuid.uuid4().hex,
                text=prepared.text or "。",
                choice=offered.get(chosen, chosen),
                channel=str(conversation.get("channel") or "web"),
                elder=bool(conversation.get("elder")),
                entities=tuple(self._sealer.seal(found) for found in reportable(prepared.finds)),
                judged=self._judge.judge(said, prepared.finds, self._keep),
            )
            reply = await self._turns.answer(message)
            listed = [choice for block in reply["blocks"] for choice in block.get("choices", ())]
            offered = {choice["label"]: choice["value"] for choice in listed}
            played.append(Played(said or f"〔点〕{chosen}", reply["blocks"], reply.get("case") or {}))
        return played


def coverage(items: list[dict[str, Any]]) -> tuple[list[str], list[str], Counter[tuple[str, str]]]:
    """Return (flows, groups, how many conversations show a flow for a group), each list in order of the alphabet."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        counts.update((flow, str(item.get("group") or _NOBODY)) for flow in set(item.get("flows") or ()))
    return sorted({flow for flow, _ in counts}), sorted({group for _, group in counts}), counts


async def _play_all(player: Player, items: list[dict[str, Any]]) -> list[list[Played]]:
    return [await player.play(item) for item in tqdm(items, unit=" conversations")]


def write_transcripts(folder: Path = FOLDER) -> int:
    """Play all, write var/transcripts.html; returns the exit code.

    Raises:
        FileNotFoundError: there is no model yet; names the remedy.
    """
    import jinja2

    settings = load_settings()
    source = make_engine(settings.database)
    with transaction(source) as session:
        knowledge = load_knowledge(session)
    items = list(conversations(folder))
    with tempfile.TemporaryDirectory() as name:
        engine = make_engine(f"sqlite:///{Path(name) / 'played.db'}")
        Base.metadata.create_all(engine)
        played = asyncio.run(_play_all(Player(engine, LocalRasa(load_assessor(settings), knowledge)), items))
        engine.dispose()
    flows, groups, counts = coverage(items)
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True).get_template(
        "transcripts.html.j2"
    )
    names = {group: str(words["name"]) for group, words in knowledge.groups.items()}
    page = template.render(
        talks=list(zip(items, played, strict=True)), flows=flows, groups=groups, counts=counts, names=names
    )
    path = settings.var / PAGE
    path.write_text(page, encoding="utf-8")
    print(f"{len(items)} conversations, {len(flows)} flows × {len(groups)} groups: {path}")
    return 0
