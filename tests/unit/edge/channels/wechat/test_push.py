"""Customer-service messages within their quota. Nobody is told twice, and nobody is left without a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.push import AGAIN_AFTER, SHUT_SECONDS, Pusher
from bot.edge.channels.wechat.quota import Budget, Grant
from bot.edge.channels.wechat.transport import Unreachable
from tests.fakes.wechat_api import FakeWeChatApi

MakeApi = Callable[..., WeChatApi]


class Time:
    """A clock, and a pause that moves it."""

    now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    async def pause(self, seconds: float) -> None:
        """Let it pass."""
        self.now += seconds


@pytest.fixture
def time() -> Time:
    """Return the time."""
    return Time()


@pytest.fixture
def pusher(make_api: MakeApi, time: Time) -> Pusher:
    """Return what sends."""
    return Pusher(make_api(), time, time.pause)


def _budget(grant: Grant = Grant.MESSAGE) -> Budget:
    return Budget.of(grant, 1000.0)


@pytest.mark.parametrize(("grant", "allowed"), [(Grant.MESSAGE, 5), (Grant.ACTION, 3)])
async def test_no_more_is_sent_than_granted(
    grant: Grant, allowed: int, pusher: Pusher, api_server: FakeWeChatApi
) -> None:
    assert await pusher.send("oUser_1", list("abcdefg"), _budget(grant)) == allowed
    assert [text for _, text in api_server.sent] == list("abcdefg")[:allowed]


async def test_after_a_minute_a_click_grants_nothing(pusher: Pusher, time: Time, api_server: FakeWeChatApi) -> None:
    time.now += 60
    assert await pusher.send("oUser_1", ["a"], _budget(Grant.ACTION)) == 0
    assert api_server.calls["message/custom/send"] == 0


@pytest.mark.parametrize("code", [45015, 45047, 48001, 45009, 40003])
async def test_after_a_refusal_nothing_more_is_tried(code: int, pusher: Pusher, api_server: FakeWeChatApi) -> None:
    api_server.errors = [code]
    assert await pusher.send("oUser_1", ["a", "b"], _budget()) == 0
    assert api_server.calls["message/custom/send"] == 1


async def test_a_quota_used_up_elsewhere_stops_in_the_middle(pusher: Pusher, api_server: FakeWeChatApi) -> None:
    api_server.granted["oUser_1"] = 2
    assert await pusher.send("oUser_1", ["a", "b", "c", "d"], _budget()) == 2
    assert api_server.calls["message/custom/send"] == 3


@pytest.mark.parametrize(("code", "open_"), [(48001, False), (45009, False), (45015, True), (45047, True)])
async def test_an_account_that_may_not_send_is_not_relied_on_for_an_hour(
    code: int, open_: bool, pusher: Pusher, time: Time, api_server: FakeWeChatApi
) -> None:
    api_server.errors = [code]
    await pusher.send("oUser_1", ["a"], _budget())
    assert await pusher.ready() is open_
    time.now += SHUT_SECONDS
    assert await pusher.ready()


async def test_a_busy_platform_is_asked_again(pusher: Pusher, api_server: FakeWeChatApi, time: Time) -> None:
    api_server.errors = [-1, -1]
    assert await pusher.send("oUser_1", ["a"], _budget()) == 1
    assert time.now == 1000 + AGAIN_AFTER[0] + AGAIN_AFTER[1]


class Broken(WeChatApi):
    """An API that fails as the test wishes."""

    def __init__(self, never_sent: bool) -> None:
        """Fail always."""
        self.never_sent = never_sent
        self.tried = 0

    async def ready(self) -> None:
        """Have no token."""
        raise Unreachable("down", never_sent=True)

    async def send_text(self, user: str, text: str) -> None:
        """Send nothing."""
        self.tried += 1
        raise Unreachable("down", self.never_sent)


@pytest.mark.parametrize(("never_sent", "tried"), [(True, 1 + len(AGAIN_AFTER)), (False, 1)])
async def test_only_what_surely_did_not_arrive_is_sent_again(never_sent: bool, tried: int, time: Time) -> None:
    api = Broken(never_sent)
    assert await Pusher(api, time, time.pause).send("oUser_1", ["a", "b"], _budget()) == 0
    assert api.tried == tried


async def test_no_attempt_outlives_the_grant(time: Time) -> None:
    api = Broken(never_sent=True)
    budget = Budget(3, until=1002.0)
    await Pusher(api, time, time.pause).send("oUser_1", ["a"], budget)
    assert api.tried == 3
    assert time.now <= budget.until


async def test_without_a_secret_or_a_token_it_is_not_ready(time: Time) -> None:
    assert not await Pusher(None, time).ready()
    assert not await Pusher(Broken(True), time).ready()
    assert await Pusher(None, time).send("oUser_1", ["a"], _budget()) == 0


async def test_a_token_that_does_not_come_at_once_is_none(pusher: Pusher, api_server: FakeWeChatApi) -> None:
    api_server.gate.clear()
    assert not await pusher.ready()


async def test_neither_words_nor_people_are_logged(
    pusher: Pusher, api_server: FakeWeChatApi, caplog: pytest.LogCaptureFixture
) -> None:
    api_server.errors = [45047]
    await pusher.send("oUser_1", ["有人让我转钱"], _budget())
    assert "45047" in caplog.text
    assert "oUser_1" not in caplog.text
    assert "转钱" not in caplog.text
    assert "token_" not in caplog.text
