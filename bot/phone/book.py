"""What is said on the telephone, as prompts: fixed words and menus of the kiosk's pictures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.reply.context import sentence
from bot.reply.render.phone import KEYS, menu_option, option, packed, prompts_of
from db.knowledge import Knowledge

SPEAK = "7"  # on every menu: none of these, let me say it
SPEAK_ACTION = "speak"
Prompts = tuple[str, ...]


@dataclass(frozen=True)
class Menu:
    """One menu: what it says, and what its keys do."""

    prompts: Prompts
    keys: dict[str, str]


@dataclass(frozen=True)
class Book:
    """All words of a call.

    Attributes:
        knowledge: the published words.
        pictures: the kiosk's tree, see db/content/kiosk.yml: one tree for eyes and ears.
        human: number or SIP address of a person, empty where there is none.
        synthetic: a machine's voice says it, and the caller is told so.
    """

    knowledge: Knowledge
    pictures: Sequence[dict[str, Any]]
    human: str = ""
    synthetic: bool = True

    def say(self, *wordings: str) -> Prompts:
        """Return fixed words as prompts."""
        return tuple(prompt for wording in wordings for prompt in prompts_of(self._words(wording)))

    def options(self, *offered: tuple[str, str]) -> Prompts:
        """Return (label, key) pairs as prompts."""
        return tuple(packed([option(label, key) for label, key in offered]))

    def label(self, wording: str) -> str:
        """Return the words of a choice."""
        return str(self.knowledge.wordings[wording]["text"])

    def greeting(self) -> Prompts:
        """Return what is said when the call is answered: who this is, then the urgent keys before any question."""
        return self.say("phone_greeting", "phone_synthetic" if self.synthetic else "phone_automatic", KEYS)

    def menu(self, path: str = "") -> Menu:
        """Return the menu at a place in the tree; of a place that is no more, the first."""
        found = self.picture(path)
        ask = prompts_of(str(found["ask"])) if found and "options" in found else self.say("phone_menu")
        options = found["options"] if found and "options" in found else self.pictures
        place = f"{path}." if found and "options" in found else ""
        shown = list(options)[: int(SPEAK) - 1]
        numbered = packed([menu_option(str(one["label"]), str(n)) for n, one in enumerate(shown, 1)])
        last = self.say("phone_none_of_these" if place else "phone_speak")
        keys = {str(n): f"go/{place}{n - 1}" for n in range(1, len(shown) + 1)}
        return Menu((*ask, *numbered, *last), {**keys, SPEAK: SPEAK_ACTION})

    def picture(self, path: str) -> dict[str, Any] | None:
        """Return what lies at a place in the tree, "0.2" the third of the first; None where nothing does."""
        options, found = self.pictures, None
        for index in path.split(".") if path else ():
            if not index.isdigit() or int(index) >= len(options):
                return None
            found = options[int(index)]
            options = found.get("options") or ()
        return found

    def summary(self, type_id: str) -> Prompts:
        """Return what a neighbour would say of a scam, nothing of an unknown one."""
        script = self.knowledge.scripts.get(type_id)
        return tuple(prompts_of(sentence(script.summary))) if script else ()

    def stop(self, type_id: str) -> Prompts:
        """Return the one thing to do first against a scam, nothing of an unknown one."""
        script = self.knowledge.scripts.get(type_id)
        return tuple(prompts_of(sentence(script.for_elder.get("stop", "")))) if script else ()

    def is_private(self, case: dict[str, Any]) -> bool:
        """Say whether a case is of a type that shames."""
        scripts = self.knowledge.scripts
        types = (case.get("type"), *(case.get("also") or ()))
        return any(scripts[type_id].sensitive for type_id in types if type_id in scripts)

    def _words(self, wording: str) -> str:
        words = self.knowledge.wordings[wording]
        return str(words.get("elder") or words["text"])
