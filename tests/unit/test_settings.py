"""Settings: defaults that work, the environment over them, a key made once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.settings import Settings, describe, load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every setting out of the environment."""
    for name, _, _ in describe():
        monkeypatch.delenv(name, raising=False)


def test_defaults_listen_on_loopback_and_keep_everything_in_var() -> None:
    settings = load_settings()
    assert settings == Settings()
    assert settings.edge_host == "127.0.0.1"
    assert settings.database == f"sqlite:///{settings.var / 'assistant.db'}"
    assert settings.service_token == ""


@pytest.mark.parametrize("name", [name for name, _, _ in describe()])
def test_each_setting_is_read_from_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, " given ")
    changed = [field for field in Settings.__dataclass_fields__ if getattr(load_settings(), field) == "given"]
    assert len(changed) == 1


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_setting_means_the_default(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGE_PORT", value)
    assert load_settings().edge_port == "8000"


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, _, meaning in describe() if not meaning] == []
    assert len({name for name, _, _ in describe()}) == len(describe())


def test_a_database_that_was_given_is_used() -> None:
    assert Settings(database_url="postgresql://db/x").database == "postgresql://db/x"


def test_the_model_lies_in_its_own_folder(tmp_path: Path) -> None:
    assert Settings(model_dir=str(tmp_path)).model == tmp_path / "current.tar.gz"


def test_a_given_key_is_used_and_none_is_written(tmp_path: Path) -> None:
    assert Settings(var_dir=str(tmp_path / "var"), secret_key="k").secret() == b"k"
    assert not (tmp_path / "var").exists()


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(var_dir=str(tmp_path / "var"))
    key = settings.secret()
    assert len(key) == 64
    assert settings.secret() == key
    assert stat.S_IMODE((tmp_path / "var" / "secret.key").stat().st_mode) == 0o600
    assert Settings(var_dir=str(tmp_path / "other")).secret() != key


def test_a_key_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    # attack: with an empty key anyone can sign a cookie and read another person's case
    assert len(Settings(var_dir=str(tmp_path)).secret()) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize(
    ("urls", "health"),
    [
        ("", "http://127.0.0.1:5055"),
        ("http://127.0.0.1:5005,http://127.0.0.1:5006", "http://127.0.0.1:5055"),
        ("http://localhost:5005", "http://127.0.0.1:5055"),
        ("http://rasa:5005", ""),
    ],
)
def test_the_action_server_is_watched_where_it_runs(urls: str, health: str) -> None:
    assert Settings(rasa_urls=urls).actions_health == health


@pytest.mark.parametrize(
    ("given", "hosts", "asked"),
    [
        ({}, ("127.0.0.1", "127.0.0.2"), ("http://127.0.0.1:5005", "http://127.0.0.2:5005")),
        ({"rasa_processes": "1"}, ("127.0.0.1",), ("http://127.0.0.1:5005",)),
        ({"rasa_host": "0.0.0.0"}, ("0.0.0.0",), ("http://127.0.0.1:5005",)),
        ({"rasa_urls": "http://rasa:5005"}, ("127.0.0.1",), ("http://127.0.0.1:5005",)),
    ],
    ids=["unset", "one", "in a cluster", "replicas are listed"],
)
def test_rasa_has_workers_where_it_is_alone(
    given: dict[str, str], hosts: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    settings = Settings(**given)
    assert settings.rasa_hosts == hosts
    assert settings.rasa_workers == asked


@pytest.mark.parametrize(
    "given", [{"rasa_processes": "0"}, {"rasa_processes": "two"}, {"rasa_processes": "2", "rasa_host": "0.0.0.0"}]
)
def test_a_number_of_workers_that_cannot_be_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="RASA_PROCESSES"):
        _ = Settings(**given).rasa_hosts
