"""The card of a quiz. Attack: what is asked for, or what staff write, becomes markup in a picture that people share."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from lxml import etree
from sqlalchemy import Engine

from bot.edge.keys import KNOWLEDGE
from bot.edge.quiz_card import card, get_card
from bot.edge.words import EdgeKnowledge, SafeReply
from db.knowledge import KnowledgeSource

SVG = "{http://www.w3.org/2000/svg}"


class Planted(EdgeKnowledge):
    """Words in which somebody hid markup."""

    def say(self, wording: str, elder: bool = False) -> list[dict[str, str]]:
        """Return it for every wording."""
        return [{"type": "text", "text": '"><script>alert(1)</script>&{right}'}]


@pytest.fixture
def words(content_engine: Engine) -> EdgeKnowledge:
    """Return the real words."""
    return EdgeKnowledge(KnowledgeSource(content_engine), SafeReply())


@pytest.fixture
async def client(words: EdgeKnowledge) -> TestClient[web.Request, web.Application]:
    """Return a client of the door alone."""
    app = web.Application()
    app[KNOWLEDGE] = words
    app.router.add_get("/api/quiz/card.svg", get_card)
    return TestClient(TestServer(app))


@pytest.mark.parametrize("right", [0, 7, 10])
def test_the_card_shows_the_result_and_where_to_call(right: int, words: EdgeKnowledge) -> None:
    tree = etree.fromstring(card(words, right).encode())
    said = "".join(tree.itertext())
    assert str(right) in said
    assert "96110" in said
    assert len([one for one in tree.iter(f"{SVG}circle") if one.get("fill") != "#ffffff"]) == right


def test_markup_in_words_is_shown_as_words(content_engine: Engine) -> None:
    tree = etree.fromstring(card(Planted(KnowledgeSource(content_engine), SafeReply()), 3).encode())
    assert {etree.QName(one).localname for one in tree.iter()} <= {"svg", "rect", "g", "text", "circle", "line"}
    assert "<script>" in "".join(tree.itertext())


# a card must never become a page of the attacker's, nor an image per person
@pytest.mark.parametrize("right", ["", "11", "-1", "07", "7 ", "\uff17", "<script>", "7&right=8x", "1e1"])
async def test_no_other_result_is_drawn(right: str, client: TestClient[web.Request, web.Application]) -> None:
    async with client, client.get("/api/quiz/card.svg", params={"right": right}) as sent:
        assert sent.status == 400
        assert right == "" or right not in (await sent.text()).replace("0 to 10", "") or right in ("-1", "11")


async def test_the_card_holds_no_person(client: TestClient[web.Request, web.Application]) -> None:
    async with client:
        cards = []
        for cookie, name in (("person=a", "张三"), ("person=b", "李四")):
            asked = {"right": "8", "name": name, "user": name}
            async with client.get("/api/quiz/card.svg", params=asked, headers={"Cookie": cookie}) as sent:
                assert sent.content_type == "image/svg+xml"
                assert "Set-Cookie" not in sent.headers
                cards.append(await sent.text())
        assert cards[0] == cards[1]
        assert "张三" not in cards[0]
        assert "http" not in cards[0].replace("http://www.w3.org/2000/svg", "")
