"""Content and what is made of it: model, releases, sounds, pages to read."""

from __future__ import annotations

import argparse
import sys

from bot.commands.command import Command
from bot.publish.options import add_publish_options


def _prepare(arguments: argparse.Namespace) -> int:
    from bot.publish.prepare import prepare_all
    from bot.settings import load_settings

    prepare_all(load_settings(), lambda line: print(f"· {line}", flush=True))
    return 0


def _train(arguments: argparse.Namespace) -> int:
    from bot.publish.train import train_if_needed
    from bot.settings import load_settings
    from db.migrate import migrate
    from db.session import make_engine

    settings = load_settings()
    engine = make_engine(settings.database)
    migrate(engine)
    trained = train_if_needed(settings, engine, force=arguments.force)
    print("trained" if trained else "unchanged, not trained again")
    return 0


def _train_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")


def _check(arguments: argparse.Namespace) -> int:
    from bot.check.run import main

    return main()


def _publish(arguments: argparse.Namespace) -> int:
    from bot.publish.command import run

    return run(arguments)


def _overview(arguments: argparse.Namespace) -> int:
    from bot.report.overview import write_overview

    return write_overview()


def _transcripts(arguments: argparse.Namespace) -> int:
    from bot.report.transcripts import write_transcripts

    return write_transcripts()


def _preview(arguments: argparse.Namespace) -> int:
    from bot.report.preview import CHANNELS, previews
    from db.from_files import knowledge_from_files

    knowledge = knowledge_from_files()
    channels = [arguments.channel] if arguments.channel else list(CHANNELS)
    unknown = [name for name in arguments.type if name not in knowledge.scripts]
    unknown += [name for name in arguments.group if name and name not in knowledge.groups]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; types stand in catalogue.yml, groups in groups.yml", file=sys.stderr)
        return 2
    shown = previews(knowledge, arguments.type, arguments.group or [""], channels, arguments.step, arguments.helper)
    for heading, reply in shown:
        print(f"\n━━ {heading}\n{reply}")
    return 0


def _preview_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", action="append", required=True, help="type id; may stand several times")
    parser.add_argument("--group", action="append", default=[], help="group id; may stand several times")
    parser.add_argument("--channel", choices=("wechat", "kiosk", "phone"), help="default: all three")
    steps = ("verdict", "paying", "paid", "case", "next", "family", "again")
    parser.add_argument("--step", choices=steps, default="verdict", help="what is being said (default: %(default)s)")
    parser.add_argument("--helper", default="", help="role of somebody who asks for another, e.g. relative")


def _voice(arguments: argparse.Namespace) -> int:
    from bot.voice.command import run

    return run(arguments)


def _voice_options(parser: argparse.ArgumentParser) -> None:
    parts = ("urgent", "phone", "kiosk", "talk", "question", "type")
    parser.add_argument("--limit", type=int, default=0, help="render at most so many sentences; default: all")
    parser.add_argument("--only", action="append", choices=parts, default=[], help="may stand several times")
    parser.add_argument("--list", action="store_true", help="print every sentence with its state as CSV")
    parser.add_argument("--prune", action="store_true", help="remove sounds that nothing says any more")
    parser.add_argument("--watch", action="store_true", help="go on, and render what staff publish")
    parser.add_argument("--report", action="store_true", help="measure twelve sentences, into docs/voice.md")


def _phone(arguments: argparse.Namespace) -> int:
    from bot.phone.command import run

    return run(arguments.type, arguments.all)


def _phone_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--script", action="store_true", required=True, help="print every prompt of every path")
    parser.add_argument("--type", default="", help="everything that is said of one scam; its id")
    parser.add_argument("--all", action="store_true", help="with the words for every group, helper and stage")


def _drill(arguments: argparse.Namespace) -> int:
    from bot.drill.command import run

    return run(arguments)


def _drill_options(parser: argparse.ArgumentParser) -> None:
    from bot.drill.command import add_options

    add_options(parser)


def _posters(arguments: argparse.Namespace) -> int:
    from bot.posters.command import run

    return run(arguments)


def _posters_options(parser: argparse.ArgumentParser) -> None:
    from bot.posters.options import add_options

    add_options(parser)


_PHONE = "python -m bot phone --script --type service_membership"
_DRILL = "python -m bot drill --script service_refund --level hard"
_PREVIEW = "python -m bot preview --type service_membership --group elderly --channel phone"
_VOICE = "python -m bot voice --only urgent --limit 20"
_POSTERS = "python -m bot posters --type health_product --group elderly --place market"
_PUBLISH = "make a release of the model, swap it in, go back"

CONTENT = (
    Command("prepare", _prepare, "database, content and model up to date", "python -m bot prepare"),
    Command("train", _train, "train if anything changed", "python -m bot train --force", _train_options),
    Command("check", _check, "check all content", "python -m bot check"),
    Command("publish", _publish, _PUBLISH, "python -m bot publish status", add_publish_options),
    Command("overview", _overview, "write docs/overview.md from the content", "python -m bot overview"),
    Command("preview", _preview, "what each channel would say, from the files", _PREVIEW, _preview_options),
    Command("phone", _phone, "print the whole telephone call", _PHONE, _phone_options),
    Command("drill", _drill, "print a drill as it is played, to read", _DRILL, _drill_options),
    Command("transcripts", _transcripts, "play the test conversations into one page", "python -m bot transcripts"),
    Command("voice", _voice, "render what kiosk and telephone say, ahead", _VOICE, _voice_options),
    Command("posters", _posters, "print-ready posters into a ZIP file", _POSTERS, _posters_options),
)
