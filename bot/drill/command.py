"""`python -m bot drill`: prints drills as text, from the content files."""

from __future__ import annotations

import argparse
import sys

from bot.drill.cues import Cues
from bot.drill.listing import listing
from bot.drill.plot import LEVELS, plot_of
from db.files import CONTENT, read_yaml
from db.from_files import knowledge_from_files


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add which drills, and how they are told."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--script", action="append", metavar="TYPE", help="type id; may stand several times")
    which.add_argument("--all", action="store_true", help="every type")
    parser.add_argument("--level", choices=LEVELS, help="default: all three")
    parser.add_argument("--group", default="", help="who plays; id of a group")
    parser.add_argument("--elder", action="store_true", help="in the words for who needs them short")


def run(arguments: argparse.Namespace) -> int:
    """Print drills; returns the exit code."""
    knowledge = knowledge_from_files()
    types = list(knowledge.scripts) if arguments.all else arguments.script
    unknown = [name for name in types if name not in knowledge.scripts]
    unknown += [arguments.group] if arguments.group and arguments.group not in knowledge.groups else []
    if unknown:
        print(f"unknown: {', '.join(unknown)}; types stand in catalogue.yml, groups in groups.yml", file=sys.stderr)
        return 2
    cues = Cues.from_data(read_yaml(CONTENT / "drill.yml")["drill"])
    levels = (arguments.level,) if arguments.level else LEVELS
    for name in types:
        for line in listing(
            knowledge, plot_of(knowledge.scripts[name], cues), arguments.group, arguments.elder, levels
        ):
            print(line)
    return 0
