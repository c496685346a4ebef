"""Typed keys of what the console's handlers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from aiohttp import web
from cryptography.fernet import Fernet
from itsdangerous import URLSafeTimedSerializer
from jinja2 import Environment
from sqlalchemy import Engine

from bot.console.auth.hashing import Hashing
from bot.console.auth.tokens import Keys
from bot.console.figures.cache import FiguresCache
from bot.console.gathering import Gathering
from bot.console.page import Page
from bot.console.warming import Warming
from bot.publish.service import Desk
from bot.settings import Settings
from db.knowledge import KnowledgeSource

SETTINGS = web.AppKey("settings", Settings)
ENGINE = web.AppKey("engine", Engine)
CLOCK: web.AppKey[Callable[[], datetime]] = web.AppKey("clock")
PAGES: web.AppKey[Mapping[tuple[str, str], Page]] = web.AppKey("pages")
KEYS = web.AppKey("keys", Keys)
BOX = web.AppKey("box", Fernet)
HASHING = web.AppKey("hashing", Hashing)
FLASH = web.AppKey("flash", URLSafeTimedSerializer)
TEMPLATES = web.AppKey("templates", Environment)
KNOWLEDGE = web.AppKey("knowledge", KnowledgeSource)
FIGURES = web.AppKey("figures", FiguresCache)
DESK = web.AppKey("desk", Desk)
WARMING = web.AppKey("warming", Warming)
GATHERING = web.AppKey("gathering", Gathering)
HOSTS = web.AppKey("hosts", frozenset[str])
