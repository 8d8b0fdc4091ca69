"""The gazetteer file and the tables beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polybius import places
from polybius.errors import DataError
from polybius.places.gazetteer import Gazetteer, rows
from polybius.places.geo import distance_km
from polybius.places.names import KINDS, normal


def test_tables_are_sound() -> None:
    assert places.lint() == []


def test_kinds_hold_the_precisions() -> None:
    gazetteer = places.load()
    assert {gazetteer.find(name)[0].precision for name in ("Black Sea", "Sahel", "Zhongnanhai")} == {"sea", "region", "site"}
    assert len(KINDS) == len(set(KINDS))


def test_find_ignores_case_accents_article_and_stops() -> None:
    gazetteer = places.load()
    usa = {e.id for e in gazetteer.find("United States") if e.kind == "country"}
    for name in ("the U.S.", "US", "USA", "united states"):
        assert usa & {e.id for e in gazetteer.find(name)}, name
    assert {e.country for e in gazetteer.find("Türkiye")} >= {"TUR"}


def test_unknown_name_finds_nothing() -> None:
    assert places.load().find("Xqzvalhome") == ()


def test_every_country_is_a_country() -> None:
    gazetteer = places.load()
    for line, row in rows("countries.csv"):
        entry = gazetteer.country(row["iso3"])
        assert entry is not None and entry.geonameid == int(row["geonameid"]), f"countries.csv:{line}"


def test_capital_of_a_country() -> None:
    gazetteer = places.load()
    capital = gazetteer.capital("CHN")
    assert capital is not None and capital.name == "Beijing" and capital.precision == "city"
    assert gazetteer.capital("XXX") is None


def test_big_capitals_are_known() -> None:
    gazetteer = places.load()
    missing = [row["iso3"] for _, row in rows("countries.csv") if row["capital"] and gazetteer.capital(row["iso3"]) is None]
    assert len(missing) <= 8, missing


def test_own_entries_have_no_geonames_number() -> None:
    kremlin = places.load().find("Kremlin")
    assert any(e.geonameid is None and e.kind == "site" and e.country == "RUS" for e in kremlin)


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"build_gazetteer\.py"):
        Gazetteer(tmp_path / "none.sqlite")


@given(st.text(max_size=30))
@example("𝓐")
def test_normal_is_idempotent_for_words(name: str) -> None:
    key = normal(name)
    assert key == key.strip()
    assert key.islower() or key == key.lower()


@given(*[st.floats(-90, 90), st.floats(-180, 180)] * 2)
def test_distance_is_symmetric_and_bounded(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there, back = distance_km(lat1, lon1, lat2, lon2), distance_km(lat2, lon2, lat1, lon1)
    assert there == pytest.approx(back)
    assert 0 <= there <= 20_016
