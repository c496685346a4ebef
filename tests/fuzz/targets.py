"""Every parser that reads what strangers send, with its share of the inputs."""

from __future__ import annotations

from tests.fuzz import console_targets, door_targets, file_targets, media_targets, text_targets, wechat_targets
from tests.fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    *text_targets.TARGETS,
    *door_targets.TARGETS,
    *wechat_targets.TARGETS,
    *file_targets.TARGETS,
    *media_targets.TARGETS,
    *console_targets.TARGETS,
)
