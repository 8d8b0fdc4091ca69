from __future__ import annotations

import pytest

from polybius.reading import dates, front


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("March 5, 2024 8:40 pm", "2024-03-05"),
        ("Tuesday 29 August 2017", "2017-08-29"),
        ("16 Sep 2023", "2023-09-16"),
        ("2024-05-20T18:30:00+08:00", "2024-05-20T18:30:00+08:00"),
        ("2024/05/20", "2024-05-20"),
        ("20.05.2024", "2024-05-20"),
        ("03/04/2024", None),
        ("31 February 2024", None),
        ("May 16", None),
        ("in 2023", None),
    ],
)
def test_a_full_date_is_read_and_nothing_else(text: str, iso: str | None) -> None:
    assert dates.iso_of(text) == iso


def test_a_date_inside_a_sentence_makes_no_date_line() -> None:
    assert dates.is_date_line("Published: Friday 7 May 2021 · 3 min read")
    assert dates.is_date_line("(February 9, 2024)")
    assert not dates.is_date_line("The strike of 5 May 2024 killed two")


def test_machine_stamps_keep_their_zone() -> None:
    assert dates.clean_stamp("Mon, 20 May 2024 10:00:00 +0800") == "2024-05-20T10:00:00+08:00"
    assert dates.clean_stamp("20150501") == "2015-05-01"
    assert dates.clean_stamp("2024-13-40") is None
    assert dates.clean_stamp("yesterday") is None


@pytest.mark.parametrize(
    ("line", "authors", "outlet"),
    [
        ("By Irina Melnik, international observer", ("Irina Melnik",), None),
        ("Sergey Petrov, political analyst", ("Sergey Petrov",), None),
        ("By Ana Ruiz and Tom Lee", ("Ana Ruiz", "Tom Lee"), None),
        ("By Lourdes Aquino, The Strait Observer", ("Lourdes Aquino",), "The Strait Observer"),
        ("Prof. Henrik Sol, for The Strait Observer", ("Henrik Sol",), "The Strait Observer"),
        ("Ana Ruiz in Lima and Tom Lee in Quito | The Standard | 28 February 2019", ("Ana Ruiz", "Tom Lee"), "The Standard"),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...], outlet: str | None) -> None:
    byline = front.parse_byline(line)
    assert byline is not None
    assert (byline.authors, byline.outlet) == (authors, outlet)


@pytest.mark.parametrize(
    "line", ["By the way, this is his 18th trip", "Moscow, Russia", "Vladimir Putin visited China.", "By 2023"]
)
def test_no_bylines(line: str) -> None:
    assert front.parse_byline(line) is None


@pytest.mark.parametrize(
    ("text", "agency", "day"),
    [
        ("ANKARA, May 29 (Xinhua) -- Turkey has", "Xinhua", None),
        ("DILI, East Timor, Sept 20, 1999 (Meridian Wire) - Troops", "Meridian Wire", "1999-09-20"),
        ("ISTANBUL/ODESA (Black Sea Dispatch) - Two", "Black Sea Dispatch", None),
        ("Beijing, May 16 (Xinhua) -- Chinese", "Xinhua", None),
        ("MANILA — The Philippines", None, None),
        ("SEOUL: North Korea fired", None, None),
    ],
)
def test_datelines(text: str, agency: str | None, day: str | None) -> None:
    length, found, iso = front.dateline_end(text)
    assert length > 0 and text[length:].split()[0] in {"Turkey", "Troops", "Two", "Chinese", "The", "North"}
    assert (found, iso) == (agency, day)


@pytest.mark.parametrize(
    "text",
    [
        "NATO: The alliance met",
        "UN-led talks began",
        "EU - China relations are bad",
        "Russian President Vladimir Putin - who",
        "SECRETARY KERRY: Thank you",
    ],
)
def test_no_datelines(text: str) -> None:
    assert front.dateline_end(text)[0] == 0


def test_outlet_and_place_before_a_date() -> None:
    assert front.place_date("Warsaw, 25 March 2024") == "2024-03-25"
    assert front.outlet_of("Levant Courier, 20 March 2023") == "Levant Courier"
    assert front.outlet_of("Warsaw, 25 March 2024") is None
