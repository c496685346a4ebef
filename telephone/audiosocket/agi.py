"""FastAGI: the dialplan tells which line was rung, and asks where a caller goes next.

    AGI(agi://127.0.0.1:9020/begin,${CALL},hall-3)   sets PHONE_ROOM to 1 or 0
    AGI(agi://127.0.0.1:9020/next,${CALL})           sets PHONE_TO to a number, or to nothing

Text lines both ways: the PBX sends `agi_name: value` up to an empty line, we one command, it `200 result=1`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

SECONDS = 5.0
_MOST_LINES = 100
_PLAIN = re.compile(r"[A-Za-z0-9+_.-]{0,64}")

Ask = Callable[[str, tuple[str, ...]], tuple[str, str]]  # script, arguments → variable, value


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ask: Ask) -> None:
    """Serve one request."""
    try:
        script, arguments = request_of(await asyncio.wait_for(_lines(reader), SECONDS))
        name, value = ask(script, arguments)
        if name:
            writer.write(set_variable(name, value))
            await writer.drain()
            await asyncio.wait_for(reader.readline(), SECONDS)
    except (ConnectionError, asyncio.TimeoutError, ValueError):
        pass  # the dialplan sees that nothing was set, and goes on alone
    finally:
        writer.close()


def request_of(lines: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return which script is asked for and its arguments. Pure."""
    given = dict(line.partition(": ")[::2] for line in lines)
    arguments: list[str] = []
    while (name := f"agi_arg_{len(arguments) + 1}") in given:
        arguments.append(given[name])
    return given.get("agi_network_script", ""), tuple(arguments)


def set_variable(name: str, value: str) -> bytes:
    """Return the command that sets a variable; what could be more than a value becomes empty. Pure."""
    return f'SET VARIABLE {name} "{value if _PLAIN.fullmatch(value) else ""}"\n'.encode()


async def _lines(reader: asyncio.StreamReader) -> list[str]:
    lines: list[str] = []
    while len(lines) < _MOST_LINES and (line := (await reader.readline()).decode("utf-8", "replace").strip()):
        lines.append(line)
    return lines
