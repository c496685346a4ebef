"""The README must not lag behind: every path, command and setting it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.check.content import read_content
from bot.report.overview import PAGE, overview
from bot.settings import describe
from db.files import CONTENT, read_yaml

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "content-guide.md").read_text(encoding="utf-8")
SCRIPT = read_yaml(CONTENT / "schema" / "script.yml")["properties"]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:db|data|bot|docs)/[^`<]+?)`", README))))
def test_every_path_in_the_readme_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_in_the_readme_exists(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z][A-Z_]+)(?:=\d)?`", README))))
def test_every_setting_in_the_readme_exists(name: str) -> None:
    assert name in {setting for setting, _, _ in describe()}


@pytest.mark.parametrize("command", sorted(set(re.findall(r"python -m bot ([\w-]+)", README))))
def test_every_command_in_the_readme_exists(command: str) -> None:
    assert command in {command.name for command in COMMANDS}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([\w-]+)", README))))
def test_every_make_target_in_the_readme_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_overview_is_what_the_content_gives() -> None:
    told = "docs/overview.md is behind the content: run `python -m bot overview` and commit it"
    assert PAGE.read_text(encoding="utf-8") == overview(read_content(ROOT)), told


@pytest.mark.parametrize("field", sorted({*SCRIPT} - {"id"}))
def test_the_guide_teaches_every_field_of_a_script(field: str) -> None:
    assert re.search(rf"^###.*\b{field}\b", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("line", sorted(SCRIPT["for_elder"]["required"]))
def test_the_guide_teaches_every_spoken_line(line: str) -> None:
    assert f"| {line} |" in GUIDE


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:db|data|bot|docs)/[^`<]+?)`", GUIDE))))
def test_every_path_in_the_guide_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"python -m bot ([\w-]+)", GUIDE))))
def test_every_command_in_the_guide_exists(command: str) -> None:
    assert command in {command.name for command in COMMANDS}
