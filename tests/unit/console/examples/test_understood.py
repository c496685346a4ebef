"""An assessment in plain words, and what happens when the assistant is down."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.console.pages.examples.understood import understood
from bot.console.trying import NotAnswering, RasaReader
from db.knowledge import Knowledge

FOUND: dict[str, Any] = {
    "text": "点赞发红包", "intent": "scam", "type": "brushing_task", "also": ["loan_fake"], "verdict": "alarm",
    "stage": "about_to_pay", "model": "0123456789ab",
    "ranking": [{"type": "brushing_task", "probability": 0.7}, {"type": "job_recruit", "probability": 0.1}],
    "signals": [{"id": "order_brushing", "quote": "点赞"}],
    "step": {"kind": "verdict", "detail": ""}, "case": {"format": 1, "type": "brushing_task", "verdict": "alarm"},
}  # fmt: skip


def test_everything_is_said_by_name(knowledge: Knowledge) -> None:
    seen = understood(FOUND, knowledge)
    names = {type_id: script.name for type_id, script in knowledge.scripts.items()}
    assert (seen.verdict, seen.intent, seen.stage) == ("高度疑似诈骗", "遇到骗局", "正要转钱")
    assert (seen.type, seen.sure) == (names["brushing_task"], "比较有把握")
    assert seen.ranking == [(names["brushing_task"], 0.7), (names["job_recruit"], 0.1)]
    assert seen.also == [names["loan_fake"]]
    assert seen.signals == [(knowledge.signals["order_brushing"].name, "点赞")]
    assert names["brushing_task"] in "".join(seen.reply)


def test_nothing_found_is_said_too(knowledge: Knowledge) -> None:
    bare = {**FOUND, "type": None, "ranking": [], "signals": [], "verdict": "none", "intent": "ordinary", "also": []}
    seen = understood({**bare, "case": {"format": 1}, "step": {"kind": "fallback"}}, knowledge)
    assert (seen.verdict, seen.type, seen.sure, seen.ranking) == ("没看出是骗局", "", "", [])
    assert seen.reply


async def _replica(answer: Any, asked: list[Any]) -> TestServer:
    async def parse(request: web.Request) -> web.Response:
        asked.append(await request.json())
        return web.json_response(answer)

    app = web.Application()
    app.router.add_post("/model/parse", parse)
    server = TestServer(app)
    await server.start_server()
    return server


async def test_the_first_replica_that_answers_is_asked_with_the_prepared_text() -> None:
    asked: list[Any] = []
    broken, well = await _replica([], asked), await _replica({"assessment": {"verdict": "alarm"}}, asked)
    urls = ["http://127.0.0.1:9", str(broken.make_url("")).rstrip("/"), str(well.make_url("")).rstrip("/")]
    found = await RasaReader(urls).read("／restart 打13800138000", ["96110"])
    assert found["verdict"] == "alarm"
    assert found["text"] == asked[-1]["text"] == "restart 打〔手机号〕"
    await broken.close()
    await well.close()


@pytest.mark.parametrize("answer", [{}, {"assessment": {}}, {"assessment": "no"}, {"intent": {"name": "x"}}])
async def test_no_assessment_means_that_nobody_answers(answer: Any) -> None:
    server = await _replica(answer, [])
    with pytest.raises(NotAnswering):
        await RasaReader([str(server.make_url("")).rstrip("/")]).read("你好", [])
    await server.close()
