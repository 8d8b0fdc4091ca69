"""Dictionaries of verbs, agents and discards, written for the test, as tables of an overlay."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.errors import DataError
from polybius.exchange.petrarch_verbs import (
    forms_of,
    kind_of,
    plural,
    read_agent_codes,
    read_discards,
    read_verbs,
    write_dictionaries,
)

VERBS = """<!-- verbs of the Vale
over two lines -->
&BOATS
+FERRY
+RIVER_BARGE
+&RAFTS

&RAFTS   # nested
+RAFT

--- HINDER  [112] --- # a comment
HINDER
IMPEDE [113]
+HOLD_UP {+HOLDS_UP +HELD_UP}
- * &BOATS [115]
- SAID_WOULD * [172]  # later
- * TOLL  [###]

--- MEET  [031:032]  ---
MEET {MET MEETS}
- % * [030:030]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def verbs(tmp_path: Path) -> Path:
    return write(tmp_path, "vale.verbs.txt", VERBS)


def test_verbs_have_the_code_of_their_block_or_their_own(verbs: Path) -> None:
    found = {verb.name: verb for verb in read_verbs(verbs).verbs}
    assert {name: verb.code for name, verb in found.items()} == {
        "HINDER": "112", "IMPEDE": "113", "HOLD UP": "112", "MEET": "031:032"
    }  # fmt: skip
    assert found["HINDER"].forms[:2] == ("HINDER", "HINDERS")
    assert found["HOLD UP"].forms == ("+HOLD UP", "+HOLDS UP", "+HELD UP")
    assert found["MEET"].forms == ("MEET", "MET", "MEETS")
    assert found["MEET"].line == 20


def test_patterns_keep_their_words_and_codes_with_hashes(verbs: Path) -> None:
    patterns = [(item.block, item.text, item.code) for item in read_verbs(verbs).patterns]
    assert patterns == [
        ("HINDER", "* &BOATS", "115"),
        ("HINDER", "SAID_WOULD *", "172"),
        ("HINDER", "* TOLL", "###"),
        ("MEET", "% *", "030:030"),
    ]


def test_nested_sets_are_resolved(verbs: Path) -> None:
    assert read_verbs(verbs).sets == {"&BOATS": ["FERRY", "RIVER BARGE", "RAFT"], "&RAFTS": ["RAFT"]}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ABSOLVE", ("ABSOLVE", "ABSOLVES", "ABSOLVED", "ABSOLVING")),
        ("CARRY", ("CARRY", "CARRIES", "CARRIED", "CARRYING")),
        ("EXPEL", ("EXPEL", "EXPELS", "EXPELED", "EXPELING", "EXPELLED", "EXPELLING")),
        ("WIRE +TAP", ("WIRE +TAP", "WIRE +TAPS", "WIRE +TAPED", "WIRE +TAPING", "WIRE +TAPPED", "WIRE +TAPPING")),
        ("+PASS BY", ("+PASS BY", "+PASSES BY", "+PASSED BY", "+PASSING BY")),
    ],
)
def test_regular_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert forms_of(verb) == forms


def test_regular_plurals() -> None:
    assert [plural(word) for word in ("MINISTRY", "CONGRESS", "ENVOY", "OPPOSITION GROUP")] == [
        "MINISTRIES", "CONGRESSES", "ENVOYS", "OPPOSITION GROUPS"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("--- MEET [031] ---\n- * TALKS\n", "v.txt:2: a pattern without a code"),
        ("--- MEET [031] ---\n- TALKS [031]\n", "v.txt:2: the pattern 'TALKS' needs one"),
        ("--- MEET [031] ---\n- * &BOATS [031]\n", "v.txt:2: the set &BOATS is nowhere"),
        ("\nMEET\n", "v.txt:2: 'MEET' stands in no block"),
        ("&A\n+&B\n&B\n+&A\n", "v.txt:1: the set &A holds itself"),
        ("&A\n+&B\n", "v.txt:1: the set &A holds &B, which is nowhere"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_verbs(write(tmp_path, "v.txt", text))


def test_agents_keep_the_side_of_their_code_and_their_plurals(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.txt", "!PERSON! = MAN, WOMAN\nENVOY [~GOV]\nPOLICE {} [~COP]\nRELIEF_BODY [NGO~]\nARMS!PERSON! [~MIL]\n"
    )
    assert read_agent_codes(path) == [
        ("ENVOY", "GOV", "after"),
        ("ENVOYS", "GOV", "after"),
        ("POLICE", "COP", "after"),
        ("RELIEF BODY", "NGO", "before"),
        ("RELIEF BODIES", "NGO", "before"),
        ("ARMSMAN", "MIL", "after"),
        ("ARMSWOMAN", "MIL", "after"),
        ("ARMSMANS", "MIL", "after"),
        ("ARMSWOMANS", "MIL", "after"),
    ]
    with pytest.raises(DataError, match=r"b\.txt:1: no code"):
        read_agent_codes(write(tmp_path, "b.txt", "ENVOY\n"))


def test_discards_drop_a_story_or_a_sentence(tmp_path: Path) -> None:
    assert read_discards(write(tmp_path, "d.txt", "# list\n+Boat Race  # sport\nREGATTA_RESULTS\n")) == [
        ("BOAT RACE", "story"), ("REGATTA RESULTS", "sentence")
    ]  # fmt: skip


def test_kinds_are_told_from_the_content(tmp_path: Path, verbs: Path) -> None:
    assert kind_of(verbs) == "verbs"
    assert kind_of(write(tmp_path, "a", "LOWER_VALE [LOV]\n")) == "actors"
    assert kind_of(write(tmp_path, "b", "ENVOY [~GOV]\n")) == "agents"
    assert kind_of(write(tmp_path, "c", "REGATTA\n")) == "discards"
    with pytest.raises(DataError, match="no such file"):
        kind_of(tmp_path / "nowhere")


def test_tables_are_written_for_what_is_given(tmp_path: Path, verbs: Path) -> None:
    actors = write(tmp_path, "actors", "LOWER_VALE [LOV]\n+VALER\nORTEN\n\t[LOVMIL <950601]\n\t[LOVELI >950601]\n")
    counts = write_dictionaries([actors, verbs], tmp_path / "mine")
    assert counts == {"petrarch_verbs.csv": 4, "petrarch_patterns.csv": 4, "petrarch_sets.csv": 2, "petrarch_actors.csv": 4}
    lines = (tmp_path / "mine" / "petrarch_actors.csv").read_text(encoding="utf-8").splitlines()
    assert lines[2:4] == ["VALER,LOV,,,actors", "ORTEN,LOVMIL,,1995-06-01,actors"]
    assert not (tmp_path / "mine" / "petrarch_agents.csv").exists()
