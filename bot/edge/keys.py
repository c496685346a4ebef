"""Typed keys of what the edge's handlers share."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import Engine

from bot.edge.hearing.confirm import Confirming
from bot.edge.hearing.ears import Ears
from bot.edge.judging import Judge
from bot.edge.media.pictures import Pictures
from bot.edge.person import People
from bot.edge.rasa_client import RasaClient
from bot.edge.seal import Sealer
from bot.edge.turns import Turns
from bot.edge.voice import FolderSpeaker
from bot.edge.words import EdgeKnowledge, SafeReply

ENGINE = web.AppKey("engine", Engine)
RASA = web.AppKey("rasa", RasaClient)
TURNS = web.AppKey("turns", Turns)
PEOPLE = web.AppKey("people", People)
KNOWLEDGE = web.AppKey("knowledge", EdgeKnowledge)
SEALER = web.AppKey("sealer", Sealer)
JUDGE = web.AppKey("judge", Judge)
PICTURES = web.AppKey("pictures", Pictures)
SPEAKER = web.AppKey("speaker", FolderSpeaker)
SAFE = web.AppKey("safe", SafeReply)
EARS = web.AppKey("ears", Ears)
CONFIRMING = web.AppKey("confirming", Confirming)
