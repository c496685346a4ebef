"""`python -m tests.fuzz.one TARGET INPUTS SEED OUT`: one target in a process of its own, for `python -m tests.fuzz`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.fuzz import mutate
from tests.fuzz.recorder import Recorder
from tests.fuzz.target import Target

INPUT_SECONDS = 1800  # by the wall clock: an endless loop ends, a machine that sleeps meanwhile is no crash
MEGABYTES = 4096


def unguided(target: Target, wanted: int, seed: int, out: Path) -> None:
    """Search without coverage."""
    recorder = Recorder(target.make(), wanted, out, guided=False)
    for data in mutate.inputs(target.seeds(), target.words, target.longest, seed):
        recorder.run(data)
        if recorder.is_done:
            return


def guided(target: Target, wanted: int, seed: int, out: Path) -> None:
    """Search by coverage; libFuzzer ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["bot"]):
        check = target.make()
    recorder = Recorder(check, wanted, out, guided=True)
    with tempfile.TemporaryDirectory() as folder:
        corpus, words = Path(folder, "corpus"), Path(folder, "words")
        corpus.mkdir()
        for number, data in enumerate(target.seeds()):
            (corpus / f"{number:04}").write_bytes(data[: target.longest])
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in (*target.words, *mutate.ODD)), encoding="ascii")
        settings = {
            "runs": wanted,
            "seed": seed,
            "max_len": target.longest,
            "dict": words,
            "timeout": INPUT_SECONDS,
            "rss_limit_mb": MEGABYTES,
            "artifact_prefix": f"{folder}/",
            "print_final_stats": 0,
            "verbosity": 0,
        }
        atheris.Setup(["fuzz", *(f"-{name}={value}" for name, value in settings.items()), str(corpus)], recorder.run)
        atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def main(arguments: list[str]) -> int:
    """Run one target."""
    from tests.fuzz.targets import TARGETS

    name, wanted, seed, out = arguments
    target = next(one for one in TARGETS if one.name == name)
    try:
        import atheris  # noqa: F401
    except ImportError:
        search = unguided
    else:
        search = unguided if target.in_media else guided
    search(target, int(wanted), int(seed), Path(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
