"""A telephone program before a fake edge; left out where .venv-phone could not be made."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from tests.conftest import ROOT
from tests.fakes.phone_edge import FakeEdge
from tests.telephone.ringing import PYTHON, Caller, Program, sip_program

StartSip = Callable[..., Awaitable[Program]]
Ring = Callable[..., Awaitable[Caller]]


@pytest.fixture(scope="session")
def installed() -> None:
    """Make .venv-phone, or say why these tests are left out."""
    made = subprocess.run([str(ROOT / "scripts" / "apart.sh"), "phone"], capture_output=True, text=True, timeout=180)
    if made.returncode or not PYTHON.is_file():
        pytest.skip(f".venv-phone cannot be made (make phone): {made.stderr.strip()[-200:]}")


@pytest.fixture
async def start_sip(installed: None, tmp_path: Path) -> AsyncIterator[StartSip]:
    """Start the SIP program before an edge; all of it ends with the test."""
    servers: list[TestServer] = []
    programs: list[Program] = []

    async def start(edge: FakeEdge, **more: str) -> Program:
        server = TestServer(edge.app())
        await server.start_server()
        servers.append(server)
        program = sip_program(str(server.make_url("/")), tmp_path, **more)
        programs.append(program)
        await program.start("taking calls")
        await edge.until_ready()
        return program

    yield start
    for program in programs:
        await program.stop()
    for server in servers:
        await server.close()


@pytest.fixture
async def ring(tmp_path: Path) -> AsyncIterator[Ring]:
    """Ring a program; whoever rings hangs up at the end."""
    callers: list[Caller] = []

    async def one(program: Program, **more: object) -> Caller:
        folder = tmp_path / f"caller-{len(callers)}"
        folder.mkdir()
        caller = await Caller.ring(program, folder, **more)  # type: ignore[arg-type]
        callers.append(caller)
        return caller

    yield one
    for caller in callers:
        await caller.stop()
