"""Breaking it on purpose."""

from __future__ import annotations

import argparse

from bot.commands.command import Command

DATABASES = ("postgresql", "sqlite")


def _chaos(arguments: argparse.Namespace) -> int:
    from bot.chaos.faults.every import FAULTS
    from bot.chaos.machine import NotReached
    from bot.chaos.run import Wish, chaos

    meanings = {fault.name: fault.meaning for fault in FAULTS}
    unknown = [name for name in arguments.only if name not in meanings]
    if arguments.list or unknown:
        print(*(f"{name:<24} {meaning}" for name, meaning in meanings.items()), sep="\n")
        print(*(f"--only: {name} is not among them" for name in unknown), sep="\n", end="\n" if unknown else "")
        return 2 if unknown else 0
    try:
        databases = arguments.database or DATABASES
        return chaos(Wish(arguments.only, databases, arguments.keep, arguments.stand_in, arguments.rate))
    except NotReached as error:
        print(f"chaos: {error}")
        return 2


def _chaos_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", default=[], help="name of a fault; may stand several times; no page")
    parser.add_argument("--list", action="store_true", help="list the faults")
    parser.add_argument("--database", action="append", choices=DATABASES, default=[], help="default: both")
    parser.add_argument("--rate", type=float, default=4.0, help="messages a second (default: %(default)s)")
    parser.add_argument("--stand-in", action="store_true", help="made-up Rasa: for a busy machine; no page")
    parser.add_argument("--keep", action="store_true", help="keep the folder with the log")


_EXAMPLE = "python -m bot chaos --only database_gone --only rasa_hung"

BREAKING = (Command("chaos", _chaos, "break things under load, into docs/chaos.md", _EXAMPLE, _chaos_options),)
