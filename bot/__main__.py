"""`python -m bot <command>`: the one door for people at a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from bot.commands.breaking import BREAKING
from bot.commands.command import Command
from bot.commands.content import CONTENT
from bot.commands.measuring import MEASURING
from bot.commands.operating import OPERATING
from bot.commands.serving import SERVING
from bot.quiet import hush

COMMANDS: tuple[Command, ...] = (*SERVING, *CONTENT, *MEASURING, *OPERATING, *BREAKING)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Anti-fraud assistant")
    listed = parser.add_subparsers(dest="command", required=True, metavar="command")
    for command in COMMANDS:
        example = f"example: {command.example}"
        made = listed.add_parser(command.name, help=command.meaning, description=command.meaning, epilog=example)
        made.set_defaults(run=command.run)
        command.options(made)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    hush()
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
