"""Look-up of a phrase on its own, the tables and their linter."""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.actors import lint, load, predict, who
from polybius.actors.lookup import iso_date
from polybius.actors.naming import fold, slug
from polybius.actors.tables import COLUMNS, last_day, read_csv
from polybius.errors import DataError


@pytest.mark.parametrize(
    ("query", "on", "actor"),
    [
        ("the Russian leader", "2024-05-16", "vladimir-putin"),
        ("the Russian leader", "2009-05-16", "dmitry-medvedev"),
        ("French President", "2011-01-01", "nicolas-sarkozy"),
        ("Japan's prime minister", "2022-01-01", "fumio-kishida"),
        ("the US secretary of state", "2014-06-01", "john-kerry"),
        ("the U.N.", None, "united-nations"),
        ("Kremlin", None, "RUS"),
        ("Ukrainian troops", None, "UKR.MIL"),
        ("the Financial Times", None, "financial-times"),
    ],
)
def test_who(query: str, on: str | None, actor: str) -> None:
    answers = who(query, load(), on)
    assert answers[0].actor == actor
    assert answers[0].reason


def test_context_tells_the_state() -> None:
    answer = who("foreign minister", load(), "2020-01-01", "a German newspaper")[0]
    assert (answer.country, answer.actor) == ("DEU", "heiko-maas")


def test_nothing_known_is_an_empty_answer() -> None:
    assert who("a ball of string", load()) == []
    assert predict("a ball of string")["actor"] is None


def test_a_surname_inside_a_longer_unknown_name_is_nobody_we_know() -> None:
    assert all(answer.actor != "imran-khan" for answer in who("Bahram Khan Durrani", load(), "2020-01-01"))
    assert who("Prime Minister Khan", load(), "2020-01-01")[0].actor == "imran-khan"


def test_former_holders_belong_to_the_elite() -> None:
    assert predict("Tony Blair", date="2003-01-01")["sector"] == "GOV"
    assert predict("Tony Blair", date="2015-01-01")["sector"] == "ELI"


def test_taliban_rule_since_august_2021() -> None:
    assert predict("Taliban", date="2019-01-01")["sector"] == "REB"
    assert predict("Taliban", date="2023-01-01")["sector"] == "GOV"


@pytest.mark.parametrize(("text", "iso"), [("12 April 2022", "2022-04-12"), ("2022-10", "2022-10"), ("soon", None), (None, None)])
def test_iso_date(text: str | None, iso: str | None) -> None:
    assert iso_date(text) == iso


def test_fold_keeps_every_place() -> None:
    text = "Erdoğan’s Türkiye – Łódź"
    assert len(fold(text)) == len(text)
    assert fold("Erdoğan’s") == "Erdogan's"
    assert slug("José Manuel Barroso") == "jose-manuel-barroso"


def test_tables_are_sound() -> None:
    assert lint() == []


def test_a_short_row_names_file_and_line() -> None:
    text = ",".join(COLUMNS["seats.csv"]) + "\nKremlin,RUS\n"
    with pytest.raises(DataError, match=r"seats\.csv:2"):
        read_csv("seats.csv", text, "seats.csv")


def test_overlay_adds_rows_and_changes_the_version(tmp_path: Path) -> None:
    header = ",".join(COLUMNS["organisations.csv"])
    row = "free-arnor,Free Arnor Front,FAF,armed_group,,REB,2020-01-01,,test"
    (tmp_path / "organisations.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    knowledge = load(tmp_path)
    assert who("Free Arnor Front", knowledge)[0].actor == "free-arnor"
    assert knowledge.version != load().version
    with pytest.raises(DataError, match="not a folder"):
        load(tmp_path / "absent")


def test_who_served_the_united_nations_last_has_no_country() -> None:
    knowledge = load()
    assert knowledge.country_of("antonio-guterres", "2000-06-01") == "PRT"
    assert knowledge.country_of("antonio-guterres", "2024-05-20") is None


def test_a_year_as_the_end_of_an_office_holds_to_its_last_day() -> None:
    assert [last_day(date) for date in ("2008", "2008-05", "2008-05-07", "")] == ["2008-12-31", "2008-05-31", "2008-05-07", ""]


@pytest.mark.parametrize(
    ("query", "country"), [("Kazahks", "KAZ"), ("Dehli police", "IND"), ("Ahlu Sunnah Wa-Jama", "SOM"), ("Sandra Police", None)]
)
def test_two_letters_exchanged_still_name_a_state(query: str, country: str | None) -> None:
    answers = who(query, load())
    assert (answers[0].country if answers else None) == country
    assert not answers or answers[0].score < 0.9


def test_an_officer_before_his_office_keeps_his_career() -> None:
    assert load().sector_on("muhoozi-kainerugaba", "2020-01-01")[0] == "MIL"
    assert load().sector_on("emmanuel-macron", "2000-01-01") == (None, None)
