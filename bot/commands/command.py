"""What a command is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

Options = Callable[[argparse.ArgumentParser], None]


def no_options(parser: argparse.ArgumentParser) -> None:
    """Add none."""


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: as typed.
        run: does it and returns the exit code.
        meaning: one line for the list.
        example: a whole line to copy.
        options: adds its options.
    """

    name: str
    run: Callable[[argparse.Namespace], int]
    meaning: str
    example: str
    options: Options = no_options


def csv_options(columns: str) -> Options:
    """Return the options of a command that loads a CSV file with these columns."""

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--import", dest="file", required=True, help=f"CSV with {columns}")
        parser.add_argument("--dry-run", action="store_true", help="read and report, load nothing")

    return add
