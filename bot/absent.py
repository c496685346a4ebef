"""Rasa without the packages it imports for parts of its own that we do not have.

TensorFlow for DIET and TED, above all; kits for messengers and plots. A
stand-in lets Rasa's classes be defined; whoever uses one gets an error that says
so. They took half of Rasa's start and a third of its memory (docs/adr/0034).
"""

from __future__ import annotations

import sys
from abc import ABCMeta
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

LEARNING = ("tensorflow", "keras")
SERVING = (*LEARNING, "matplotlib", "slack_sdk", "aiogram", "webexteamssdk", "twilio")


class AbsentError(RuntimeError):
    """Something was used of a package that this process goes without."""


class _Kind(ABCMeta):  # Rasa mixes some of these with abstract classes
    """The kind of every absent name: it has attributes, decorates, can be inherited from, and makes nothing."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # Python itself asks for these, and takes "no" for an answer
        return _absent(f"{cls.__qualname__}.{name}")

    def __call__(cls, *given: Any, **options: Any) -> Any:
        """Hand back what is decorated (`@tf.function`); anything else would be a use."""
        if len(given) == 1 and callable(given[0]) and not options:
            return given[0]
        raise AbsentError(
            f"{cls.__qualname__} was used, but Rasa runs without that package here. "
            "If a component of config.yml needs it, take it off the lists in bot/absent.py (docs/adr/0034)."
        )


def _absent(name: str) -> type:
    return _Kind(name, (), {"__qualname__": name, "__module__": __name__})


class _AbsentModule(ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent(f"{self.__name__}.{name}")


class AbsentFinder(MetaPathFinder, Loader):
    """Finds packages and all below them, and fills them with absent names."""

    def __init__(self, packages: Sequence[str]) -> None:
        """Keep the names of packages, as they are imported."""
        self.packages = frozenset(packages)

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """Return a specification for the packages and what is below them, None for everything else."""
        if fullname.partition(".")[0] not in self.packages:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return an empty module."""
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing."""


def go_without(packages: Sequence[str]) -> None:
    """Put stand-ins in the place of packages, for this process; call it before Rasa is first imported.

    A package that was imported before stays as it is.

    Args:
        packages: LEARNING or SERVING.
    """
    stood_in = [finder.packages for finder in sys.meta_path if isinstance(finder, AbsentFinder)]
    missing = [name for name in packages if name not in sys.modules and not any(name in known for known in stood_in)]
    if missing:
        sys.meta_path.insert(0, AbsentFinder(missing))
