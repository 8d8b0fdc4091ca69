"""Whose "riot police", "protesters" and "the army" are: the place named with them, else the country the text is about."""

from __future__ import annotations

from collections import Counter

from polybius.actors.drafts import Draft, Linking

COUNTED_KINDS = ("name", "title", "metonym", "place", "group", "role")


class Home:
    """The countries a document names, counted once; `settle` gives a bare role word its country."""

    def __init__(self, doc: Linking) -> None:
        self.doc = doc
        self.rules = doc.knowledge.settings["home"]
        counts: Counter[str] = Counter()
        self.named: dict[int, set[str]] = {}
        for draft in doc.drafts:
            country = self._country(draft)
            if country is None:
                continue
            sentence = doc.parse.sentence_index(draft.head)
            counts[country] += 1
            self.named.setdefault(sentence, set()).add(country)
        self.dominant = self._dominant(counts)

    def _country(self, draft: Draft) -> str | None:
        """The one state a settled mention of the text speaks of."""
        if draft.pending or len(draft.actors) != 1 or draft.kind not in COUNTED_KINDS:
            return None
        return self.doc.country(draft.actors[0])

    def _dominant(self, counts: Counter[str]) -> str | None:
        """The country with enough mentions, a large share of all, and a clear margin over the next; else None."""
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < self.rules["least"]:
            return None
        first, second = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0
        clear = first >= self.rules["share"] * sum(counts.values()) and first >= self.rules["margin"] * second
        return ranked[0][0] if clear else None

    def settle(self, draft: Draft) -> None:
        """Give a role word without country that of the place named with it, else the dominant country; else nothing."""
        doc, sector = self.doc, draft.sector
        if draft.rule != "role_word" or draft.pending or draft.bodies or sector is None or draft.actors != (sector,):
            return
        if not self._domestic(draft):
            return
        place = self._place(draft) if sector in self.rules["place_sectors"] else None
        named = self.named.get(doc.parse.sentence_index(draft.head), set())
        if place is not None:
            draft.settle((doc.generic(place, sector),), "home_of_place", self.rules["place_score"])
        elif self.dominant is not None and (not named or self.dominant in named):
            draft.settle((doc.generic(self.dominant, sector),), "home_country", self.rules["score"])

    def _domestic(self, draft: Draft) -> bool:
        """Whether such people are of the country told of by nature, and nothing in the phrase says they come from elsewhere."""
        tokens = self.doc.parse.tokens
        words = {t.lemma.lower() for t in tokens[draft.first : draft.last]} | {t.text.lower() for t in tokens[draft.first : draft.last]}
        if draft.sector not in self.rules["sectors"] or words & set(self.rules["foreign"]):
            return False
        if draft.sector == "GOV" and draft.role not in self.rules["offices"]:
            return False
        if draft.sector == "GOV" and not draft.definite and draft.number == "sg":
            return False
        return self.doc.parse.child(draft.head, "poss") is None and not self._of_somebody(draft)

    def _of_somebody(self, draft: Draft) -> bool:
        """ "Officials of the bank", "troops from several countries": the phrase itself says whose."""
        for preposition in self.doc.parse.children(draft.head, "prep"):
            if preposition.text.lower() in ("of", "from"):
                return True
        return False

    def _place(self, draft: Draft) -> str | None:
        """The one country of the places that hang on the same noun or verb ("beat demonstrators in Minsk")."""
        doc, parse = self.doc, self.doc.parse
        verb = next((a for a in parse.ancestors(draft.head) if a.pos in ("VERB", "AUX")), None)
        found: set[str] = set()
        for governor in (draft.head,) if verb is None else (draft.head, verb.i):
            for preposition in parse.children(governor, "prep"):
                if preposition.text.lower() not in self.rules["prepositions"]:
                    continue
                for obj in parse.children(preposition.i, "pobj"):
                    found |= {c for k in parse.conjuncts(obj.i) if (c := self._place_at(k)) is not None}
        return next(iter(found)) if len(found) == 1 else None

    def _place_at(self, i: int) -> str | None:
        owner = self.doc.owner.get(i)
        if owner is None or owner.kind != "place" or len(owner.actors) != 1:
            return None
        return self.doc.country(owner.actors[0]) or (owner.actors[0] if self.doc.kind(owner.actors[0]) == "state" else None)
