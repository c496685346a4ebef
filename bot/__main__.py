"""`python -m bot <command>`: the one door for people at a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from bot.publish.options import add_publish_options
from bot.quiet import hush


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


def _check(arguments: argparse.Namespace) -> int:
    from bot.check.run import main

    return main()


def _rasa(arguments: argparse.Namespace) -> int:
    from bot.serve.rasa import serve

    return serve()


def _actions(arguments: argparse.Namespace) -> int:
    from bot.serve.actions import serve

    return serve()


def _edge(arguments: argparse.Namespace) -> int:
    from bot.edge.app import serve

    return serve()


def _console(arguments: argparse.Namespace) -> int:
    from bot.console.app import serve

    return serve()


def _staff_add(arguments: argparse.Namespace) -> int:
    from bot.console.command import add_staff

    return add_staff(arguments.name, arguments.role)


def _ready(arguments: argparse.Namespace) -> int:
    from bot.serve.ready import announce

    return announce()


def _chat(arguments: argparse.Namespace) -> int:
    from bot.edge.chat import chat

    return chat(arguments.url, arguments.elder)


def _assess(arguments: argparse.Namespace) -> int:
    from bot.publish.assess import assess_file

    return assess_file(arguments.input, arguments.output, arguments.group)


def _measure(arguments: argparse.Namespace) -> int:
    from bot.measure.run import measure

    return measure(arguments.eval)


def _bench(arguments: argparse.Namespace) -> int:
    from bot.bench.run import bench

    return bench(arguments.types, arguments.others, arguments.only)


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


def _wechat_menu(arguments: argparse.Namespace) -> int:
    from bot.edge.channels.wechat.upload import upload_menu

    return upload_menu()


def _channel(arguments: argparse.Namespace) -> int:
    from bot.edge.switch import switch_channel

    return switch_channel(arguments.name, arguments.to, arguments.reason)


def _blocklist(arguments: argparse.Namespace) -> int:
    from bot.edge.blocklist import import_file

    return import_file(arguments.file, arguments.dry_run)


def _places(arguments: argparse.Namespace) -> int:
    from bot.edge.places import import_places

    return import_places(arguments.file, arguments.dry_run)


def _visits(arguments: argparse.Namespace) -> int:
    from bot.edge.visits import import_visits

    return import_visits(arguments.file, arguments.dry_run)


def _cluster(arguments: argparse.Namespace) -> int:
    from bot.review.job import cluster

    return cluster()


def _pictures_report(arguments: argparse.Namespace) -> int:
    from bot.report.pictures import write_pictures

    return write_pictures()


def _publish(arguments: argparse.Namespace) -> int:
    from bot.publish.command import run

    return run(arguments)


def _settings(arguments: argparse.Namespace) -> int:
    from bot.settings import describe

    for name, default, meaning in describe():
        print(f"{name:<16} {meaning} (default: {default or 'empty'})")
    return 0


_COMMANDS: tuple[tuple[str, Callable[[argparse.Namespace], int], str, str], ...] = (
    ("prepare", _prepare, "database, content and model up to date", "python -m bot prepare"),
    ("train", _train, "train if anything changed", "python -m bot train --force"),
    ("check", _check, "check all content", "python -m bot check"),
    ("rasa", _rasa, "serve Rasa on loopback", "python -m bot rasa"),
    ("actions", _actions, "serve the actions on loopback", "python -m bot actions"),
    ("edge", _edge, "serve the public edge", "EDGE_PORT=8080 python -m bot edge"),
    ("console", _console, "serve the staff console", "CONSOLE_PORT=8011 python -m bot console"),
    ("staff-add", _staff_add, "invite a colleague into the console", "python -m bot staff-add 王芳 --role admin"),
    ("ready", _ready, "wait until everything answers", "python -m bot ready"),
    ("chat", _chat, "talk in the terminal, through the edge", "python -m bot chat --elder"),
    ("assess", _assess, "assess texts in JSON Lines", "python -m bot assess --input in.jsonl --output out.jsonl"),
    ("measure", _measure, "figures on texts never trained on", "python -m bot measure --eval ../shared/eval"),
    ("bench", _bench, "ours beside other classifiers, into docs/", "python -m bot bench --only SVM"),
    ("overview", _overview, "write docs/overview.md from the content", "python -m bot overview"),
    (
        "preview",
        _preview,
        "what each channel would say, from the files",
        "python -m bot preview --type service_membership --group elderly --channel phone",
    ),
    ("transcripts", _transcripts, "play the test conversations into one page", "python -m bot transcripts"),
    ("wechat-menu", _wechat_menu, "upload the menu under the WeChat chat", "python -m bot wechat-menu"),
    ("channel", _channel, "shut or open a channel", 'python -m bot channel wechat off --reason "key leaked"'),
    (
        "blocklist",
        _blocklist,
        "load links and numbers of scammers, as fingerprints",
        "python -m bot blocklist --import known.csv --dry-run",
    ),
    ("places", _places, "load kiosks, posters and accounts", "python -m bot places --import places.csv"),
    (
        "visits",
        _visits,
        "load the police's list of victims to visit",
        "python -m bot visits --import list.csv --dry-run",
    ),
    ("cluster", _cluster, "group what staff should look at by likeness", "python -m bot cluster"),
    ("pictures-report", _pictures_report, "measure how pictures are read, into docs/", "python -m bot pictures-report"),
    ("publish", _publish, "make a release of the model, swap it in, go back", "python -m bot publish status"),
    ("settings", _settings, "list the settings", "python -m bot settings"),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Anti-fraud assistant")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    made = {}
    for name, run, meaning, example in _COMMANDS:
        made[name] = commands.add_parser(name, help=meaning, description=meaning, epilog=f"example: {example}")
        made[name].set_defaults(run=run)
    made["train"].add_argument("--force", action="store_true", help="train even if nothing changed")
    made["chat"].add_argument("--url", default="", help="address of the edge; default: this machine's")
    made["chat"].add_argument("--elder", action="store_true", help="short clauses, as for an old person")
    made["assess"].add_argument("--input", default="-", help="JSON Lines with a text each; default: standard input")
    made["assess"].add_argument("--output", default="-", help="where to write; default: standard output")
    made["assess"].add_argument("--group", default="", help="group of the listener; changes nothing in the assessment")
    made["measure"].add_argument("--eval", default="", help="folder of JSON Lines with text and label, besides")
    made["bench"].add_argument("--types", type=int, default=20, help="examples of each type (default: %(default)s)")
    made["bench"].add_argument("--others", type=int, default=20, help="of each other class (default: %(default)s)")
    made["bench"].add_argument("--only", default="", help="contenders with this in their name; writes nothing")
    made["staff-add"].add_argument("name", help="login name; an account that exists gets a new link")
    roles = ("viewer", "editor", "publisher", "admin")
    made["staff-add"].add_argument("--role", choices=roles, required=True, help="what they may do")
    made["channel"].add_argument("name", choices=("web", "wechat", "kiosk"), help="which channel")
    made["channel"].add_argument("to", nargs="?", choices=("on", "off"), default="", help="default: tell how it stands")
    made["channel"].add_argument("--reason", default="", help="why; stays on record")
    made["blocklist"].add_argument("--import", dest="file", required=True, help="CSV with kind,value,source")
    made["blocklist"].add_argument("--dry-run", action="store_true", help="read and report, load nothing")
    made["places"].add_argument("--import", dest="file", required=True, help="CSV with id,kind,name,township,village")
    made["places"].add_argument("--dry-run", action="store_true", help="read and report, load nothing")
    made["visits"].add_argument("--import", dest="file", required=True, help="CSV with number,type,due")
    made["visits"].add_argument("--dry-run", action="store_true", help="read and report, load nothing")
    _preview_options(made["preview"])
    add_publish_options(made["publish"])
    return parser


def _preview_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", action="append", required=True, help="type id; may stand several times")
    parser.add_argument("--group", action="append", default=[], help="group id; may stand several times")
    parser.add_argument("--channel", choices=("wechat", "kiosk", "phone"), help="default: all three")
    steps = ("verdict", "paying", "paid", "case", "next", "family", "again")
    parser.add_argument("--step", choices=steps, default="verdict", help="what is being said (default: %(default)s)")
    parser.add_argument("--helper", default="", help="role of somebody who asks for another, e.g. relative")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    hush()
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
