"""Toponyms found and resolved in analyses made by hand."""

from __future__ import annotations

from collections.abc import Callable

from polybius import places
from polybius.places.locate import CAPITAL_OF
from polybius.records import Analysis, Place

Builder = Callable[..., Analysis]


def located(analysis: Analysis) -> dict[str, Place]:
    return {p.text: p for p in places.locate(analysis, places.load()).places}


def in_places(analysis: Builder, *names: str) -> Analysis:
    """ "He spoke in A , B ." with every name tagged GPE."""
    lines = ["He he PRON PRP nsubj 1", "spoke speak VERB VBD ROOT 1", "in in ADP IN prep 1"]
    head = 2
    for k, name in enumerate(names):
        if k:
            lines.append(f", , PUNCT , punct {head}")
        place = len(lines)
        lines.append(f"{name} {name} PROPN NNP {'appos' if k else 'pobj'} {head} GPE*")
        head = place
    lines.append(". . PUNCT . punct 1")
    return analysis("\n".join(lines))


def test_country_after_comma_decides(analysis: Builder) -> None:
    found = located(in_places(analysis, "Homs", "Syria"))
    assert (found["Homs"].country, found["Homs"].precision) == ("SYR", "city")
    assert (found["Syria"].country, found["Syria"].precision) == ("SYR", "country")


def test_state_after_comma_decides(analysis: Builder) -> None:
    found = located(in_places(analysis, "Paris", "Texas"))
    assert found["Paris"].country == "USA" and found["Texas"].precision == "admin"
    assert located(in_places(analysis, "Paris"))["Paris"].country == "FRA"


def test_short_form_of_a_state(analysis: Builder) -> None:
    found = located(in_places(analysis, "Springfield", "Ill."))
    assert found["Springfield"].geonameid == 4250542
    assert found["Ill."].precision == "admin" and found["Ill."].name == "Illinois"


def test_country_name_is_a_country_unless_a_us_state_follows(analysis: Builder) -> None:
    assert located(in_places(analysis, "Lebanon"))["Lebanon"].precision == "country"
    assert located(in_places(analysis, "Lebanon", "Pa."))["Lebanon"].country == "USA"


def test_container_is_the_state_not_the_city(analysis: Builder) -> None:
    assert located(in_places(analysis, "Buffalo", "New York".replace(" ", "_")))["Buffalo"].country == "USA"
    found = located(in_places(analysis, "Seattle", "Washington"))
    assert found["Washington"].precision == "admin"


def test_unknown_place_stays_unresolved(analysis: Builder) -> None:
    place = located(in_places(analysis, "Xqzvalhome"))["Xqzvalhome"]
    assert (place.lat, place.lon, place.geonameid, place.country, place.precision) == (None, None, None, None, "unknown")


def test_nationality_word_is_no_place_but_evidence(analysis: Builder) -> None:
    text = analysis(
        """
        The the DET DT det 2
        Syrian syrian ADJ JJ amod 2 NORP
        city city NOUN NN nsubj 5
        of of ADP IN prep 2
        Tartus Tartus PROPN NNP pobj 3 GPE
        fell fall VERB VBD ROOT 5
        """
    )
    found = located(text)
    assert set(found) == {"Tartus"} and found["Tartus"].country == "SYR"


def test_person_is_no_place(analysis: Builder) -> None:
    text = analysis(
        """
        Paris Paris PROPN NNP compound 1 PERSON
        Hilton Hilton PROPN NNP nsubj 2 PERSON
        spoke speak VERB VBD ROOT 2
        """
    )
    assert located(text) == {}


def test_missed_by_the_tagger_but_after_near(analysis: Builder) -> None:
    text = analysis(
        """
        Troops troop NOUN NNS nsubj 1
        fought fight VERB VBD ROOT 1
        near near ADP IN prep 1
        Malakal Malakal PROPN NNP pobj 2 ORG
        """
    )
    assert located(text)["Malakal"].country == "SSD"


def test_germ_is_no_place(analysis: Builder) -> None:
    text = analysis(
        """
        The the DET DT det 2
        Marburg Marburg PROPN NNP compound 2 GPE
        virus virus NOUN NN nsubj 3
        spread spread VERB VBD ROOT 3
        """
    )
    assert located(text) == {}


def test_capital_of_a_country_is_a_place_but_no_toponym(analysis: Builder) -> None:
    text = analysis(
        """
        They they PRON PRP nsubj 1
        met meet VERB VBD ROOT 1
        in in ADP IN prep 1
        the the DET DT det 4
        capital capital NOUN NN pobj 2
        of of ADP IN prep 4
        Ukraine Ukraine PROPN NNP pobj 5 GPE
        """
    )
    found = located(text)
    capital = found["capital of Ukraine"]
    assert (capital.name, capital.precision, capital.rule) == ("Kyiv", "city", CAPITAL_OF)
    assert [t["country"] for t in places.predict(places.locate(text, places.load()))] == ["UKR"]


def test_country_evidence_gives_no_city_pin(analysis: Builder) -> None:
    place = located(in_places(analysis, "Mexico"))["Mexico"]
    assert place.precision == "country" and place.geonameid == 3996063


def test_places_lie_in_the_text_and_in_order(analysis: Builder) -> None:
    text = in_places(analysis, "Geneva", "Cairo", "Moscow")
    result = places.locate(text, places.load()).places
    assert [p.start for p in result] == sorted(p.start for p in result)
    assert all(text.document.text[p.start : p.end] == p.text for p in result)
