"""What chance alone could do: Wilson's interval of a share, for small numbers too. Pure."""

from __future__ import annotations

from math import sqrt

Z = 1.96  # of 95 percent


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share (E. B. Wilson 1927, the score interval without continuity correction).

    Args:
        part: those of whom it is so.
        whole: all of them; of nobody nothing is known, which is from 0 to 1.

    Raises:
        ValueError: the part is no part of the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share")
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, Z * Z / whole
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Return the 95 percent interval of the first share less the second (R. G. Newcombe 1998, method 10).

    Args:
        one: part and whole.
        other: part and whole of those it is compared with.

    Raises:
        ValueError: there is nobody on one side.
    """
    if not one[1] or not other[1]:
        raise ValueError("of nobody there is no share")
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    share, other_share = one[0] / one[1], other[0] / other[1]
    down = sqrt((share - low) ** 2 + (other_high - other_share) ** 2)
    up = sqrt((high - share) ** 2 + (other_share - other_low) ** 2)
    return share - other_share - down, share - other_share + up
