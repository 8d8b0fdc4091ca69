"""What reading a sample is expected to give, line by line: compact enough to review by eye, exact enough to guard."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def golden(name: str) -> dict[str, Any]:
    """The reviewed golden lines of sample `name`: title, authors, published, genre, litter, reports, voices, figures."""
    text = files("polybius.samples").joinpath("golden", f"{name}.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    return record
