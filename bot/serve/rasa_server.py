"""Rasa's HTTP server with a model that is loaded already, on a socket that is open already.

`rasa.core.run.serve_application` loads the model in the process that serves; ours are several
that share one (docs/adr/0035). The rest is as it does it.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable
from pathlib import Path

import rasa.utils.common
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.run import close_resources, configure_app, create_http_input_channels
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.serve.action_endpoint import KeptEndpoint
from bot.serve.model import usable_model
from bot.serve.turn_channel import TurnInput
from bot.settings import ROOT, Settings

RESPONSE_SECONDS = 20  # the edge gives up at 4 s; its turn may still finish and be stored
BACKLOG = 100
SETTLED_SECONDS = 60.0
# said to every worker before its first message, as different as messages are: what is made once is made by then
WARMING = (
    "你好",
    "谢谢你",
    "96110是什么电话",
    "有人打电话说我涉嫌洗钱，让我把钱转到安全账户",
    "刷单先垫付两千，做完任务不给提现",
    "我刚给他转了五万，现在怎么办",
    "短信说我的车没审，让我点 http://example.com/a",
    "群里的老师带着买股票，说稳赚不赔，叫我下他们的软件",
    "孙子打电话说撞了人，要八万块，不让告诉他爸妈",
    "网上认识的对象要借路费来看我，说下个月就还",
    "快递说我的包裹丢了，加微信给我理赔",
    "办贷款先交保证金，说卡号填错了账户冻结了",
    "楼下发鸡蛋，听课说喝这个能把血压降下来",
    "今天天气怎么样",
    "怎么举报骗子的号码",
)
logger = logging.getLogger(__name__)


class NoModel(Exception):
    """There is no model that can be served; the message says where it is looked for."""


class Loaded:
    """The model that workers are forked with; loaded anew where another lies in its place."""

    def __init__(
        self, settings: Settings, endpoints: AvailableEndpoints, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Load nothing yet."""
        self._settings, self._endpoints, self._clock = settings, endpoints, clock
        self._stamp: tuple[int, int] | None = None
        self._seen: tuple[int, int] | None = None
        self._since = clock()
        self.agent: Agent | None = None

    def refresh(self) -> bool:
        """Load what is in place, unless it is what was loaded; says whether it was loaded.

        Raises:
            NoModel: there is none that is whole.
        """
        stamp = _stamp(self._settings.model)
        if self.agent is not None and stamp == self._stamp:
            return False
        self._stamp = stamp  # one that cannot be loaded is not tried again until it is replaced
        model = usable_model(self._settings)
        agent = asyncio.run(load_agent(str(model), endpoints=self._endpoints)) if model else None
        if agent is not None and agent.is_ready():
            asyncio.run(self._warm_up(agent))
            self.agent = agent
            return True
        if self.agent is None:
            raise NoModel(f"{self._settings.model} is missing or broken: run `python -m bot prepare` first")
        logger.error("the model in place cannot be loaded; the one before it is served on")
        return False

    async def _warm_up(self, agent: Agent) -> None:
        """Have made once, for all workers, what is made when it is first needed; connections belong to a process."""
        for text in WARMING:
            await agent.parse_message(text)
        await take_turns(agent)
        if isinstance(agent.action_endpoint, KeptEndpoint):
            await agent.action_endpoint.close()

    def is_stale(self) -> bool:
        """Say whether another model has been in place for a while: a publication may still put the old one back."""
        stamp, now = _stamp(self._settings.model), self._clock()
        if stamp != self._seen:
            self._seen, self._since = stamp, now
        return stamp not in (None, self._stamp) and now - self._since >= SETTLED_SECONDS


async def take_turns(agent: Agent) -> None:
    """Take whole turns that nobody hears; where the actions are not there yet, one will do."""
    for text in WARMING:
        heard = CollectingOutputChannel()
        await agent.handle_message(UserMessage(text, heard, "warming", input_channel=TurnInput.name(), metadata={}))
        if not heard.messages:
            break


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that a successor may share (bot/serve/orphan.py).

    Raises:
        OSError: the port is taken by something else.
    """
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    made.listen(BACKLOG)
    return made


def serve_agent(agent: Agent, endpoints: AvailableEndpoints, listening: socket.socket) -> None:
    """Serve until a signal to stop comes."""
    app = configure_app(
        create_http_input_channels(None, str(ROOT / "credentials.yml")),
        endpoints=endpoints,
        response_timeout=RESPONSE_SECONDS,
        request_timeout=RESPONSE_SECONDS,
    )

    async def put_in(app: Sanic, _: object) -> None:
        await take_turns(agent)
        app.ctx.agent = agent

    app.register_listener(put_in, "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    rasa.utils.common.update_sanic_log_level(None, False, None, None, None)
    app.run(sock=listening, backlog=BACKLOG, workers=1)
