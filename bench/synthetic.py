"""Ten times as much, made of what there is: signals and answers with other characters. Pure but for the two writers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, select

from db.models import Answer, Example, ScriptSignal, Signal
from db.session import transaction

_FIRST, _COUNT = 0x4E00, 20902  # the Chinese characters of Unicode's first block
_STEP = 1009  # a prime: copies of a word share no character with it


def another(text: str, copy: int) -> str:
    """Return a text of the same shape in other characters; what is no Chinese character stays."""
    return "".join(
        chr(_FIRST + (ord(one) - _FIRST + copy * _STEP) % _COUNT) if _FIRST <= ord(one) < _FIRST + _COUNT else one
        for one in text
    )


def signal_like(signal: Signal, copy: int, position: int) -> Signal:
    """Return a signal whose patterns cost what the first one's cost, and hit other words."""
    return Signal(
        id=f"{signal.id[:34]}_x{copy}_{position % 100}"[:40],
        position=position,
        name=another(signal.name, copy),
        patterns=[another(one, copy) for one in signal.patterns],
        question=another(signal.question, copy),
        question_elder=another(signal.question_elder, copy),
    )


def answer_like(answer: Answer, copy: int, position: int) -> Answer:
    """Return an answer of the same length about something else."""
    words: dict[str, Any] = {
        name: another(value, copy) if isinstance(value, str) else value for name, value in answer.words.items()
    }
    title = another(answer.title, copy)
    return Answer(id=f"{answer.id[:50]}_x{copy}", position=position, title=title, words=words)


def multiply_content(engine: Engine, times: int) -> dict[str, int]:
    """Write `times` - 1 copies of every signal, with its evidence in every script, and of every answer.

    Returns:
        How many signals, pieces of evidence and answers there are now.
    """
    with transaction(engine) as session:
        signals, answers = list(session.scalars(select(Signal))), list(session.scalars(select(Answer)))
        evidence = list(session.scalars(select(ScriptSignal)))
        for copy in range(1, times):
            made = {one.id: signal_like(one, copy, copy * len(signals) + number) for number, one in enumerate(signals)}
            session.add_all(made.values())
            session.flush()
            session.add_all(
                ScriptSignal(script_id=one.script_id, signal_id=made[one.signal_id].id, weight=one.weight)
                for one in evidence
            )
            session.add_all(answer_like(one, copy, copy * len(answers) + n) for n, one in enumerate(answers))
    return {
        "signals": times * len(signals),
        "pieces of evidence": times * len(evidence),
        "answers": times * len(answers),
    }


def keep_each(engine: Engine, every: int) -> int:
    """Retire all examples but each so many-th of an intent; returns how many are left."""
    with transaction(engine) as session:
        kept, number, before = 0, 0, ""
        for row in session.scalars(select(Example).order_by(Example.intent, Example.id)):
            number = number + 1 if row.intent == before else 0
            before = row.intent
            row.retired = number % every != 0
            kept += not row.retired
    return kept
