"""Role words without a country, pairs, guests, buildings and media, on small parses made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polybius.actors import ActorKnowledge, link, load
from polybius.records import Analysis, Mention

Build = Callable[..., Analysis]

POLICE = """
Riot riot NOUN NN compound 1
police police NOUN NNS nsubj 2
beat beat VERB VBD ROOT 2
demonstrators demonstrator NOUN NNS dobj 2
"""
SAID = """
{name} {name} PROPN NNP nsubj 1 GPE
protested protest VERB VBD ROOT 1
"""
BOTH = """
{name} {name} PROPN NNP nsubj 1 GPE
appealed appeal VERB VBD ROOT 1
to to ADP IN prep 1
both both DET DT det 4
countries country NOUN NNS pobj 2
"""


@pytest.fixture(scope="module")
def knowledge() -> ActorKnowledge:
    return load()


def by_text(analysis: Analysis, text: str) -> Mention:
    return next(mention for mention in analysis.mentions if mention.text == text)


def test_the_country_a_text_is_about_is_home(analysis: Build, knowledge: ActorKnowledge) -> None:
    linked = link(analysis(*[SAID.format(name="Belarus")] * 4, POLICE), knowledge)
    police, people = by_text(linked, "Riot police"), by_text(linked, "demonstrators")
    assert (police.actors, police.rule) == (("BLR.COP",), "home_country")
    assert (people.actors, people.rule) == (("BLR.OPP",), "home_country")
    assert police.score < by_text(linked, "Belarus").score


def test_no_home_where_two_countries_compete(analysis: Build, knowledge: ActorKnowledge) -> None:
    tables = [SAID.format(name=name) for name in ("Belarus", "Poland") for _ in range(4)]
    assert by_text(link(analysis(*tables, POLICE), knowledge), "Riot police").actors == ("COP",)


def test_no_home_where_the_sentence_names_another_country(analysis: Build, knowledge: ActorKnowledge) -> None:
    other = POLICE + "for for ADP IN prep 2\nPoland Poland PROPN NNP pobj 4 GPE\n"
    assert by_text(link(analysis(*[SAID.format(name="Belarus")] * 4, other), knowledge), "Riot police").actors == ("COP",)


def test_foreign_people_have_no_home(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Foreign foreign ADJ JJ amod 1
    troops troop NOUN NNS nsubj 2
    left leave VERB VBD ROOT 2
    """
    assert by_text(link(analysis(*[SAID.format(name="Belarus")] * 4, table), knowledge), "Foreign troops").actors == ("MIL",)


def test_a_place_in_the_clause_tells_protesters_but_not_an_army(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    {who} {lemma} NOUN NNS nsubj 1
    marched march VERB VBD ROOT 1
    in in ADP IN prep 1
    Caracas Caracas PROPN NNP pobj 2 GPE
    """
    protesters = by_text(link(analysis(table.format(who="Protesters", lemma="protester")), knowledge), "Protesters")
    assert (protesters.actors, protesters.rule) == (("VEN.OPP",), "home_of_place")
    assert by_text(link(analysis(table.format(who="Soldiers", lemma="soldier")), knowledge), "Soldiers").actors == ("MIL",)


def test_an_unknown_minister_serves_the_country_of_the_text(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Interior Interior PROPN NNP compound 3
    Minister Minister PROPN NNP compound 3
    Yuri Yuri PROPN NNP compound 3 PERSON
    Karvonen Karvonen PROPN NNP nsubj 4 PERSON
    spoke speak VERB VBD ROOT 4
    """
    linked = link(analysis(*[SAID.format(name="Belarus")] * 4, table), knowledge)
    actor = next(actor for actor in linked.actors if actor.id == "person:yuri-karvonen")
    assert actor.country == "BLR"
    assert by_text(linked, "Interior Minister Yuri Karvonen").rule == "home_country"
    alone = link(analysis(table), knowledge)
    assert next(actor for actor in alone.actors if actor.id == "person:yuri-karvonen").country is None


def test_both_countries_are_not_the_one_that_appeals_to_them(analysis: Build, knowledge: ActorKnowledge) -> None:
    tables = [SAID.format(name=name) for name in ("India", "Pakistan", "India", "Pakistan")]
    mention = by_text(link(analysis(*tables, BOTH.format(name="China")), knowledge), "both countries")
    assert (set(mention.actors), mention.rule) == ({"IND", "PAK"}, "plural_of_frequent")


def test_both_armies_are_those_of_the_two_states(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Both both DET DT det 1
    armies army NOUN NNS nsubj 2
    retreated retreat VERB VBD ROOT 2
    """
    tables = [SAID.format(name=name) for name in ("India", "Pakistan", "India", "Pakistan")]
    assert set(by_text(link(analysis(*tables, table), knowledge), "Both armies").actors) == {"IND.MIL", "PAK.MIL"}


@pytest.mark.parametrize(("verb", "found"), [("said say", True), ("closed close", False)])
def test_a_hospital_is_an_actor_only_where_it_speaks(analysis: Build, knowledge: ActorKnowledge, verb: str, found: bool) -> None:
    table = f"Hospitals hospital NOUN NNS nsubj 1\n{verb} VERB VBD ROOT 1\n"
    assert bool(link(analysis(table), knowledge).mentions) is found


def test_a_medium_is_no_person(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Levant Levant PROPN NNP compound 1 PERSON
    Courier Courier PROPN NNP nsubj 2 PERSON
    reported report VERB VBD ROOT 2
    """
    linked = link(analysis(table), knowledge)
    assert [(a.id, a.kind, a.sector) for a in linked.actors] == [("org:levant-courier", "group", "MED")]


def test_the_guest_is_the_one_who_arrived(analysis: Build, knowledge: ActorKnowledge) -> None:
    came = """
    Vladimir Vladimir PROPN NNP compound 1 PERSON
    Putin Putin PROPN NNP nsubj 2 PERSON
    arrived arrive VERB VBD ROOT 2
    """
    received = """
    Xi Xi PROPN NNP compound 1 PERSON
    Jinping Jinping PROPN NNP nsubj 2 PERSON
    received receive VERB VBD ROOT 2
    his his PRON PRP$ poss 4
    guest guest NOUN NN dobj 2
    """
    mention = by_text(link(analysis(came, received), knowledge), "his guest")
    assert (mention.actors, mention.rule) == (("vladimir-putin",), "guest_of_visit")
    assert by_text(link(analysis(received), knowledge), "his guest").actors == ()


def test_pro_russian_words_tell_a_stance_not_an_owner(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Pro pro ADJ JJ amod 3
    - - PUNCT HYPH punct 2
    Jakarta Jakarta PROPN NNP compound 3 GPE
    militiamen militiaman NOUN NNS nsubj 4
    fled flee VERB VBD ROOT 4
    """
    assert all(mention.actors != ("IDN.PRM",) for mention in link(analysis(table), knowledge).mentions)


def test_counterparts_are_officials_of_the_state_named(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    He he PRON PRP nsubj 1
    thanked thank VERB VBD ROOT 1
    his his PRON PRP$ poss 4
    Mexican mexican ADJ JJ amod 4 NORP
    counterparts counterpart NOUN NNS dobj 1
    """
    assert by_text(link(analysis(table), knowledge), "his Mexican counterparts").actors == ("MEX.GOV",)


def test_the_place_of_a_where_clause_is_home(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Mozambique Mozambique PROPN NNP pobj 1 GPE
    in in ADP IN ROOT 1
    where where SCONJ WRB advmod 4
    rebels rebel NOUN NNS nsubj 4
    killed kill VERB VBD relcl 0
    civilians civilian NOUN NNS dobj 4
    """
    linked = link(analysis(table), knowledge)
    assert by_text(linked, "civilians").actors == ("MOZ.CVL",)
    assert by_text(linked, "rebels").actors == ("REB",)
