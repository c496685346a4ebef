"""Where sounds lie: recorded ones win over synthetic ones; both are files named by their sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path

RECORDED = "recorded"
TELEPHONE = "telephone"
# the voice and how it reads: raise the number when a reading changes, and everything is said anew
SYNTHETIC = "zf_xiaobei-1"
KINDS = (".ogg", ".mp3", ".wav")
WANTED = "wanted.txt"
_KEY = re.compile(r"[0-9a-f]{32}")


class Store:
    """The folder of sounds."""

    def __init__(self, folder: Path) -> None:
        """Keep where the sounds lie; nothing is made until something is rendered."""
        self.recorded = folder / RECORDED
        self.synthetic = folder / SYNTHETIC

    def file(self, key: str) -> Path | None:
        """Return the sound of a sentence, None when there is none."""
        if not _KEY.fullmatch(key):
            return None
        paths = (folder / f"{key}{kind}" for folder in (self.recorded, self.synthetic) for kind in KINDS)
        return next((path for path in paths if path.is_file()), None)

    def status(self, key: str) -> str:
        """Return recorded, synthetic or missing."""
        file = self.file(key)
        if file is None:
            return "missing"
        return "recorded" if file.parent == self.recorded else "synthetic"

    def target(self, key: str) -> Path:
        """Return where the synthetic sound of a sentence goes."""
        return self.synthetic / f"{key}.ogg"

    def put_recorded(self, key: str, wav: bytes) -> None:
        """Lay a recording in place of whatever said the sentence, whole or not at all.

        Raises:
            ValueError: the key is none.
        """
        if not _KEY.fullmatch(key):
            raise ValueError("key: must be 32 hexadecimal digits")
        self.recorded.mkdir(parents=True, exist_ok=True)
        target = self.recorded / f"{key}.wav"
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        fresh.write_bytes(wav)
        fresh.replace(target)
        for other in (self.recorded / f"{key}{kind}" for kind in KINDS):
            if other != target:
                other.unlink(missing_ok=True)

    def remove_recorded(self, key: str) -> bool:
        """Take a recording away; says whether there was one."""
        found = [self.recorded / f"{key}{kind}" for kind in KINDS if _KEY.fullmatch(key)]
        had = [file for file in found if file.is_file()]
        for file in had:
            file.unlink()
        return bool(had)

    def telephone(self, key: str) -> Path:
        """Return where the sound of a sentence lies as a telephone carries it; made when it is first asked for."""
        return self.synthetic.parent / TELEPHONE / f"{key}.wav"

    def write_wanted(self, keys: list[str]) -> None:
        """Leave a list of what should be heard, for those who must know what is missing."""
        self.synthetic.mkdir(parents=True, exist_ok=True)
        fresh = self.synthetic / f".{WANTED}"
        fresh.write_text("\n".join(keys), encoding="ascii")
        fresh.replace(self.synthetic / WANTED)

    def wanted_file(self) -> Path:
        """Return where that list lies."""
        return self.synthetic / WANTED

    def prune(self, keys: set[str]) -> int:
        """Remove synthetic sounds that nothing says any more, other voices' too; returns how many."""
        stale = [file for file in self.synthetic.glob("*.ogg") if file.stem not in keys]
        others = self.synthetic.parent.glob("z*-*/*") if self.synthetic.parent.is_dir() else ()
        stale += [file for file in others if file.parent != self.synthetic]
        for file in stale:
            file.unlink()
        return len(stale)
