"""Rasa never starts with half a model while a whole one lies about."""

from __future__ import annotations

import io
import logging
import tarfile
from pathlib import Path

import pytest

from bot.serve.model import KEPT, is_whole, usable_model
from bot.settings import Settings


def write_model(path: Path, name: str) -> None:
    """Write an archive that looks like a model of Rasa."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for member, data in (("metadata.json", name.encode()), ("components/a.bin", bytes(range(256)) * 400)):
            info = tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def rubbish(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20] = b"rubbish rubbish rubb"
    path.write_bytes(bytes(data))


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-6] ^= 1  # of the checksum
    path.write_bytes(bytes(data))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with a whole model in place."""
    made = Settings(var_dir=str(tmp_path), model_dir=str(tmp_path / "models"))
    write_model(made.model, "new")
    return made


@pytest.mark.parametrize("spoil", [cut, rubbish, flipped, Path.unlink])
def test_a_spoilt_model_is_noticed(spoil: object, settings: Settings) -> None:
    assert is_whole(settings.model)
    assert callable(spoil)
    spoil(settings.model)
    assert not is_whole(settings.model)


def test_an_archive_of_something_else_is_no_model(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("notes.txt"))
    assert not is_whole(tmp_path / "a.tar.gz")


def test_the_model_in_place_is_served_and_a_copy_kept(settings: Settings) -> None:
    assert usable_model(settings) == settings.model
    assert settings.model.with_name(KEPT).read_bytes() == settings.model.read_bytes()


def test_the_kept_copy_answers_when_the_model_in_place_is_broken(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    usable_model(settings)
    cut(settings.model)
    with caplog.at_level(logging.ERROR):
        assert usable_model(settings) == settings.model.with_name(KEPT)
    assert "is broken" in caplog.text
    assert "run `python -m bot prepare`" in caplog.text


def test_without_a_copy_the_newest_whole_release_answers(settings: Settings) -> None:
    cut(settings.model)
    releases = settings.var / "releases"
    for name in ("aaa", "bbb"):
        write_model(releases / name / "model.tar.gz", name)
    cut(releases / "bbb" / "model.tar.gz")
    assert usable_model(settings) == releases / "aaa" / "model.tar.gz"


def test_nothing_whole_is_nothing(settings: Settings) -> None:
    cut(settings.model)
    assert usable_model(settings) is None


def test_a_directory_that_cannot_be_written_is_no_reason_to_stop(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.serve.model.shutil.copy2", full)
    assert usable_model(settings) == settings.model
    assert [path.name for path in settings.model.parent.iterdir()] == [settings.model.name]
