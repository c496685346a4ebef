"""The options of `python -m bot posters`; nothing here needs a browser."""

from __future__ import annotations

import argparse

from bot.posters.spots import PLACES, SIZES

DESIGN_NAMES = {"block": "大字", "notice": "告示", "talk": "对话", "column": "竖排"}
DESIGNS = tuple(DESIGN_NAMES)
WEB, WECHAT = "web", "wechat"  # what a code opens


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--type", action="append", default=[], help="type id; may stand several times")
    parser.add_argument("--group", action="append", default=[], help="group id; may stand several times")
    parser.add_argument("--place", action="append", default=[], choices=tuple(PLACES), help="where they hang")
    parser.add_argument(
        "--spot", default="", help="id of the very place (python -m bot places), for figures by district"
    )
    parser.add_argument("--design", action="append", default=[], choices=DESIGNS, help="default: all four")
    parser.add_argument("--size", action="append", default=[], choices=tuple(SIZES), help="default: all")
    parser.add_argument(
        "--opens",
        default="",
        choices=(WECHAT, WEB),
        help="what the codes open; default: wechat where a public account is set and gives codes, else the page",
    )
    parser.add_argument("--all", action="store_true", help="every type for its groups; designs take turns")
    parser.add_argument("--url", default="", help="address of the assistant; default: PUBLIC_URL")
    parser.add_argument("--out", default="", help="the ZIP file; default: in var/posters")
    parser.add_argument("--job", type=int, default=0, help=argparse.SUPPRESS)  # the console's order
