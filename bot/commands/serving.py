"""Processes, and the terminal as a channel."""

from __future__ import annotations

import argparse

from bot.commands.command import Command


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


def _phone_sip(arguments: argparse.Namespace) -> int:
    from bot.serve.telephone import SIP, start

    return start(SIP)


def _phone_pbx(arguments: argparse.Namespace) -> int:
    from bot.serve.telephone import AUDIOSOCKET, start

    return start(AUDIOSOCKET)


def _ready(arguments: argparse.Namespace) -> int:
    from bot.serve.ready import announce

    return announce()


def _chat(arguments: argparse.Namespace) -> int:
    from bot.edge.chat import chat

    return chat(arguments.url, arguments.elder)


def _chat_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default="", help="address of the edge; default: this machine's")
    parser.add_argument("--elder", action="store_true", help="short clauses, as for an old person")


def _settings(arguments: argparse.Namespace) -> int:
    from bot.settings import describe

    for name, default, meaning in describe():
        print(f"{name:<16} {meaning} (default: {default or 'empty'})")
    return 0


SERVING = (
    Command("rasa", _rasa, "serve Rasa on loopback", "python -m bot rasa"),
    Command("actions", _actions, "serve the actions on loopback", "python -m bot actions"),
    Command("edge", _edge, "serve the public edge", "EDGE_PORT=8080 python -m bot edge"),
    Command("console", _console, "serve the staff console", "CONSOLE_PORT=8011 python -m bot console"),
    Command("phone-sip", _phone_sip, "take telephone calls by SIP", "PHONE_SIP=1 python -m bot phone-sip"),
    Command(
        "phone-pbx",
        _phone_pbx,
        "take telephone calls that Asterisk brings (AudioSocket)",
        "PHONE_AUDIOSOCKET=127.0.0.1:9019 python -m bot phone-pbx",
    ),
    Command("ready", _ready, "wait until everything answers", "python -m bot ready"),
    Command("chat", _chat, "talk in the terminal, through the edge", "python -m bot chat --elder", _chat_options),
    Command("settings", _settings, "list the settings", "python -m bot settings"),
)
