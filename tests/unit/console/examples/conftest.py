"""The console on the real content with a few examples."""

from tests.fakes.stocked_console import desk, stocked

__all__ = ["desk", "stocked"]
