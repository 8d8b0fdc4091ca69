"""Mentions to actors on a date: knowledge of states, offices, organisations and groups; the linker; coreference.

`load` reads the tables, `link` fills `mentions` and `actors` of an `Analysis`,
`date_offices` gives participants the office of the day of the act, `who` answers a look-up with its reason,
`predict` answers one evaluation item, `state_code` and `country_of_code` translate codes of states,
`members` and `memberships` tell who belongs to what on a date, `search`, `describe` and
`state_name` look things up, `lint` checks the tables.
"""

from __future__ import annotations

from polybius.actors.babel_adapter import state_name
from polybius.actors.codes import country_of_code, state_code
from polybius.actors.describe import describe
from polybius.actors.knowledge import ActorKnowledge, load
from polybius.actors.linker import link
from polybius.actors.linting import lint
from polybius.actors.lookup import WhoAnswer, predict, who
from polybius.actors.memberships import FULL as FULL_MEMBERS
from polybius.actors.memberships import ROLES as MEMBERSHIP_ROLES
from polybius.actors.memberships import members, memberships
from polybius.actors.offices import date_offices
from polybius.actors.search import search

__all__ = [
    "FULL_MEMBERS",
    "MEMBERSHIP_ROLES",
    "ActorKnowledge",
    "WhoAnswer",
    "country_of_code",
    "date_offices",
    "describe",
    "link",
    "lint",
    "load",
    "members",
    "memberships",
    "predict",
    "search",
    "state_code",
    "state_name",
    "who",
]
