"""Which texts are copies of one another: near-duplicates by the words they share.

Two texts belong together when the Jaccard similarity of their sets of five-word shingles is at least 0.6 (Broder 1997);
groups are the transitive closure. Candidates come from a prefix filter (Chaudhuri et al. 2006), which loses no pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SHINGLE_WORDS = 5
MIN_JACCARD = 0.6


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The set of five-word shingles of `text`, lower case, without punctuation; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.casefold())
    if not words:
        return frozenset()
    return frozenset(tuple(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1)))


def near_duplicates(texts: Sequence[str], min_jaccard: float = MIN_JACCARD) -> list[int]:
    """For each text the position of the first text of its group; a text that is like no other gets its own position.

    Empty texts are like no other.
    """
    sets = [shingles(text) for text in texts]
    frequency = Counter(shingle for group in sets for shingle in group)
    leader = list(range(len(texts)))
    index: dict[tuple[str, ...], list[int]] = {}
    for number, own in enumerate(sets):
        # Two sets with Jaccard >= t share one of the rarest |A| - ceil(t |A|) + 1 members of either.
        ranked = sorted(own, key=lambda shingle: (frequency[shingle], shingle))
        prefix = ranked[: len(ranked) - _ceil(min_jaccard * len(ranked)) + 1] if ranked else []
        candidates = sorted({other for shingle in prefix for other in index.get(shingle, ())})
        for other in candidates:
            shared = len(own & sets[other])
            if shared >= min_jaccard * (len(own) + len(sets[other]) - shared):
                _join(leader, number, other)
        for shingle in prefix:
            index.setdefault(shingle, []).append(number)
    return [_root(leader, number) for number in range(len(texts))]


def _ceil(value: float) -> int:
    whole = int(value)
    # Float noise in t * n must not lengthen or shorten the prefix: shorter would lose pairs.
    return whole if value - whole < 1e-9 else whole + 1


def _root(leader: list[int], number: int) -> int:
    while leader[number] != number:
        number = leader[number]
    return number


def _join(leader: list[int], a: int, b: int) -> None:
    a, b = sorted((_root(leader, a), _root(leader, b)))
    leader[b] = a
