"""Pages of what is read aloud, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER
from bot.console.page import KB, Page
from bot.console.pages.sounds import sounds

PAGES: tuple[Page, ...] = (
    Page("GET", "/sounds", sounds.get_sounds, EDITOR, "念出来的话", "脚本"),
    Page("GET", "/sounds/{part}/{key}", sounds.get_sound, EDITOR),
    Page("GET", "/sounds/{part}/{key}/sound", sounds.get_file, EDITOR),
    # what is said aloud from this moment on: who may publish words may publish how they are said
    Page("POST", "/sounds/{part}/{key}", sounds.post_sound, PUBLISHER, max_body=4096 * KB),
    Page("POST", "/sounds/{part}/{key}/remove", sounds.post_remove, PUBLISHER),
)
