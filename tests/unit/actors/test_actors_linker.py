"""The linker on small parses made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polybius.actors import ActorKnowledge, link, load
from polybius.records import Analysis, Mention

Build = Callable[..., Analysis]

VISIT = """
Russian russian ADJ JJ amod 3 NORP
President President PROPN NNP compound 3
Vladimir Vladimir PROPN NNP compound 3 PERSON
Putin Putin PROPN NNP nsubj 4 PERSON
visited visit VERB VBD ROOT 4
China China PROPN NNP dobj 4 GPE
"""
PRAISED = """
He he PRON PRP nsubj 1
praised praise VERB VBD ROOT 1
Xi Xi PROPN NNP compound 3 PERSON
Jinping Jinping PROPN NNP dobj 1 PERSON
"""
LEADERS = """
The the DET DT det 2
two two NUM CD nummod 2
leaders leader NOUN NNS nsubj 3
signed sign VERB VBD ROOT 3
it it PRON PRP dobj 3
"""


@pytest.fixture(scope="module")
def knowledge() -> ActorKnowledge:
    return load()


def by_text(analysis: Analysis, text: str) -> Mention:
    return next(mention for mention in analysis.mentions if mention.text == text)


def test_title_joins_the_name_and_the_visited_state_is_a_place(analysis: Build, knowledge: ActorKnowledge) -> None:
    linked = link(analysis(VISIT), knowledge)
    person = by_text(linked, "Russian President Vladimir Putin")
    assert (person.kind, person.actors, person.head) == ("title", ("vladimir-putin",), 3)
    assert by_text(linked, "China").kind == "place"
    assert by_text(linked, "China").actors == ("CHN",)
    actor = next(actor for actor in linked.actors if actor.id == "vladimir-putin")
    assert (actor.country, actor.sector, actor.role) == ("RUS", "GOV", "president")


def test_pronoun_and_plural_point_back(analysis: Build, knowledge: ActorKnowledge) -> None:
    linked = link(analysis(VISIT, PRAISED, LEADERS), knowledge)
    assert by_text(linked, "He").actors == ("vladimir-putin",)
    assert set(by_text(linked, "The two leaders").actors) == {"vladimir-putin", "xi-jinping"}


def test_pronoun_without_antecedent_stays_open(analysis: Build, knowledge: ActorKnowledge) -> None:
    mention = by_text(link(analysis(PRAISED), knowledge), "He")
    assert mention.actors == ()
    assert mention.rule == "no_antecedent"


def test_gender_rules_out_the_nearest_person(analysis: Build, knowledge: ActorKnowledge) -> None:
    she = PRAISED.replace("He he", "She she")
    assert by_text(link(analysis(VISIT, she), knowledge), "She").actors == ()


@pytest.mark.parametrize(
    ("published", "president"),
    [("2010-05-01", "dmitry-medvedev"), ("2007-05-01", "vladimir-putin"), ("2024-05-20", "vladimir-putin")],
)
def test_the_office_is_held_on_the_day_of_publication(
    analysis: Build, knowledge: ActorKnowledge, published: str, president: str
) -> None:
    table = """
    the the DET DT det 2
    Russian russian ADJ JJ amod 2 NORP
    president president NOUN NN nsubj 3
    spoke speak VERB VBD ROOT 3
    """
    assert by_text(link(analysis(table, published=published), knowledge), "the Russian president").actors == (president,)


def test_capital_acts_or_is_a_place(analysis: Build, knowledge: ActorKnowledge) -> None:
    acts = """
    Moscow Moscow PROPN NNP nsubj 1 GPE
    warned warn VERB VBD ROOT 1
    Kyiv Kyiv PROPN NNP dobj 1 GPE
    """
    place = """
    They they PRON PRP nsubj 1
    met meet VERB VBD ROOT 1
    in in ADP IN prep 1
    Moscow Moscow PROPN NNP pobj 2 GPE
    """
    linked = link(analysis(acts), knowledge)
    assert [(m.kind, m.actors) for m in linked.mentions] == [("metonym", ("RUS",)), ("metonym", ("UKR",))]
    assert by_text(link(analysis(place), knowledge), "Moscow").kind == "place"


def test_role_word_with_possessor_is_one_generic_actor(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Sudan Sudan PROPN NNP poss 2 GPE
    's 's PART POS case 0
    army army NOUN NN nsubj 3
    attacked attack VERB VBD ROOT 3
    protesters protester NOUN NNS dobj 3
    """
    linked = link(analysis(table), knowledge)
    assert [(m.text, m.actors) for m in linked.mentions] == [("Sudan 's army", ("SDN.MIL",)), ("protesters", ("OPP",))]


def test_two_states_before_one_role_word(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    leaders leader NOUN NNS nsubj 5
    of of ADP IN prep 0
    Russia Russia PROPN NNP pobj 1 GPE
    and and CCONJ CC cc 2
    China China PROPN NNP conj 2 GPE
    met meet VERB VBD ROOT 5
    """
    mention = by_text(link(analysis(table), knowledge), "leaders of Russia and China")
    assert mention.actors == ("vladimir-putin", "xi-jinping")


def test_a_person_called_like_a_state_is_no_state(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Jordan Jordan PROPN NNP compound 1 PERSON
    Peterson Peterson PROPN NNP nsubj 2 PERSON
    spoke speak VERB VBD ROOT 2
    """
    mention = link(analysis(table), knowledge).mentions[0]
    assert mention.actors == ("person:jordan-peterson",)
    assert mention.rule == "unknown_person"


def test_unknown_person_takes_country_and_sector_from_the_title(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Turkish turkish ADJ JJ amod 3 NORP
    analyst analyst NOUN NN compound 3
    Mehmet Mehmet PROPN NNP compound 3 PERSON
    Oz Oz PROPN NNP nsubj 4 PERSON
    spoke speak VERB VBD ROOT 4
    """
    actor = link(analysis(table), knowledge).actors[0]
    assert (actor.id, actor.country, actor.sector) == ("person:mehmet-oz", "TUR", "EDU")


def test_apposition_is_one_person(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    the the DET DT det 2
    Egyptian egyptian ADJ JJ amod 2 NORP
    diplomat diplomat NOUN NN nsubj 7
    , , PUNCT , punct 2
    Mona Mona PROPN NNP compound 5 PERSON
    Zaki Zaki PROPN NNP appos 2 PERSON
    , , PUNCT , punct 2
    spoke speak VERB VBD ROOT 7
    """
    linked = link(analysis(table), knowledge)
    assert {mention.actors for mention in linked.mentions} == {("person:mona-zaki",)}
    assert linked.actors[0].country == "EGY"


def test_co_arguments_are_not_the_same(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    Putin Putin PROPN NNP nsubj 1 PERSON
    thanked thank VERB VBD ROOT 1
    him he PRON PRP dobj 1
    """
    assert by_text(link(analysis(VISIT, table), knowledge), "him").actors == ()


def test_no_actor_out_of_its_time(analysis: Build, knowledge: ActorKnowledge) -> None:
    table = """
    DFID DFID PROPN NNP nsubj 1 ORG
    paid pay VERB VBD ROOT 1
    """
    assert link(analysis(table, published="2015-01-01"), knowledge).actors[0].id == "dfid"
    assert all(actor.id != "dfid" for actor in link(analysis(table, published="2023-01-01"), knowledge).actors)


WORDS = ["Putin", "Xi", "Jinping", "China", "Moscow", "Russian", "Sudan", "president", "two", "leaders", "he", "its", "of"]


DEPS = ["nsubj", "dobj", "pobj", "poss", "compound", "conj", "amod"]
ROWS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(DEPS), st.integers(0, 11)), min_size=1, max_size=12)


@given(rows=ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_spans_slice_the_text_never_overlap_and_repeat(analysis: Build, rows: list[tuple[str, str, int]]) -> None:
    tables = []
    for i, (word, dep, head) in enumerate(rows):
        pos = "PROPN" if word[0].isupper() else "PRON" if word in ("he", "its") else "NOUN"
        tag = "NNS" if word in ("leaders", "troops") else "PRP" if pos == "PRON" else "NN"
        governor = head % len(rows) if i else 0
        tables.append(f"{word} {word.rstrip('s')} {pos} {tag} {dep if governor < i else 'ROOT'} {governor if governor < i else i}")
    before = analysis("\n".join(tables))
    first, second = link(before, load()), link(before, load())
    assert first == second
    assert all(before.document.text[m.start : m.end] == m.text for m in first.mentions)
    assert all(a.end <= b.start for a, b in zip(first.mentions, first.mentions[1:], strict=False))
    assert {actor for m in first.mentions for actor in m.actors} == {actor.id for actor in first.actors}
    assert all(0.0 <= m.score <= 1.0 and m.rule for m in first.mentions)
