"""What is read from /proc: lines as the kernel writes them, and this very process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench import process_tree

STAT = "4711 (python (a) b) S 42 4711 4711 0 -1 4194560 900 800 0 0 250 50 30 20 20 0 7 0 100 1 2 3"


def test_a_name_with_brackets_does_not_shift_the_fields() -> None:
    parent, seconds = process_tree.parse_stat(STAT)
    assert parent == 42
    assert seconds == pytest.approx((250 + 50 + 30 + 20) / os.sysconf("SC_CLK_TCK"))


def test_pss_not_rss_is_what_a_process_holds() -> None:
    rollup = "55-7f ---p 0 0 [rollup]\nRss:  9000 kB\nPss:  4000 kB\nPss_Anon:  3000 kB\n"
    assert process_tree.parse_pss(rollup) == 4000 * 1024


@pytest.mark.parametrize(
    ("command", "part"),
    [
        ("/venv/bin/python\0-m\0bot\0edge\0", "edge"),
        ("/venv/bin/python\0-m\0bot\0rasa\0", "rasa"),
        ("/venv/bin/python\0-m\0rasa_sdk\0--actions\0actions.actions\0", "actions"),
        ("/venv/bin/python\0-m\0rasa\0run\0", "rasa"),
        ("/venv/bin/supervisord\0-c\0deploy/supervisord.conf\0", "other"),
        ("", "other"),
    ],
)
def test_a_process_is_named_by_its_command(command: str, part: str) -> None:
    assert process_tree.part(command) == part


def test_a_child_belongs_to_the_tree_and_holds_memory() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert {os.getpid(), child.pid} <= set(process_tree.tree([os.getpid()]))
        assert process_tree.usage(child.pid)[1] > 0
        assert process_tree.cpu_seconds([os.getpid()]) > 0
    finally:
        child.communicate(b"\n")
    assert child.pid not in process_tree.tree([os.getpid()])
    assert process_tree.usage(child.pid) == ("other", 0, 0.0)
