"""What an operator does: people, channels, lists to load."""

from __future__ import annotations

import argparse

from bot.commands.command import Command, csv_options


def _staff_add(arguments: argparse.Namespace) -> int:
    from bot.console.command import add_staff

    return add_staff(arguments.name, arguments.role)


def _staff_options(parser: argparse.ArgumentParser) -> None:
    roles = ("viewer", "editor", "publisher", "admin")
    parser.add_argument("name", help="login name; an account that exists gets a new link")
    parser.add_argument("--role", choices=roles, required=True, help="what they may do")


def _wechat_menu(arguments: argparse.Namespace) -> int:
    from bot.edge.channels.wechat.upload import upload_menu

    return upload_menu()


def _channel(arguments: argparse.Namespace) -> int:
    from bot.edge.switch import switch_channel

    return switch_channel(arguments.name, arguments.to, arguments.reason)


def _channel_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=("web", "wechat", "kiosk", "phone"), help="which channel")
    parser.add_argument("to", nargs="?", choices=("on", "off"), default="", help="default: tell how it stands")
    parser.add_argument("--reason", default="", help="why; stays on record")


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


_STAFF = "python -m bot staff-add 王芳 --role admin"
_CHANNEL = 'python -m bot channel wechat off --reason "key leaked"'
_BLOCKLIST = "python -m bot blocklist --import known.csv --dry-run"
_BLOCKLIST_IS = "load links and numbers of scammers, as fingerprints"
_PLACES = "python -m bot places --import places.csv"
_PLACES_HAVE = "id,kind,name,township,village"
_VISITS = "python -m bot visits --import list.csv --dry-run"
_VISITS_ARE = "load the police's list of victims to visit"

OPERATING = (
    Command("staff-add", _staff_add, "invite a colleague into the console", _STAFF, _staff_options),
    Command("wechat-menu", _wechat_menu, "upload the menu under the WeChat chat", "python -m bot wechat-menu"),
    Command("channel", _channel, "shut or open a channel", _CHANNEL, _channel_options),
    Command("blocklist", _blocklist, _BLOCKLIST_IS, _BLOCKLIST, csv_options("kind,value,source")),
    Command("places", _places, "load kiosks, posters and accounts", _PLACES, csv_options(_PLACES_HAVE)),
    Command("visits", _visits, _VISITS_ARE, _VISITS, csv_options("number,type,due")),
    Command("cluster", _cluster, "group what staff should look at by likeness", "python -m bot cluster"),
)
