"""Is a document about politics between or inside states at all? Measurable signs, counted over the whole document."""

from __future__ import annotations

from collections.abc import Sequence

from polybius.coding.lexicon import Lexicon, load
from polybius.records import Analysis

CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ"))


def relevance(analysis: Analysis, lexicon: Lexicon | None = None) -> tuple[bool, str]:
    """Whether acts in this document may be reports, and why.

    The share of the strongest genre's cue words among content words is set against the share of political cue words.
    Single words decide nothing, save marks that political prose never carries (page counts, spoonfuls). Thresholds
    stand in `data/relevance.toml`.
    """
    cues = (lexicon or load()).cues
    words = [t.lemma.lower() for t in analysis.parse.tokens if t.pos in CONTENT]
    if len(words) < cues.thresholds["min_content_words"]:
        return True, "short text: not judged"
    counts = {name: sum(word in table for word in words) for name, table in cues.genres.items()}
    political, strong = counts.pop("political"), counts.pop("strong")
    if strong / len(words) >= cues.thresholds["strong_share"]:
        return False, f"catalogue or recipe marks {strong / len(words):.3f}"
    genre = max(sorted(counts), key=lambda name: counts[name])
    share, politics = counts[genre] / len(words), political / len(words)
    said = f"{genre} {share:.3f}, political {politics:.3f}"
    if share < cues.thresholds["genre_share"] or politics >= cues.thresholds["political_share"]:
        if counts[genre] < cues.thresholds["ratio"] * political or share < cues.thresholds["genre_share"]:
            return True, said
    elif counts[genre] < cues.thresholds["ratio"] * political:
        return True, said
    return False, said


def acts_are_meant(probabilities: Sequence[float], lexicon: Lexicon | None = None) -> tuple[bool, str]:
    """Whether a document's candidates are acts at all, from the classifier's probability that each is one, and why.

    In a match report or a film review most of them are not: then the few that pass are not believed either.
    """
    thresholds = (lexicon or load()).cues.thresholds
    if len(probabilities) < thresholds["min_candidates"]:
        return True, "few candidates: not judged"
    mean = sum(probabilities) / len(probabilities)
    return mean >= thresholds["act_mean"], f"mean probability of an act {mean:.3f}"
