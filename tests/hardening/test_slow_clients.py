# Attack: slowloris. Begin a request and never end it: no head, half a head, a byte of body now and then, an answer that
# is never read; thousands of connections at once, until no resident gets in.
"""The real edge with short limits: whoever keeps it waiting is cut off, and everybody else is served meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.edge.app import make_app
from bot.edge.connections import Limits
from bot.edge.running import make_room, serve_until
from bot.settings import Settings
from tests.conftest import free_port
from tests.hardening.raw import BODY, get, post

SOON = 4.0  # far more than the limits below: this machine may be busy
QUICK = Limits(head_seconds=0.4, body_seconds=0.4, whole_seconds=1.5, connections=20, look_seconds=0.05)
GREETING = get(b"/healthz")


@asynccontextmanager
async def edge(folder: Path, limits: Limits = QUICK) -> AsyncIterator[int]:
    """Serve the real edge; there is neither Rasa nor a database behind it."""
    port, stop = free_port(), asyncio.Event()
    app = make_app(Settings(var_dir=str(folder), media_python="none"), limits)
    serving = asyncio.create_task(serve_until(stop, app, "127.0.0.1", port, 128))
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            break
        except OSError:
            await asyncio.sleep(0.02)
    try:
        yield port
    finally:
        stop.set()
        await asyncio.wait_for(serving, 30)


async def said(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Write the pieces with pauses between; return what came until the edge hung up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), SOON)
    except (ConnectionError, RuntimeError):  # uvloop, where something else chose it, says RuntimeError
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    "begun", [b"", b"G", b"GET /healthz HTTP/1.1\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 4000]
)
async def test_an_unfinished_head_is_cut_off(begun: bytes, tmp_path: Path) -> None:
    async with edge(tmp_path) as port:
        assert await said(port, begun) == b""


async def test_a_head_that_comes_byte_by_byte_gains_no_time(tmp_path: Path) -> None:
    async with edge(tmp_path) as port:
        letters = [bytes([letter]) for letter in b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: "]
        assert await said(port, *letters, *[b"a"] * 20, pause=0.05) == b""


async def test_silence_after_an_answer_is_cut_off_too(tmp_path: Path) -> None:
    async with edge(tmp_path) as port:
        answer = await said(port, GREETING.replace(b"Connection: close\r\n", b""))
        assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "slow",
    [
        post(b"Content-Length: 5000\r\n", b'{"id": "a"'),
        post(b"Transfer-Encoding: chunked\r\n", b"5\r\n{"),
        post(b"Content-Length: 27\r\nExpect: 100-continue\r\n", b""),
    ],
    ids=["length", "chunked", "expect"],
)
async def test_an_unfinished_body_gets_a_calm_refusal(slow: bytes, tmp_path: Path) -> None:
    async with edge(tmp_path) as port:
        answer = await said(port, slow)
        assert b" 408 " in answer
        assert b"96110" in answer


async def test_an_unfinished_upload_is_cut_off(tmp_path: Path) -> None:
    upload = (
        b"POST /api/pictures HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        b"Content-Length: 5000\r\n\r\n--x\r\nContent-Disposition: form-data; name=id\r\n\r\n"
    )
    async with edge(tmp_path) as port:
        assert b" 200 " not in await said(port, upload)


async def test_an_answer_that_is_never_read_does_not_hold_the_edge(tmp_path: Path) -> None:
    async with edge(tmp_path) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
        writer.write(GREETING.replace(b"Connection: close\r\n", b"").replace(b"/healthz", b"/static/chat.css") * 60)
        assert (await said(port, GREETING)).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(_push_on(writer), SOON)
        writer.close()


async def _push_on(writer: asyncio.StreamWriter) -> None:
    """Ask on and on without reading, until the line is dead."""
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def test_residents_get_in_past_a_crowd_that_says_nothing(tmp_path: Path) -> None:
    patient = Limits(head_seconds=60, connections=20, look_seconds=0.05)
    async with edge(tmp_path, patient) as port:
        crowd = [await asyncio.open_connection("127.0.0.1", port) for _ in range(80)]
        for _, writer in crowd:
            writer.write(b"POST /api/messages HTTP/1.1\r\nHost: a\r\n")
        for _ in range(5):
            assert (await said(port, GREETING)).startswith(b"HTTP/1.1 200 ")
        first = await asyncio.wait_for(
            asyncio.gather(*(reader.read() for reader, _ in crowd[:60]), return_exceptions=True), SOON
        )
        assert all(got == b"" or isinstance(got, ConnectionError) for got in first)  # the longest silent went
        for _, writer in crowd:
            writer.close()


async def test_a_good_request_is_not_hurried(tmp_path: Path) -> None:
    async with edge(tmp_path, Limits()) as port:
        closing = post(b"Connection: close\r\nContent-Length: %d\r\n" % len(BODY), BODY)
        answer = await said(port, closing[:40], closing[40:-9], closing[-9:], pause=0.2)
        assert b" 200 " in answer  # the safe reply: nothing is behind this edge


def test_a_machine_with_few_files_gets_fewer_connections() -> None:
    assert 16 <= make_room(4000) <= 4000
    assert make_room(20) == 20
