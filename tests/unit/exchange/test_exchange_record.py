"""The JSON record holds every field of the contract, with its type, whatever the analysis holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.exchange.record import discard_record, to_record
from polybius.records import (
    Actor,
    Analysis,
    Attribution,
    Block,
    Discard,
    Document,
    EventDate,
    Figure,
    Interval,
    Mention,
    Participant,
    Place,
    Report,
    Span,
    Speaker,
    Time,
)
from polybius.syntax import Parse

TEXT = "Putin visited Beijing on Thursday, the Kremlin said. Trade reached $240 billion. 3 comments"
NUMBER = (int, float)
NULL = type(None)

# Field -> type or types, by part of the record: the contract, written out once more by hand.
CONTRACT: dict[str, dict[str, Any]] = {
    "document": {
        "id": str, "uri": str, "title": (str, NULL), "authors": list, "outlet": (str, NULL), "published": (str, NULL),
        "language": (str, NULL), "genre": str, "text": str, "litter": list,
    },
    "reports": {
        "id": str, "event_type": str, "mode": (str, NULL), "contexts": list, "status": str, "source": list, "target": list,
        "reciprocal": bool, "date": (dict, NULL), "place": (dict, NULL), "trigger": dict, "sentence": dict,
        "attribution": (str, NULL), "probability": (*NUMBER, NULL), "quad": dict, "scale": dict, "plover": (dict, NULL),
        "cameo": (str, NULL), "parent": (str, NULL), "evidence": dict, "provenance": dict,
    },
    "attributions": {"id": str, "speaker": dict, "cue": list, "content": list, "kind": str, "parent": (str, NULL)},
    "figures": {
        "value": (*NUMBER, NULL), "low": (*NUMBER, NULL), "high": (*NUMBER, NULL), "unit": str, "of": (str, NULL), "kind": str,
        "period": (dict, NULL), "participants": list, "attribution": (str, NULL), "text": str, "start": int, "end": int,
    },
    "actors": {"id": str, "name": str, "kind": str, "country": (str, NULL), "mentions": list},
    "discards": {"stage": str, "reason": str, "start": (int, NULL), "end": (int, NULL)},
}  # fmt: skip
NESTED: dict[tuple[str, str], dict[str, Any]] = {
    ("reports", "date"): {"start": str, "end": str, "precision": str, "text": str},
    ("reports", "place"): {"name": str, "country": str, "lat": float, "lon": float, "geonameid": int, "precision": str},
    ("reports", "trigger"): {"text": str, "start": int, "end": int},
    ("reports", "sentence"): {"start": int, "end": int},
    ("reports", "plover"): {"type": str, "mode": (str, NULL)},
    ("attributions", "speaker"): {"actor": str, "name": str, "country": str, "text": str, "start": int, "end": int},
    ("figures", "period"): {"start": str, "end": str},
}


def full_analysis() -> Analysis:
    blocks = (Block("paragraph", 0, 52), Block("paragraph", 53, 80), Block("litter", 81, 91, "comments"))
    document = Document("d-1", "visit.txt", TEXT, blocks, title="Visit", authors=("A. Writer",),
                        outlet="Paper", published="2024-05-20", language="en", language_score=0.123456, genre="news",
                        genre_score=0.98765)  # fmt: skip
    place = Place(14, 21, "Beijing", "Beijing", "CHN", 39.9075, 116.39723, 1816670, "city", "gazetteer", 0.91)
    report = Report(
        "r-1", "d-1", Span(0, 52), Span(6, 13), "visited", 1, "CONSULT", "visit", "actual", ("diplomatic",),
        source=(Participant(0, 5, "Putin", "vladimir-putin", "Vladimir Putin", "RUS", "GOV", "president", "name"),),
        target=(Participant(14, 21, "Beijing", None, "Beijing", None, None, None, "unresolved"),),
        plover=("CONSULT", "visit"), cameo="042", quad=(("plover_2021", 1),), scale=(("plover_2021", 4.0), ("goldstein_1992", 1.9)),
        date=EventDate("2024-05-16", "2024-05-16", "day", "on Thursday", Span(22, 33), "published", "weekday_before"), place=place,
        figures=(0,), attribution="A1", score=0.876543, evidence=(("event_type", (Span(6, 13),)), ("status", (Span(6, 13),))),
        provenance=(("event_type", "consult.toml:v:visit"),), trail=("trigger visit",),
    )  # fmt: skip
    voice = Attribution("A1", Speaker("the Kremlin", (Span(35, 46),), "RUS", "Russia", "RUS"), (Span(47, 51),), (Span(0, 33),),
                        "indirect", None, "asserted", "clause")  # fmt: skip
    figure = Figure(67, 79, "$240 billion", 240e9, "USD", "level", of="trade", period=Interval("2023-01-01", "2023-12-31"),
                    participants=("RUS", "CHN"))  # fmt: skip
    day = Interval("2024-05-16", "2024-05-16")
    mentions = (
        Mention(0, 5, "Putin", 0, "name", ("vladimir-putin",), "name", 0.95),
        Mention(53, 58, "Trade", 9, "group", (), "none", 0.0),
    )
    return Analysis(
        document, Parse(), times=(Time(22, 33, "on Thursday", "date", "2024-05-16", day, "day", "published", "weekday"),),
        figures=(figure,), mentions=mentions,
        actors=(Actor("vladimir-putin", "Vladimir Putin", "person", "RUS", "GOV", "president"),),
        places=(place,), reports=(report,), attributions=(voice,),
        discards=(Discard("coding", "no_actor", "d-1", 53, 80, "nobody acts"),),
    )  # fmt: skip


@pytest.fixture
def record() -> dict[str, Any]:
    return to_record(full_analysis())


@pytest.mark.parametrize("part", sorted(CONTRACT))
def test_every_field_of_the_contract_is_there_with_its_type(record: dict[str, Any], part: str) -> None:
    items = [record[part]] if part == "document" else record[part]
    assert items
    for item in items:
        for name, types in CONTRACT[part].items():
            assert name in item, f"{part}.{name} is missing"
            assert isinstance(item[name], types), f"{part}.{name} is {item[name]!r}"


@pytest.mark.parametrize("part,field", sorted(NESTED))
def test_nested_parts_of_the_contract(record: dict[str, Any], part: str, field: str) -> None:
    inner = record[part][0][field]
    for name, types in NESTED[(part, field)].items():
        assert isinstance(inner[name], types), f"{part}.{field}.{name} is {inner.get(name)!r}"


def test_top_level_parts(record: dict[str, Any]) -> None:
    assert list(record) == ["document", "reports", "attributions", "figures", "actors", "places", "times", "discards"]


def test_it_is_plain_json(record: dict[str, Any]) -> None:
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_offsets_are_quotes_of_the_text(record: dict[str, Any]) -> None:
    text = record["document"]["text"]
    report, voice, figure = record["reports"][0], record["attributions"][0], record["figures"][0]
    for piece in (report["trigger"], report["place"], *report["source"], *report["target"], voice["speaker"], figure):
        assert text[piece["start"] : piece["end"]] == piece["text"]
    assert [text[start:end] for start, end in voice["cue"]] == ["said"]
    assert [text[start:end] for start, end in report["evidence"]["event_type"]] == ["visited"]
    litter = record["document"]["litter"][0]
    assert text[litter["start"] : litter["end"]] == "3 comments" and litter["kind"] == "comments"


def test_participants_say_whether_they_are_resolved(record: dict[str, Any]) -> None:
    report = record["reports"][0]
    assert report["source"][0]["resolved"] is True and report["source"][0]["role"] == "president"
    assert report["target"][0]["resolved"] is False and report["target"][0]["text"] == "Beijing"


def test_whole_numbers_stay_whole_and_scores_have_four_digits(record: dict[str, Any]) -> None:
    assert record["figures"][0]["value"] == 240_000_000_000 and isinstance(record["figures"][0]["value"], int)
    assert record["document"]["genre_score"] == 0.9877 and record["reports"][0]["score"] == 0.8765


def test_mentions_stand_with_their_actor(record: dict[str, Any]) -> None:
    assert [(actor["id"], [m["text"] for m in actor["mentions"]]) for actor in record["actors"]] == [("vladimir-putin", ["Putin"])]


def test_what_is_not_known_is_null() -> None:
    report = Report("r-2", "d-2", Span(0, 4), Span(0, 4), "Text", 0, "ACCUSE", None, "actual")
    voice = Attribution("A1", Speaker("", (), None, "", None), (), (Span(0, 4),), "indirect", None, "unknown", "none")
    record = to_record(Analysis(Document("d-2", "b.txt", "Text", ()), Parse(), reports=(report,), attributions=(voice,)))
    for field in ("mode", "date", "place", "attribution", "probability", "plover", "cameo", "parent"):
        assert record["reports"][0][field] is None
    assert record["attributions"][0]["speaker"]["start"] is None
    assert record["document"]["published"] is None and record["document"]["title"] is None


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_figures_survive_json(value: float) -> None:
    figure = Figure(0, 1, "1", value, "count", "level")
    record = to_record(Analysis(Document("d-3", "c.txt", "1", ()), Parse(), figures=(figure,)))
    assert json.loads(json.dumps(record))["figures"][0]["value"] == pytest.approx(value, abs=1e-6)


def test_discards_say_stage_reason_and_place() -> None:
    discard = Discard("reading", "no_text", uri="empty.html", detail="nothing left after cleaning")
    assert discard_record(discard) == {
        "stage": "reading", "reason": "no_text", "start": None, "end": None, "detail": "nothing left after cleaning",
        "document": None, "uri": "empty.html",
    }  # fmt: skip
