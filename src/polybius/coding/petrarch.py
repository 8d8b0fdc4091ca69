"""Codes a parsed document by a user's own dictionaries of TABARI or PETRARCH: (source, target, code) of each verb of a sentence.

What is as in PETRARCH (Norris, Schrodt and Beieler 2017): the most specific pattern of a verb gives the code, else the verb's own;
a passive turns the sides round only when `by` names who acts; a participle without a finite verb ("Blamed by A, B ...") is no
event; the target is the first actor after the verb in what the verb governs; both sides need an actor. Source and target come
from our dependency parse instead of a constituent tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from polybius.coding.clause import Clause, verb_clause
from polybius.coding.cues import Cues
from polybius.coding.petrarch_actors import NOMINAL, Scene, sentences
from polybius.coding.petrarch_patterns import Window, bind
from polybius.coding.petrarch_tables import NO_EVENT, Dictionary, Form, pieces_of
from polybius.records import Analysis
from polybius.syntax import Parse, Token

EMBEDDED = frozenset(("xcomp", "ccomp", "pcomp", "acl", "advcl", "relcl"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
MAX_CLIMB = 8
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedTuple:
    """One event: codes of source and target, code of what is done, and the token of the verb."""

    source: str
    target: str
    code: str
    verb: int


def code_tuples(analysis: Analysis, dictionary: Dictionary, cues: Cues) -> list[CodedTuple]:
    """The events of a document by a user's dictionaries, in text order, without doubles within a sentence.

    A document or sentence with a phrase of the list of discards has none. Dated codes hold on the day of publication.
    """
    parse = analysis.parse
    day = analysis.document.published
    text = pieces_of(analysis.document.text)
    if any(story and _contains(text, phrase) for phrase, story in dictionary.discards):
        return []
    out: list[CodedTuple] = []
    for first, last in sentences(parse):
        scene = Scene(parse, first, last, dictionary, day)
        if not any(_contains(tuple(scene.pieces), phrase) for phrase, _ in dictionary.discards):
            out += _Coder(scene, dictionary, cues).tuples()
    return out


def _contains(pieces: Codes, phrase: Codes) -> bool:
    n = len(phrase)
    return bool(n) and any(pieces[k : k + n] == phrase for k in range(len(pieces) - n + 1))


class _Coder:
    """The events of one sentence."""

    def __init__(self, scene: Scene, dictionary: Dictionary, cues: Cues) -> None:
        self._scene, self._dictionary, self._cues = scene, dictionary, cues
        self._parse: Parse = scene.parse
        self._coded: dict[int, set[tuple[str, str]]] = {}

    def tuples(self) -> list[CodedTuple]:
        out: list[CodedTuple] = []
        k = 0
        while k < len(self._scene.pieces):
            form = self._form_at(k)
            if form is None:
                k += 1
                continue
            for item in self._events(k, form):
                if all((item.source, item.target, item.code) != (o.source, o.target, o.code) for o in out):
                    out.append(item)
            k += max(len(form.pieces) - form.at, 1)
        return out

    def _form_at(self, k: int) -> Form | None:
        """The longest form of a verb of the dictionary whose verb is piece `k`, where the parse has a verb too."""
        token = self._parse.tokens[self._scene.owner[k]]
        for form in self._dictionary.forms.get(self._scene.pieces[k], ()):
            if self._scene.matches(form.pieces, k - form.at) and self._is_verb(token, len(form.pieces) > 1):
                return form
        return None

    def _is_verb(self, token: Token, phrase: bool) -> bool:
        if token.dep in ("aux", "auxpass"):
            return False
        if token.pos in ("VERB", "AUX"):
            if token.dep in ("amod", "compound", "nmod") and not phrase:
                return False
            return not self._is_bare_participle(token)
        # headlines, and names that the tagger does not know, make it take verbs for nouns
        return token.pos in (*NOMINAL, "ADJ") and (phrase or self._parse.child(token.i, *SUBJECTS) is not None)

    def _is_bare_participle(self, token: Token) -> bool:
        alone = token.tag == "VBN" and self._parse.child(token.i, "aux", "auxpass", *SUBJECTS) is None
        return alone and token.dep in ("acl", "advcl", "amod", "relcl")

    def _events(self, k: int, form: Form) -> list[CodedTuple]:
        scene, verb = self._scene, self._scene.owner[k]
        clause = verb_clause(self._parse, verb, self._cues)
        region = self._region(verb)
        high = scene.piece_at(max(region, default=verb) + 1)
        start = k - form.at
        window = Window(start, start + len(form.pieces), 0, high)
        code, bound = form.code, {}
        for pattern in self._dictionary.patterns.get(form.block, ()):
            found = bind(pattern, scene, window)
            if found is not None:
                code, bound = pattern.code, found
                break
        if code in NO_EVENT:
            return []
        sources, targets = self._sides(verb, clause, region, bound)
        pairs = [(s, t) for s in sources for t in targets if s != t]
        if set(pairs) <= self._of_governors(verb):
            return []
        self._coded.setdefault(verb, set()).update(pairs)
        forth, _, back = code.partition(":")
        out = []
        for source, target in pairs:
            out.append(CodedTuple(source, target, forth, verb))
            if back:
                out.append(CodedTuple(target, source, back, verb))
        return out

    def _sides(self, verb: int, clause: Clause, region: list[int], bound: dict[str, Codes]) -> tuple[Codes, Codes]:
        """Source and target codes: what the pattern bound, else who acts and the first actor after the verb."""
        agents = self._of_all(clause.subj) if clause.passive else ()
        compound = bound.get("%", ())
        target = bound.get("+", ())
        source = bound.get("$", ())
        if compound and not source:
            source = self._source(verb, clause, ())
            if not source or set(source) & set(compound):
                source = compound
            return source, target or compound
        if agents:
            return source or agents, target or self._of_all([*clause.obj, *clause.dat])
        if not source:
            source = self._source(verb, clause, target)
        if not target:
            target = self._target(region, source)
        return source, target

    def _source(self, verb: int, clause: Clause, target: Codes) -> Codes:
        """The codes of the subject; where it says nobody, or is the target, those of the verbs above."""
        for _ in range(MAX_CLIMB):
            heads = (clause.obj if clause.passive else clause.subj) or self._stray_subjects(verb)
            codes = tuple(code for code in self._of_all(heads) if code not in target)
            if codes:
                return codes
            if not target and any(self._parse.tokens[head].pos in ("NOUN", "PROPN") for head in heads):
                return ()
            above = next((t.i for t in self._parse.ancestors(verb) if t.pos in ("VERB", "AUX")), None)
            if above is None:
                return ()
            verb, clause = above, verb_clause(self._parse, above, self._cues)
        return ()

    def _stray_subjects(self, verb: int) -> list[int]:
        """Subjects that parsers hang on an auxiliary, or take for a part of a verb that they do not know as one."""
        helpers = self._parse.children(verb, "aux", "auxpass")
        found = [t.i for helper in helpers for t in self._parse.children(helper.i, *SUBJECTS)]
        return found or [t.i for t in self._parse.children(verb, "compound", "nmod") if t.i < verb]

    def _of_all(self, heads: list[int]) -> Codes:
        inside = [head for head in heads if self._scene.first <= head < self._scene.last]
        tokens = [self._parse.tokens[head] for head in inside]
        firsts = [token.i for token in tokens if not (token.dep == "conj" and token.head in inside)]
        return tuple(dict.fromkeys(code for head in firsts for code in self._scene.codes(head)))

    def _target(self, region: list[int], source: Codes) -> Codes:
        """The first actor after the verb, with those coordinated with it."""
        tokens = set(region)
        for hit in self._scene.actors:
            if not hit.codes or hit.head not in tokens:
                continue
            head = self._scene.phrase_head(hit)
            found = (self._scene.codes(head) if head in tokens else ()) or self._scene.codes(self._scene.base_head(hit.head))
            if not set(found or hit.codes) <= set(source):
                return found or hit.codes
        return ()

    def _region(self, verb: int) -> list[int]:
        """The tokens after a verb in what it governs, without what is coordinated with it and clauses that a comma cuts off."""
        out: set[int] = set()
        below = self._parse.subtree(verb)
        cut: set[int] = set()
        for kid in self._parse.children(verb):
            if self._is_apart(kid, verb):
                cut.update(self._parse.subtree(kid.i))
        out.update(i for i in below if i > verb and i not in cut)
        inside = set(below)
        for above in self._parse.ancestors(verb):
            # `is ready to open talks with A`: parsers hang the end of the clause on a word before the verb
            for kid in self._parse.children(above.i):
                if above.i < verb < kid.i and kid.i not in inside and not self._is_apart(kid, verb) and kid.dep not in SUBJECTS:
                    out.update(i for i in self._parse.subtree(kid.i) if i > verb)
            inside.update(self._parse.subtree(above.i))
        for i in range(verb + 1, self._scene.last):
            # ... or make it a fragment of its own
            if self._parse.tokens[i].head == i and i not in inside:
                if self._parse.tokens[i].pos not in NOMINAL:
                    break
                out.update(k for k in self._parse.subtree(i) if k > verb)
        return sorted(i for i in out if self._scene.first <= i < self._scene.last)

    def _is_apart(self, kid: Token, verb: int) -> bool:
        if kid.i < verb:
            return False
        if kid.dep in ("conj", "parataxis") and kid.pos in ("VERB", "AUX"):
            return True
        start = self._parse.subtree(kid.i)[0]
        return kid.dep in ("advcl", "ccomp") and start > 0 and self._parse.tokens[start - 1].text == ","

    def _of_governors(self, verb: int) -> set[tuple[str, str]]:
        """The pairs of the coded verbs that this one is embedded in ("gave up plans to raid A")."""
        out: set[tuple[str, str]] = set()
        here = self._parse.tokens[verb]
        for above in self._parse.ancestors(verb):
            if here.dep != "conj":
                out |= self._coded.get(above.i, set())
            here = above
        return out
