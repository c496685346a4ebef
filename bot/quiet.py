"""Keep third parties quiet: old packages' warnings, and above all residents' words in logs."""

from __future__ import annotations

import logging
import os
import warnings

_PRINT_WORDS = ("rasa.core.processor", "rasa.core.channels.rest", "rasa.core.agent", "rasa.shared.core.trackers")


def hush() -> None:
    """Set what must be set before Rasa is imported."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0")  # training is forced: a cache would only grow
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    warnings.showwarning = _drop  # filters would not do: some of these libraries reset them
    logging.getLogger().addFilter(_no_banner)


def _drop(*_: object, **__: object) -> None:
    """Show no warning."""


def _no_banner(record: logging.LogRecord) -> bool:
    """Say whether a line of the root logger is worth showing: TensorFlow's is not."""
    return "TensorBoard" not in str(record.msg)


def hush_rasa() -> None:
    """Silence the loggers that print what residents said, and jieba's chatter.

    Call it after Rasa was imported: it and jieba set their levels on import.
    """
    import jieba
    import structlog

    jieba.setLogLevel(logging.WARNING)
    for name in _PRINT_WORDS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
