"""The arguments of `python -m bot publish`, with an example for each subcommand."""

from __future__ import annotations

import argparse

# name → (what it does, example)
COMMANDS = {
    "status": ("what is live, which job runs, whether each replica is well", "python -m bot publish status"),
    "jobs": ("the last jobs", "python -m bot publish jobs"),
    "start": ("make a model, with submitted drafts or none", "python -m bot publish start 12 13"),
    "run": ("run a job here, or go on with one whose process died", "python -m bot publish run 7"),
    "cancel": ("give a job up before the swap", 'python -m bot publish cancel 7 --reason "wrong draft"'),
    "override": ("let a model pass that the gate refused", 'python -m bot publish override 7 --reason "two odd texts"'),
    "approve": ("approve a measured model as a second person; it is swapped in", "python -m bot publish approve 7"),
    "swap": ("put the live release into every replica again", "python -m bot publish swap"),
    "rollback": (
        "put an earlier release back",
        'python -m bot publish rollback 3f9a --with-content --reason "alarms on parcel texts"',
    ),
}


def add_publish_options(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(dest="publish", required=True, metavar="subcommand")
    made = {}
    for name, (meaning, example) in COMMANDS.items():
        made[name] = commands.add_parser(name, help=meaning, description=meaning, epilog=f"example: {example}")
        made[name].add_argument("--by", default="", help="who does it; stays on record (default: your login name)")
    for name in ("run", "cancel", "override", "approve"):
        made[name].add_argument("job", type=int, help="number of the job; see `publish jobs`")
    for name in ("cancel", "override", "approve", "rollback"):
        made[name].add_argument("--reason", default="", help="why; stays on record")
    made["start"].add_argument("drafts", type=int, nargs="*", help="numbers of drafts; none: what is published")
    made["rollback"].add_argument("release", help="digest of the release, or its beginning; see `publish status`")
    made["rollback"].add_argument("--with-content", action="store_true", help="words and examples too")
