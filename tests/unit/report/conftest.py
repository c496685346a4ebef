"""The same content as the checks have."""

from __future__ import annotations

from tests.unit.check.conftest import content, script

__all__ = ["content", "script"]
