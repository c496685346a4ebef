"""What several components read from Rasa's messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message


def sentence_features(messages: Sequence[Message]) -> tuple[NDArray[np.float32], sp.csr_matrix]:
    """Return the dense and the sparse sentence features, one row a message."""
    dense = np.vstack([message.get_dense_features(TEXT, [])[1].features for message in messages])
    sparse = [message.get_sparse_features(TEXT, [])[1].features for message in messages]
    return dense, sparse[0] if len(sparse) == 1 else sp.vstack(sparse, format="csr")


def judged(example: Message, name: str) -> str:
    """Return what the block of a training example says under `name`, or empty."""
    metadata: dict[str, Any] = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return str(metadata.get(name) or "")
