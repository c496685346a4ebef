"""Keep third parties quiet: TensorFlow's banners and old packages' warnings are not ours to fix."""

from __future__ import annotations

import logging
import os
import warnings


def hush() -> None:
    """Set what must be set before Rasa is imported."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    warnings.filterwarnings("ignore")
    logging.getLogger("jieba").setLevel(logging.WARNING)
