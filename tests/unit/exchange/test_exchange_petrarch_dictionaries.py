"""PETRARCH dictionaries, written for the test, as an overlay."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.actors import lint, load, who
from polybius.errors import DataError
from polybius.exchange.petrarch_dictionaries import cased, read_actors, read_agents, write_overlay

ACTORS = """<!-- a dictionary
over two lines -->
LOWER_VALE  [LOV]
+VALER
RIVER_COUNCIL_OF_THE_VALE  [LOVGOV]   # a comment
MARSHAL_ORTEN
+OLD_ORTEN
\t[LOVMIL < 950601]
\t[LOVELI 950601-20010131]
\t[LOVOPP > 010201]
TWO_BANKS [LOV/UPV]
FORGOTTEN_NAME  [---]
"""
AGENTS = """!PERSON! = MAN, WOMAN
FERRYMAN {FERRYMEN} [~LAB]
ARMED_!PERSON! [~REB]
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "vale.actors.txt", tmp_path / "vale.agents.txt"]
    for path, text in zip(paths, (ACTORS, AGENTS), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_entries_keep_synonyms_and_dated_codes(files: list[Path]) -> None:
    entries = read_actors(files[0])
    assert [entry.names for entry in entries][2] == ["MARSHAL ORTEN", "OLD ORTEN"]
    assert entries[2].codes == [
        ("LOVMIL", "", "1995-06-01"),
        ("LOVELI", "1995-06-01", "2001-01-31"),
        ("LOVOPP", "2001-02-01", ""),
    ]


def test_agents_fill_sets_and_give_plurals(files: list[Path]) -> None:
    assert read_agents(files[1]) == {"ferryman": "LAB", "ferrymen": "LAB", "armed man": "REB", "armed woman": "REB"}


def test_the_overlay_links_its_actors_on_their_dates(files: list[Path], tmp_path: Path) -> None:
    counts = write_overlay(files, tmp_path / "mine")
    assert counts == {"countries.csv": 1, "organisations.csv": 5, "agents.csv": 4}
    assert lint(tmp_path / "mine") == []
    knowledge = load(tmp_path / "mine")
    assert who("Lower Vale", knowledge)[0].actor == "LOV"
    answer = who("Marshal Orten", knowledge, "1990-01-01")[0]
    assert (answer.country, answer.sector) == ("LOV", "MIL")
    assert who("Old Orten", knowledge, "2010-01-01")[0].sector == "OPP"
    assert who("Lower Vale ferrymen", knowledge)[0].actor == "LOV.LAB"
    assert who("Forgotten Name", knowledge) == []


def test_a_broken_code_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("UPPER_VALE [UPV < soon]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.txt:1"):
        read_actors(path)
    path.write_text("+SYNONYM\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.txt:1"):
        read_actors(path)


def test_names_are_written_as_a_text_has_them() -> None:
    assert cased("BANK_OF_THE_VALE") == "Bank of the Vale"
    assert cased("THE_VALE") == "The Vale"
