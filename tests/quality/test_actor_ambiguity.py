"""Names that several bear, read by the real parser: who is meant, and who is not. Sentences written for Polybius."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polybius.pipeline import STEPS, Pipeline
from polybius.predictor import plain_document
from polybius.records import Analysis

CASES: list[tuple[str, dict[str, str], set[str]]] = [
    # text, {words of a mention: its actor}, actors that must not occur
    ("Georgia said it would host the talks in Tbilisi.", {"Georgia": "GEO", "it": "GEO"}, {"USA"}),
    (
        "The governor of Georgia, Brian Kemp, certified the vote in Atlanta.",
        {"Brian Kemp": "person:brian-kemp"},
        {"GEO", "GEO.GOV"},
    ),
    ("King Abdullah of Jordan flew to Cairo.", {"Jordan": "JOR", "King Abdullah": "abdullah-ii"}, set()),
    ("Jordan Peterson spoke in Toronto.", {}, {"JOR"}),
    ("Michael Jordan played in Chicago.", {}, {"JOR"}),
    ("Chad and Niger signed an accord.", {"Chad": "TCD", "Niger": "NER"}, {"NGA"}),
    ("Chad Smith played the drums.", {}, {"TCD"}),
    ("Turkey shelled northern Syria.", {"Turkey": "TUR", "Syria": "SYR"}, set()),
    ("They ate turkey on Thanksgiving.", {}, {"TUR"}),
    ("Guinea and Guinea-Bissau sent delegations.", {"Guinea": "GIN", "Guinea-Bissau": "GNB"}, {"GNQ", "PNG"}),
    ("Equatorial Guinea and Papua New Guinea agreed.", {"Equatorial Guinea": "GNQ", "Papua New Guinea": "PNG"}, {"GIN"}),
    ("The Democratic Republic of the Congo accused Rwanda.", {"Democratic Republic of the Congo": "COD"}, {"COG"}),
    (
        "The Republic of the Congo protested. Congolese officials recalled the envoy.",
        {"Republic of the Congo": "COG", "Congolese officials": "COG.GOV"},
        {"COD"},
    ),
    ("Congolese troops withdrew from Goma.", {"Congolese troops": "COD.MIL"}, {"COG"}),
    ("South Korean marines and North Korean soldiers exchanged fire.", {"South Korean marines": "KOR.MIL"}, set()),
    ("North Korea fired a missile. Korean officials called it a test.", {"Korean officials": "PRK.GOV"}, {"KOR.GOV"}),
    ("China sent aircraft and Taiwan sent jets.", {"China": "CHN", "Taiwan": "TWN"}, set()),
    ("The Republic of China thanked Washington.", {"Republic of China": "TWN", "Washington": "USA"}, {"CHN"}),
    ("Ireland recalled its ambassador.", {"Ireland": "IRL"}, {"GBR"}),
    ("The first minister of Northern Ireland resigned.", {"The first minister of Northern Ireland": "GBR.GOV"}, {"IRL"}),
    ("Dominica held an election. Dominican officials counted the votes.", {"Dominican officials": "DMA.GOV"}, {"DOM"}),
    ("Dominican troops guarded the border with Haiti.", {"Dominican troops": "DOM.MIL"}, {"DMA"}),
    ("Nigerian troops and Nigerien troops met.", {"Nigerian troops": "NGA.MIL", "Nigerien troops": "NER.MIL"}, set()),
    ("Washington imposed sanctions on Tehran.", {"Washington": "USA", "Tehran": "IRN"}, set()),
    ("Denzel Washington won a prize.", {}, {"USA"}),
    ("Washington state sued the company.", {}, {"USA"}),
    ("Sydney's Victoria Park was closed.", {"Sydney": "AUS"}, {"person:victoria-park"}),
    ("Paris recalled its ambassador.", {"Paris": "FRA"}, set()),
    ("The man came from Paris, Texas.", {"Paris": "USA"}, {"FRA"}),
    ("Israel Katz met his counterpart.", {"Israel Katz": "israel-katz"}, set()),
    ("Mali expelled the ambassador and Malian troops entered Kidal.", {"Mali": "MLI", "Malian troops": "MLI.MIL"}, set()),
    ("Malia Obama studied at Harvard.", {}, {"MLI"}),
    ("New Mexico sued the company.", {}, {"MEX"}),
    ("The plant in Long Beach, California was closed.", {}, {"JPN"}),
    ("Vladimir Putin praised his country.", {"his country": "RUS"}, set()),
    ("The Security Council met. The Council condemned the attack.", {"The Council": "un-security-council"}, set()),
    ("In 2010 the Russian president visited Ottawa.", {"the Russian president": "dmitry-medvedev"}, set()),
    ("The Russian president said the 2003 invasion was a mistake.", {"The Russian president": "vladimir-putin"}, set()),
]


@pytest.fixture(scope="module")
def linked() -> Callable[[str], Analysis]:
    pipeline = Pipeline()

    def run(text: str) -> Analysis:
        document = plain_document({"id": text, "text": text, "published": "2024-05-20"})
        analysis = next(iter(pipeline.annotator.annotate([document])))
        for step in STEPS:
            if step.name in ("times", "link"):
                analysis = step.run(analysis, pipeline.knowledge)
        return analysis

    return run


@pytest.mark.parametrize(("text", "meant", "never"), CASES)
def test_the_right_bearer_is_meant(linked: Callable[[str], Analysis], text: str, meant: dict[str, str], never: set[str]) -> None:
    mentions = linked(text).mentions
    for words, actor in meant.items():
        found = [m.actors for m in mentions if words in m.text]
        assert (actor,) in found, f"{words}: {found}"
    assert never.isdisjoint({actor for m in mentions for actor in m.actors})


def test_the_two_are_the_persons_named_last(linked: Callable[[str], Analysis]) -> None:
    mentions = linked("Xi Jinping met Emmanuel Macron in Paris. The two discussed trade.").mentions
    assert [m.actors for m in mentions if m.text == "The two"] == [("xi-jinping", "emmanuel-macron")]
