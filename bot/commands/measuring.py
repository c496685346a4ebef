"""Figures."""

from __future__ import annotations

import argparse

from bot.commands.command import Command


def _assess(arguments: argparse.Namespace) -> int:
    from bot.publish.assess import assess_file

    return assess_file(arguments.input, arguments.output, arguments.group)


def _assess_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--input", default="-", help="JSON Lines with a text each; default: standard input")
    parser.add_argument("--output", default="-", help="where to write; default: standard output")
    parser.add_argument("--group", default="", help="group of the listener; changes nothing in the assessment")


def _measure(arguments: argparse.Namespace) -> int:
    from bot.measure.run import measure

    return measure(arguments.eval)


def _measure_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--eval", default="", help="folder of JSON Lines with text and label, besides")


def _bench(arguments: argparse.Namespace) -> int:
    from bot.bench.run import bench

    return bench(arguments.types, arguments.others, arguments.only)


def _bench_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--types", type=int, default=20, help="examples of each type (default: %(default)s)")
    parser.add_argument("--others", type=int, default=20, help="of each other class (default: %(default)s)")
    parser.add_argument("--only", default="", help="contenders with this in their name; writes nothing")


def _pictures_report(arguments: argparse.Namespace) -> int:
    from bot.report.pictures import write_pictures

    return write_pictures()


def _speech_report(arguments: argparse.Namespace) -> int:
    from bot.report.speech import write_speech

    return write_speech()


def _phone_report(arguments: argparse.Namespace) -> int:
    from bot.report.phone import write_phone

    return write_phone()


_ASSESS = "python -m bot assess --input in.jsonl --output out.jsonl"
_MEASURE = "python -m bot measure --eval ../shared/eval"
_BENCH = "python -m bot bench --only SVM"
_PHONE = "what comes of speech on a telephone, into docs/; needs Rasa"
_PICTURES = "measure how pictures are read, into docs/"

MEASURING = (
    Command("assess", _assess, "assess texts in JSON Lines", _ASSESS, _assess_options),
    Command("measure", _measure, "figures on texts never trained on", _MEASURE, _measure_options),
    Command("bench", _bench, "ours beside other classifiers, into docs/", _BENCH, _bench_options),
    Command("pictures-report", _pictures_report, _PICTURES, "python -m bot pictures-report"),
    Command("phone-report", _phone_report, _PHONE, "python -m bot phone-report"),
    Command("speech-report", _speech_report, "measure how speech is heard, into docs/", "python -m bot speech-report"),
)
