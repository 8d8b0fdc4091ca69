"""Whose "riot police", "protesters" and "the army" are: the place named with them, else the country the text is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from polybius.actors.drafts import Draft, Linking
from polybius.syntax import Token

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
        top = min(counts, key=lambda name: (-counts[name], name), default=None)
        enough = top is not None and counts[top] >= max(self.rules["least_alone"], self.rules["share_alone"] * sum(counts.values()))
        self.top = top if enough else None
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
        if draft.rule == "unknown_person" and draft.kind == "title":
            self._office(draft)
        if draft.rule != "role_word" or draft.pending or draft.bodies or sector is None or draft.actors != (sector,):
            return
        if not self._domestic(draft):
            return
        place = self._place(draft) if sector in self.rules["place_sectors"] else None
        if place is not None:
            draft.settle((doc.generic(place, sector),), "home_of_place", self.rules["place_score"])
        elif draft.role == "people" and draft.definite:
            return  # "the 41 people" of a text about a state are not that state's
        elif self.dominant is not None and self._spoken_of(draft):
            draft.settle((doc.generic(self.dominant, sector),), "home_country", self.rules["score"])
        elif self.top is not None and sector != "CVL" and self._alone(draft):
            draft.settle((doc.generic(self.top, sector),), "home_of_sentence", self.rules["score"])

    def _spoken_of(self, draft: Draft) -> bool:
        """Whether the dominant country is among those that the sentence, or the nearest one before that names any, names."""
        sentence = self.doc.parse.sentence_index(draft.head)
        for k in range(sentence, max(sentence - self.rules["reach"], -1), -1):
            if k in self.named:
                return self.dominant in self.named[k]
        return True

    def _alone(self, draft: Draft) -> bool:
        """Whether the nearest sentence that names a country, in this paragraph, names only the one that the text names most."""
        sentence = self.doc.parse.sentence_index(draft.head)
        block = self.doc.parse.sentences[sentence].block
        for k in range(sentence, max(sentence - self.rules["reach"], -1), -1):
            if self.doc.parse.sentences[k].block != block:
                return False
            if k in self.named:
                return self.named[k] == {self.top}
        return False

    def _office(self, draft: Draft) -> None:
        """A person whom no table knows, called by an office without a state ("Interior Minister Yuri Karayev")."""
        actor = draft.actors[0] if draft.actors else ""
        known = self.doc.local.get(actor)
        if known is None or known.country is not None or draft.bodies or self.dominant is None or known.sector == "ELI":
            return
        if (draft.role or "").lower() in self.rules["titles"] and self._spoken_of(draft):
            self.doc.local[actor] = replace(known, country=self.dominant)
            draft.rule, draft.score = "home_country", self.rules["title_score"]

    def _domestic(self, draft: Draft) -> bool:
        """Whether such people are of the country told of by nature, and nothing in the phrase says they come from elsewhere."""
        tokens = self.doc.parse.tokens
        if tokens[draft.head].pos == "PROPN" or (draft.sector in ("GOV", "MIL") and self.doc.quoted[draft.head]):
            return False
        words = {word.lower() for t in tokens[draft.first : draft.last] for word in (t.lemma, t.text)}
        if draft.sector not in self.rules["sectors"] or words & set(self.rules["foreign"]):
            return False
        if draft.sector == "GOV" and draft.role not in self.rules["offices"]:
            return False
        if draft.sector == "GOV" and not draft.definite and draft.number == "sg":
            return False
        return self.doc.parse.child(draft.head, "poss") is None and not self._of_somebody(draft)

    def _of_somebody(self, draft: Draft) -> bool:
        """ "Officials of the bank", "troops from several countries": the phrase itself says whose."""
        return any(child.text.lower() in ("of", "from") for child in self.doc.parse.children(draft.head, "prep"))

    def _place(self, draft: Draft) -> str | None:
        """The one country of the places that hang on the same noun or verb ("beat demonstrators in Minsk")."""
        parse = self.doc.parse
        verb = next((a for a in parse.ancestors(draft.head) if a.pos in ("VERB", "AUX")), None)
        found: set[str] = set()
        for governor in (draft.head,) if verb is None else (draft.head, verb.i):
            for preposition in parse.children(governor, "prep"):
                if preposition.text.lower() not in self.rules["prepositions"]:
                    continue
                for obj in parse.children(preposition.i, "pobj"):
                    inner = [k.i for of in parse.children(obj.i, "prep") if of.text == "of" for k in parse.children(of.i, "pobj")]
                    found |= {c for k in (*parse.conjuncts(obj.i), *inner) if (c := self._place_at(k)) is not None}
        found |= self._where(verb) if verb is not None else set()
        return next(iter(found)) if len(found) == 1 else None

    def _where(self, verb: Token) -> set[str]:
        """The place of "Cabo Delgado, where armed groups have killed more than 2,800 people"."""
        tokens, parse = self.doc.parse.tokens, self.doc.parse
        while verb.dep == "conj" and verb.head != verb.i:
            verb = tokens[verb.head]
        if verb.dep != "relcl" or not any(child.text.lower() == "where" for child in parse.children(verb.i, "advmod")):
            return set()
        country = self._place_at(verb.head)
        return {country} if country is not None else set()

    def _place_at(self, i: int) -> str | None:
        owner = self.doc.owner.get(i)
        if owner is None or owner.kind != "place" or len(owner.actors) != 1:
            return None
        return self.doc.country(owner.actors[0]) or (owner.actors[0] if self.doc.kind(owner.actors[0]) == "state" else None)
