"""Which signals tell two types apart."""

from __future__ import annotations

from bot.triage.posterior import Matrix

LEAST_DIFFERENCE = 0.4  # of typicality; below it an answer moves the two hardly apart


def separating_signals(one: str, other: str, matrix: Matrix) -> list[tuple[str, float]]:
    """Return the signals that separate two types, the strongest first.

    Args:
        one: a type id.
        other: another.
        matrix: type → signal → typicality, 0 to 1; a signal that is not listed has 0.

    Returns:
        (signal, typicality for `one` less that for `other`), at least `LEAST_DIFFERENCE` apart.
    """
    first, second = matrix.get(one, {}), matrix.get(other, {})
    apart = [(signal, first.get(signal, 0.0) - second.get(signal, 0.0)) for signal in {*first, *second}]
    clear = [(signal, difference) for signal, difference in apart if abs(difference) >= LEAST_DIFFERENCE - 1e-9]
    return sorted(clear, key=lambda item: (-abs(item[1]), item[0]))
