"""What a telephone program is given, and which settings are refused."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.serve.telephone import AUDIOSOCKET, SIP, Program, WrongSetting, config_of, is_on
from bot.settings import ROOT, Settings
from telephone.core.config import read_config

GOOD = Settings(
    service_token="token",
    var_dir="/var/x",
    phone_lines="85551234=hall-3, 85551235=hall-4",
    phone_allowed="10.0.0.0/8, 192.0.2.7",
    phone_sip_registrar="sip:trunk.example",
    phone_sip_password="secret",
    phone_audiosocket="127.0.0.1:9019",
)


def test_the_sip_program_can_read_what_it_is_given() -> None:
    config = read_config(json.loads(json.dumps(config_of(SIP, GOOD))))
    assert config.lines == {"85551234": "hall-3", "85551235": "hall-4"}
    assert config.allowed == ("10.0.0.0/8", "192.0.2.7")
    assert (config.registrar, config.password, config.most_calls) == ("sip:trunk.example", "secret", 8)
    assert config.edge == "http://127.0.0.1:8000"


def test_the_program_for_a_pbx_is_given_no_password() -> None:
    config = config_of(AUDIOSOCKET, GOOD)
    assert read_config(config).listen == "127.0.0.1:9019"
    assert "secret" not in json.dumps(config)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("service_token", ""),
        ("phone_most_calls", "0"),
        ("phone_most_calls", "31"),
        ("phone_most_calls", "many"),
        ("phone_longest", "5"),
        ("phone_allowed", "trunk.example"),
        ("phone_lines", "85551234"),
        ("phone_sip_listen", "5060"),
        ("phone_sip_registrar", "trunk.example"),
        ("phone_sip_transfer", "sip:96110@trunk"),
        ("phone_rtp_port", "80"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(name: str, value: str) -> None:
    field = next(field for field in dataclasses.fields(Settings) if field.name == name)
    with pytest.raises(WrongSetting, match=field.metadata["env"]):
        config_of(SIP, dataclasses.replace(GOOD, **{name: value}))


def test_no_telephone_unless_it_is_switched_on() -> None:
    assert not is_on(SIP, Settings())
    assert not is_on(AUDIOSOCKET, Settings())
    assert is_on(SIP, Settings(phone_sip="1"))
    assert is_on(AUDIOSOCKET, GOOD)


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ({}, 0, "PHONE_SIP=1"),
        ({"PHONE_SIP": "1"}, 2, "SERVICE_TOKEN"),
        ({"PHONE_SIP": "1", "SERVICE_TOKEN": "x", "PHONE_PYTHON": "none"}, 0, "make phone"),
    ],
)
def test_the_command_says_what_is_missing(settings: dict[str, str], code: int, said: str, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PHONE_", "SERVICE_"))}
    environment = {**kept, "VAR_DIR": str(tmp_path), **settings}
    command = [sys.executable, "-m", "bot", "phone-sip"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == code
    assert said in done.stdout + done.stderr


def test_nothing_of_ours_imports_the_telephone_programs() -> None:
    """Their licence is another (ADR 0030)."""
    ours = [file for folder in ("bot", "db", "actions") for file in (ROOT / folder).rglob("*.py")]
    assert ours
    guilty = [file for file in ours if "import telephone" in (text := file.read_text()) or "from telephone" in text]
    assert guilty == []


def test_the_telephone_programs_use_nothing_of_ours_but_the_protocol() -> None:
    imports = {
        line.strip()
        for file in (ROOT / "telephone").rglob("*.py")
        for line in file.read_text().splitlines()
        if line.strip().startswith(("from bot", "import bot", "from db", "import db"))
    }
    assert imports
    assert all(line.startswith(("from bot.phone.events", "from bot.phone.wire")) for line in imports)


def test_only_the_sip_program_uses_pjsip() -> None:
    files = [file for file in (ROOT / "telephone").rglob("*.py") if "pjsua2" in file.read_text()]
    assert {file.parent.name for file in files} == {"sip"}


PROGRAMS: tuple[Program, ...] = (SIP, AUDIOSOCKET)


@pytest.mark.parametrize("program", PROGRAMS)
def test_supervisor_knows_both_programs(program: Program) -> None:
    told = (ROOT / "deploy" / "supervisord.conf").read_text()
    assert f"-m bot {'phone-sip' if program is SIP else 'phone-pbx'}" in told
