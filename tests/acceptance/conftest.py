"""Two of each, and a real Chromium."""

from __future__ import annotations

from tests.browser.conftest import browser

__all__ = ["browser"]
