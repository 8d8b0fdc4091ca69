"""One predicate entry and the small language it is written in.

A row of `data/<type>.toml` is `[pattern, example]`. A pattern is words separated by blanks:

    condemn                      the trigger: one lemma, or several: `condemn|denounce`
    carry +out                   with this particle (or bare adverb)
    obj=talks|@weapon            the object's head must be one of these lemmas (`@name`: a class of `classes.toml`,
                                 `#PERSON`, `#GPE`, `#ORG`: what the entity tagger says)
    !obj=price                   ... must not be
    subj=... on=... to=...       the same for the subject and for any preposition's object; `on=*`: it must be there
    det=no                       a determiner or modifier of a nominal trigger
    contexts=legal|crime         its default contexts
    S=subj T=dobj|with|to        where source and target stand, first filled slot wins; `+` joins slots
    R                            reciprocal when no target stands apart: all are sources
    C  C=inf  C=wish  C=AID      a clause (an infinitive; a wish; an act of one of these types) must be its content
    needs=S  needs=T  needs=ST   no report without a source / target participant
    target=place                 a plain place may be the target

Slots: subj, dobj, dat (indirect object), obj.of / obj.poss / obj.amod / obj.<preposition> (inside the object), any preposition,
for nominal triggers also poss, of, by, amod, between; `C.subj` and `C.target`: the subject / target of the content act.
"""

from __future__ import annotations

from dataclasses import dataclass

from polybius.errors import DataError

ARGUMENTS = frozenset(("subj", "obj", "det"))


@dataclass(frozen=True, slots=True)
class Condition:
    """The head word of an argument must (or must not) be one of `words`; empty `words` = the argument must be there."""

    slot: str
    words: frozenset[str]
    positive: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One predicate: when it applies (`lemmas`, `particles`, `conditions`) and what it says (`event_type`, slots, ...).

    `event_type` NONE marks another sense of the word: no report, reason `other_sense`.
    """

    id: str
    event_type: str
    mode: str | None
    pos: str
    lemmas: tuple[str, ...]
    particles: tuple[str, ...]
    conditions: tuple[Condition, ...]
    source: tuple[tuple[str, ...], ...]
    target: tuple[tuple[str, ...], ...]
    reciprocal: bool
    content: frozenset[str] | None
    complement: str
    needs: str
    place_target: bool
    contexts: tuple[str, ...]
    example: str
    where: str

    @property
    def specificity(self) -> int:
        """More conditions first; among equals the written order decides."""
        weights = (3 if c.positive and c.words else 1 for c in self.conditions)
        return 3 * len(self.particles) + sum(weights) + (2 if self.content else 0) + (1 if self.complement else 0)


def parse_slots(text: str) -> tuple[tuple[str, ...], ...]:
    """`dobj|with+to` -> (("dobj",), ("with", "to")): alternatives in order, each a union of slots."""
    return tuple(tuple(part.split("+")) for part in text.split("|") if part)


def parse_entry(
    pattern: str, example: str, defaults: dict[str, str], classes: dict[str, frozenset[str]], ident: str, where: str
) -> Entry:
    """Read one row.

    Raises:
        DataError: a word of the pattern is not understood, or names an unknown class.
    """
    trigger, *rest = pattern.split()
    options = dict(defaults)
    particles: list[str] = []
    conditions: list[Condition] = []
    reciprocal = defaults.get("reciprocal", "") == "yes"
    complement = ""
    content: frozenset[str] | None = frozenset() if defaults.get("content") == "*" else None
    for item in rest:
        name, _, value = item.partition("=")
        if item.startswith("+"):
            particles.append(item[1:])
        elif item == "R":
            reciprocal = True
        elif item == "!R":
            reciprocal = False
        elif name == "C" and value in ("", "inf", "wish"):
            content, complement = frozenset(), value or "any"
        elif name == "C":
            content = frozenset(value.split("|"))
        elif name in ("S", "T", "needs", "target", "mode", "contexts"):
            options[name] = value
        elif value:
            positive = not name.startswith("!")
            words = frozenset() if "*" in value.split("|") else _words(value, classes, where)
            conditions.append(Condition(name.lstrip("!"), words, positive))
        else:
            raise DataError(
                f"{where}: '{item}' in pattern '{pattern}' is not understood; see polybius.coding.entries for the language"
            )
    return Entry(
        id=ident,
        event_type=options["type"],
        mode=options.get("mode") or None,
        pos=options["pos"],
        lemmas=tuple(trigger.split("|")),
        particles=tuple(particles),
        conditions=tuple(conditions),
        source=parse_slots(options.get("S", "")),
        target=parse_slots(options.get("T", "")),
        reciprocal=reciprocal,
        content=content,
        complement=complement,
        needs=options.get("needs", ""),
        place_target=options.get("target", "") == "place",
        contexts=tuple(part for part in options.get("contexts", "").split("|") if part),
        example=example,
        where=where,
    )


def _words(text: str, classes: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    out: set[str] = set()
    for word in text.split("|"):
        if word.startswith("@"):
            if word[1:] not in classes:
                raise DataError(f"{where}: class '{word}' is not in classes.toml; add it there or write the words out")
            out |= classes[word[1:]]
        else:
            out.add(word)
    return frozenset(out)
