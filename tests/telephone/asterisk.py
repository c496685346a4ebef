"""A real Asterisk with our dialplan, for tests; everything it writes lies in one folder."""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, free_port


def found() -> str:
    """Return Asterisk's program, empty where there is none."""
    return shutil.which("asterisk") or ""


def module_folder(program: str) -> str:
    """Return where its modules lie: the ASTERISK_MODULES of a private copy, else where Debian puts them."""
    return os.environ.get("ASTERISK_MODULES", "/usr/lib/x86_64-linux-gnu/asterisk/modules") if program else ""


@dataclass
class Asterisk:
    """One running Asterisk."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it takes calls."""
        self.process = await asyncio.create_subprocess_exec(
            found(), "-f", "-n", "-C", str(self.folder / "asterisk.conf"), "-vvv",
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=self.folder,
        )  # fmt: skip
        assert self.process.stdout is not None
        seen = b""
        while b"Asterisk Ready" not in seen:
            line = await asyncio.wait_for(self.process.stdout.readline(), 60)
            assert line, seen.decode(errors="replace")[-3000:]
            seen += line

    async def stop(self) -> None:
        """End it."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


def configure(folder: Path, audio: str, agi: str, person: str) -> Asterisk:
    """Write the configuration: our dialplan before one open SIP endpoint on loopback.

    Args:
        folder: takes everything.
        audio: address and port of AudioSocket.
        agi: address and port of FastAGI.
        person: host and port of whoever callers are handed over to.
    """
    port = free_port()
    data = Path(module_folder(found())).parents[3] / "share" / "asterisk"
    folders = {"astetcdir": folder, "astmoddir": module_folder(found()), "astdatadir": data}
    names = ("astvarlibdir", "astdbdir", "astkeydir", "astspooldir", "astrundir", "astlogdir", "astagidir")
    folders |= {name: folder / name for name in names}
    for name in names:
        (folder / name).mkdir()
    lines = [f"{name} => {path}" for name, path in folders.items()]
    (folder / "asterisk.conf").write_text("\n".join(["[directories](!)", "[directories]", *lines]) + "\n")
    (folder / "modules.conf").write_text("[modules]\nautoload=yes\n")
    (folder / "logger.conf").write_text("[logfiles]\nconsole = notice,warning,error,verbose\n")
    (folder / "rtp.conf").write_text("[general]\nrtpstart=24000\nrtpend=24200\n")
    (folder / "pjsip.conf").write_text(_PJSIP.format(port=port, person=person))
    ours = (ROOT / "deploy" / "asterisk" / "extensions.conf").read_text()
    ours = ours.replace("127.0.0.1:9019", audio).replace("127.0.0.1:9020", agi)
    (folder / "extensions.conf").write_text(ours + _ENTRY)
    return Asterisk(folder, port)


_PJSIP = """
[udp]
type=transport
protocol=udp
bind=127.0.0.1:{port}

[anonymous]
type=endpoint
context=from-outside
disallow=all
allow=alaw,ulaw
direct_media=no

[trunk]
type=endpoint
context=from-outside
disallow=all
allow=alaw
aors=trunk
direct_media=no

[trunk]
type=aor
contact=sip:{person}
"""
_ENTRY = """
[from-outside]
exten => help,1,Set(LINE=hall-3)
 same => n,Goto(anti-fraud,s,1)
"""
