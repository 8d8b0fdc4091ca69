"""All that the tables hold about one actor, as lines for a person."""

from __future__ import annotations

from polybius.actors.codes import SCHEMES, Spell, spells
from polybius.actors.knowledge import ActorKnowledge
from polybius.actors.memberships import memberships
from polybius.errors import InputError


def describe(actor: str, knowledge: ActorKnowledge) -> list[str]:
    """Kind, names, codes, offices, holders and memberships of an actor, a line each.

    Raises:
        InputError: the tables hold no actor of that id.
    """
    entry = knowledge.entries.get(actor) or knowledge.entries.get(actor.lower()) or knowledge.entries.get(actor.upper())
    if entry is None:
        raise InputError(f"The tables hold no actor '{actor}'. Look for its id with: polybius actors search NAME")
    actor = entry.id
    facts = ", ".join(value for value in (entry.kind, entry.country, entry.sector) if value)
    lines = [f"{entry.id}: {entry.name} ({facts})"]
    names = sorted(
        {
            (name.text, name.kind, name.since, name.until)
            for rows in knowledge.by_text.values()
            for name in rows
            if name.actor == actor
        }
    )
    lines += [f"  name: {text} ({kind}){_span(since, until)}" for text, kind, since, until in names]
    lines += [f"  code: {spell.scheme} {spell.code}{_span(spell.since, spell.until)}" for spell in _codes(actor)]
    for office in sorted(knowledge.offices.get(actor, ()), key=lambda office: (office.since, office.role)):
        lead = ", leads" if office.lead else ""
        lines.append(f"  office: {office.role} of {office.body}{_span(office.since, office.until)} ({office.sector}{lead})")
    for office in sorted(knowledge.bodies.get(actor, ()), key=lambda office: (office.role, office.since)):
        lines.append(f"  held by: {office.person} ({office.role}){_span(office.since, office.until)}")
    lines += [f"  member: {row.organisation} ({row.role}){_span(row.since, row.until)}" for row in memberships(actor)]
    return lines


def _codes(actor: str) -> list[Spell]:
    return [spell for scheme in SCHEMES for spell in spells(scheme) if spell.country == actor]


def _span(since: str, until: str) -> str:
    return f" {since or '...'}..{until or 'now'}" if since or until else ""
