"""Inputs made of other inputs, for where no coverage can be had. The same seed gives the same inputs."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

ODD = (
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    "\u202e".encode(),
    "\u200b".encode(),
    b"-1",
    b"9" * 40,
    b"\n",
)


def mutated(draw: random.Random, data: bytes, words: Sequence[bytes], other: bytes) -> bytes:
    """Return the bytes changed in one to six places."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        place = draw.randint(0, len(made))
        until = min(len(made), place + draw.choice((1, 4, 40)))
        way = draw.randrange(7)
        if way == 0 and made:
            made[place - 1] ^= 1 << draw.randrange(8)
        elif way == 1:
            made[place:place] = draw.choice((*words, *ODD))
        elif way == 2:
            del made[place:until]
        elif way == 3:
            made[place:place] = made[place:until] * draw.choice((1, 2, 50))
        elif way == 4:
            made[place:until] = draw.randbytes(until - place)
        elif way == 5 and other:
            start = draw.randrange(len(other))
            made[place:until] = other[start : start + draw.choice((4, 40, 400))]
        else:
            made[place:until] = draw.choice((*words, *ODD))
    return bytes(made)


def inputs(seeds: Sequence[bytes], words: Sequence[bytes], longest: int, seed: int) -> Iterator[bytes]:
    """Yield inputs for ever: the seeds first, then what is made of them and of each other."""
    draw = random.Random(seed)
    pool = list(seeds) or [b""]
    yield from pool
    while True:
        made = mutated(draw, draw.choice(pool), words, draw.choice(pool))[:longest]
        if draw.random() < 0.02:  # changes pile up
            pool[draw.randrange(len(pool))] = made
            pool = [*seeds[:50], *pool][-200:]
        yield made
