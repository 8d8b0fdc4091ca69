"""The marked training sentences: every row as the guide asks, enough of each type, nothing twice, nothing from a gold set."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
GOLD_DIR = Path(os.environ.get("POLYBIUS_GOLD") or ROOT.parent / "shared" / "gold")
GOLD_SETS = ("relation.jsonl", "event_class.jsonl", "roles.jsonl", "petrarch_unit.jsonl", "factuality_uds.jsonl")


def load_rows() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_rows", ROOT / "training" / "rows.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["training_rows"] = module
    spec.loader.exec_module(module)
    return module


rows = load_rows()


@pytest.fixture(scope="module")
def everything() -> tuple[list[object], list[str]]:
    found: tuple[list[object], list[str]] = rows.read(sorted((ROOT / "training" / "sentences").glob("*.tsv")))
    return found


def parse(line: str) -> object:
    return rows.parse(line, "x:1", rows.modes(), rows.context_names())


def test_a_row_is_read_with_its_marks() -> None:
    row = parse(">AID\t-\tplanned\thumanitarian\t[s:Oslo] vowed to [v:send] tents to [t:Chad].")
    assert (row.event_type, row.embedded, row.mode, row.status) == ("AID", True, None, "planned")
    assert row.text == "Oslo vowed to send tents to Chad."
    assert [(kind, row.text[a:b]) for kind, a, b in row.spans] == [("s", "Oslo"), ("v", "send"), ("t", "Chad")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("AID - actual - [s:Oslo] [v:sent] tents to Chad now.", "fields"),
        ("HELP\t-\tactual\t-\t[s:Oslo] [v:sent] tents to Chad.", "unknown type"),
        ("AID\tvisit\tactual\t-\t[s:Oslo] [v:sent] tents to Chad.", "no mode"),
        ("AID\t-\tdone\t-\t[s:Oslo] [v:sent] tents to Chad.", "status"),
        ("NONE\t-\tdone\t-\t[s:Oslo] [v:sent] tents to Chad.", "status"),
        ("AID\t-\tactual\tweather\t[s:Oslo] [v:sent] tents to Chad.", "contexts"),
        ("AID\t-\tactual\t-\t[s:Oslo] sent tents to [t:Chad].", "trigger"),
        ("AID\t-\tactual\t-\t[s:Oslo] [v:sent tents to Chad.", "not closed"),
        ("AID\t-\tactual\t-\t[s:Oslo] [v:gave].", "words"),
    ],
)
def test_what_is_not_as_the_guide_asks_is_refused(line: str, why: str) -> None:
    with pytest.raises(rows.Refused, match=why):
        parse(line)


def test_a_row_of_no_type_may_teach_the_status_of_any_event() -> None:
    row = parse("NONE\t-\tnegated\t-\tThe planned [v:expansion] of the plant never happened.")
    assert (row.event_type, row.status) == ("NONE", "negated")


def test_the_same_words_with_another_label_are_no_duplicate() -> None:
    one = parse("AID\t-\tactual\t-\t[s:Oslo] [v:sent] forty large tents to [t:Chad].")
    two = parse("AID\t-\tplanned\t-\t[s:Oslo] [v:sends] forty large tents to [t:Chad].")
    assert rows.near_duplicates([one, two]) == []
    assert rows.near_duplicates([one, one]) == [(one, one)]


def test_every_row_is_as_the_guide_asks(everything: tuple[list[object], list[str]]) -> None:
    assert everything[1] == []


def test_there_are_enough_rows_of_every_type_and_status(everything: tuple[list[object], list[str]]) -> None:
    found: list[object] = everything[0]
    assert len(found) >= 8000
    types = Counter(row.event_type for row in found)  # type: ignore[attr-defined]
    assert set(types) == {"NONE", *rows.modes()}
    assert min(types.values()) >= 300
    statuses = Counter(row.status for row in found)  # type: ignore[attr-defined]
    assert all(statuses[name] >= 150 for name in rows.STATUSES)


def test_every_mode_is_taught(everything: tuple[list[object], list[str]]) -> None:
    seen = Counter((row.event_type, row.mode) for row in everything[0])  # type: ignore[attr-defined]
    assert not [(kind, mode) for kind, names in rows.modes().items() for mode in names if seen[kind, mode] < 20]


@pytest.mark.parametrize("name", GOLD_SETS)
def test_no_row_comes_from_a_gold_set(name: str, everything: tuple[list[object], list[str]]) -> None:
    path = GOLD_DIR / name
    if not path.is_file():
        pytest.skip(f"{path} is not here; set POLYBIUS_GOLD to the folder of the gold files")
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows.shared_sentences(everything[0], texts) == []
