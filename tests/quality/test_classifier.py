"""The shipped classifier: what it says does not depend on what else it is asked, and plain acts are plain to it."""

from __future__ import annotations

import math

import pytest

from polybius.coding.classifier import FOLDER, Classifier
from polybius.coding.encoding import Marked
from polybius.coding.fusion import best
from polybius.coding.lexicon import TYPES
from polybius.errors import DataError

PLAIN = [
    ("[s:The Polish government] on Monday [v:expelled] [t:two Belarusian diplomats].", "SANCTION", "actual"),
    ("[s:Ghana] will [v:send] tents and blankets to [t:Togo] next week, its relief agency said.", "AID", "planned"),
    ("[s:Police in Lagos] [v:arrested] [t:nine reporters] after a march on Tuesday.", "COERCE", "actual"),
    ("[s:Rebels] have not [v:attacked] [t:the garrison] since the truce, the army said.", "ASSAULT", "negated"),
    ("[s:The foreign minister of Chile] [v:met] [t:his Peruvian counterpart] in Lima on Friday.", "CONSULT", "actual"),
    ("[s:The striker] [v:attacked] [t:the Spanish defence] from the first minute.", "NONE", None),
]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier()


def unmark(marked: str) -> tuple[str, list[Marked]]:
    text, spans = "", []
    for piece in marked.replace("]", "[").split("["):
        if piece[:2] in ("s:", "t:", "v:"):
            spans.append((piece[0], len(text), len(text) + len(piece) - 2))
            piece = piece[2:]
        text += piece
    return text, spans


@pytest.mark.parametrize(("marked", "kind", "status"), PLAIN)
def test_plain_acts_are_plain(classifier: Classifier, marked: str, kind: str, status: str | None) -> None:
    [judgement] = classifier.judge([unmark(marked)])
    assert best(judgement.type) == kind
    assert status is None or best(judgement.status) == status


def test_probabilities_sum_to_one_over_all_types(classifier: Classifier) -> None:
    for judgement in classifier.judge([unmark(marked) for marked, _, _ in PLAIN]):
        assert set(judgement.type) == {"NONE", *TYPES}
        assert sum(math.exp(value) for value in judgement.type.values()) == pytest.approx(1.0, abs=2e-3)


def test_an_answer_does_not_depend_on_its_neighbours(classifier: Classifier) -> None:
    items = [unmark(marked) for marked, _, _ in PLAIN]
    alone = [classifier.judge([item])[0] for item in items]
    assert classifier.judge(items) == alone
    assert classifier.judge(items[::-1]) == alone[::-1]


def test_nothing_asked_nothing_said(classifier: Classifier) -> None:
    assert classifier.judge([]) == []


def test_a_missing_file_is_named(tmp_path: object) -> None:
    with pytest.raises(DataError, match=r"coder\.onnx"):
        Classifier(FOLDER / "nowhere")


def test_the_version_is_a_hash_of_the_files(classifier: Classifier) -> None:
    assert len(classifier.version) == 16
    assert classifier.version == Classifier().version
