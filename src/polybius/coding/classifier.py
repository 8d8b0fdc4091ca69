"""The classifier: what a small transformer says of a marked pair or act. The only module that loads onnxruntime and tokenizers.

MiniLM (22 million parameters, int8) fine-tuned on own sentences; how it was made: `training/`, what it is good for: the model
card in `docs/reference/classifier.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polybius.coding.encoding import Marked, encode, pieces
from polybius.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "model"
FILES = ("coder.onnx", "tokenizer.json", "labels.json", "fusion.toml")
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the classifier says of one marked sentence; every field but `contexts` is log-probabilities by label.

    `view` is the codebook's answer for the pair (NONE: no act), `type` the act itself, `mode` the best mode by type (None: none
    is told).
    """

    view: dict[str, float]
    type: dict[str, float]
    mode: dict[str, str | None]
    status: dict[str, float]
    contexts: tuple[str, ...]


def model_version(folder: Path = FOLDER) -> str:
    """Hash of the model's files, without loading them."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


class Classifier:
    """The exported model; `judge` takes sentences with marked spans.

    Raises:
        DataError: a file of the model is missing.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        for name in FILES[:3]:
            if not (folder / name).is_file():
                raise DataError(f"{folder / name}: no such file. Install the package again; the classifier's files belong to it.")
        self._folder = folder
        options = onnxruntime.SessionOptions()
        # One thread: the answer does not depend on the machine's cores, and corpora run one process a core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(folder / "coder.onnx"), options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))

    @cached_property
    def version(self) -> str:
        """Hash of the model's files."""
        return model_version(self._folder)

    def judge(self, items: Sequence[tuple[str, Sequence[Marked]]]) -> list[Judgement]:
        """One judgement for each (sentence, marked spans), in order."""
        if not items:
            return []
        # One at a time: 8-bit activations are scaled over a whole batch, so in a batch an answer would depend on its neighbours.
        # It costs a fifth more time (4.4 against 3.7 ms).
        return [self._judgement(self._logits(row)) for row in self._token_rows(items)]

    def _token_rows(self, items: Sequence[tuple[str, Sequence[Marked]]]) -> list[list[int]]:
        cut = [pieces(text, spans) for text, spans in items]
        flat = [part for parts in cut for _, part in parts]
        numbers = {}
        for part, encoding in zip(flat, self._tokenizer.encode_batch(flat, add_special_tokens=False), strict=True):
            numbers[part] = encoding.ids
        return [encode(parts, numbers.__getitem__) for parts in cut]

    def _logits(self, row: list[int]) -> NDArray[np.float32]:
        import numpy as np

        found: NDArray[np.float32] = self._session.run(None, {"ids": np.array([row], np.int64)})[0][0]
        return found

    def _judgement(self, logits: NDArray[np.float32]) -> Judgement:
        import numpy as np

        parts: dict[str, dict[str, float]] = {}
        contexts: tuple[str, ...] = ()
        modes: dict[str, str | None] = {}
        start = 0
        for name, labels in self.labels.items():
            values = logits[start : start + len(labels)].astype(np.float64)
            start += len(labels)
            if name == "contexts":
                contexts = tuple(label for label, value in zip(labels, values, strict=True) if value > 0)
            elif name == "mode":
                modes = _best_modes(labels, values.tolist())
            else:
                shifted = values - values.max()
                logs = shifted - np.log(np.exp(shifted).sum())
                parts[name] = {label: round(float(value), 4) for label, value in zip(labels, logs, strict=True)}
        return Judgement(parts["view"], parts["type"], modes, parts["status"], contexts)


def _best_modes(labels: list[str], values: list[float]) -> dict[str, str | None]:
    """By type, the mode with the largest logit, None where "no mode" is larger."""
    best: dict[str, tuple[float, str | None]] = {}
    bare = values[labels.index("-")]
    for label, value in zip(labels, values, strict=True):
        kind, _, mode = label.partition("/")
        if mode and value > best.get(kind, (bare, None))[0]:
            best[kind] = (value, mode)
    return {kind: mode for kind, (_, mode) in best.items()}


@cache
def load_classifier() -> Classifier:
    """The shipped classifier, loaded once."""
    return Classifier()
