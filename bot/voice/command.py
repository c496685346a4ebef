"""`python -m bot voice`: render ahead, list, prune; and the process that does it behind a publish."""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time

from bot.settings import Settings, load_settings
from bot.voice.renderer import INSTALL, NotInstalled, Worker, WorkerEnded, is_installed, missing, render
from bot.voice.script import Line, wanted
from bot.voice.store import Store
from db.from_files import knowledge_from_files
from db.knowledge import Knowledge, MissingWording, current_version, load_knowledge
from db.session import make_engine, transaction

LOOK_EVERY = 30.0  # seconds between two looks at the knowledge version
AT_ONCE = 20  # sentences between two looks: new words of the urgent lane need not wait for a night's work


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for; returns the exit code."""
    settings = load_settings()
    store = Store(settings.voice)
    if arguments.watch:
        return watch(settings, store)
    if arguments.report:
        from bot.report.voice import write_voice

        return write_voice()
    try:
        lines = wanted(published(settings))
    except MissingWording as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.list:
        return _list(lines, store)
    store.write_wanted([line.key for line in lines])
    if arguments.prune:
        print(f"removed {store.prune({line.key for line in lines})} sounds")
        return 0
    chosen = missing([line for line in lines if not arguments.only or line.part in arguments.only], store)
    return _render(chosen[: arguments.limit or None], settings, store)


def published(settings: Settings) -> Knowledge:
    """Return the words that residents get; those of the files where there is no database yet."""
    if settings.database.startswith("sqlite") and not (settings.var / "assistant.db").exists():
        return knowledge_from_files()
    with transaction(make_engine(settings.database)) as session:
        return load_knowledge(session)


def _list(lines: list[Line], store: Store) -> int:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("key", "part", "text", "status"))
    writer.writerows((line.key, line.part, line.text, store.status(line.key)) for line in lines)
    return 0


def _render(lines: list[Line], settings: Settings, store: Store) -> int:
    if not lines:
        print("everything asked for has a sound")
        return 0
    try:
        with Worker(settings) as worker:
            done = render(lines, store, worker, lambda line: print(line, flush=True))
    except (NotInstalled, WorkerEnded) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{done.sentences} sentences, {done.seconds:.0f} s of sound in {done.took:.0f} s")
    for problem in done.problems:
        print(f"not said: {problem}", file=sys.stderr)
    return 1 if done.problems else 0


def _wanted_now(settings: Settings) -> list[Line]:
    """Return every sentence of what is published; none until a publish brings what is missing."""
    try:
        return wanted(published(settings))
    except MissingWording as error:
        print(error, file=sys.stderr, flush=True)
        return []


def watch(settings: Settings, store: Store) -> int:
    """Render whatever has no sound, now and after each publish, behind everything else on the machine."""
    if not is_installed(settings):
        print(INSTALL, flush=True)
        return 0
    os.nice(15)
    engine = make_engine(settings.database)
    seen, lines, failed = -1, list[Line](), set[str]()
    while True:
        with transaction(engine) as session:
            version = current_version(session)
        if version != seen:
            seen, lines, failed = version, _wanted_now(settings), set()
            if lines:
                store.write_wanted([line.key for line in lines])
        todo = [line for line in missing(lines, store) if line.key not in failed][:AT_ONCE]
        if not todo:
            time.sleep(LOOK_EVERY)
            continue
        _render(todo, settings, store)
        failed |= {line.key for line in missing(todo, store)}
