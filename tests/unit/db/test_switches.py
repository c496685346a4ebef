"""Every change of a channel stays on record; the last counts."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select

from db import switches
from db.models import ChannelSwitch, utc_now
from db.session import transaction


def test_the_last_change_counts_and_all_are_kept(engine: Engine) -> None:
    assert switches.current(engine, "wechat") == switches.Switched()
    now = utc_now()
    switches.switch(engine, "wechat", False, " key leaked ", "me", now)
    assert switches.current(engine, "wechat") == switches.Switched(False, "key leaked", "me", now)
    assert switches.current(engine, "kiosk").is_open
    switches.switch(engine, "wechat", True, "new key", "me", now)
    assert switches.current(engine, "wechat").is_open
    with transaction(engine) as session:
        assert session.scalar(select(func.count()).select_from(ChannelSwitch)) == 2


def test_a_change_needs_a_reason(engine: Engine) -> None:
    with pytest.raises(ValueError, match="reason"):
        switches.switch(engine, "wechat", False, " ", "me", utc_now())
