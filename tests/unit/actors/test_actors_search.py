"""Search, description and names in other languages."""

from __future__ import annotations

import pytest

from polybius.actors import describe, load, search, state_name
from polybius.errors import InputError


def test_a_part_of_a_name_is_enough() -> None:
    found = search("lavrov", load(), "2010-01-01")
    assert found[0].actor == "sergei-lavrov"
    assert found[0].role == "foreign_minister"


def test_a_state_is_found_in_any_language_and_a_spelling_nearly_right() -> None:
    assert search("Россия", load())[0].actor == "RUS"
    assert search("中国", load())[0].actor == "CHN"
    assert search("Lavrof", load())[0].how == "near"
    assert search("zzzzqq", load()) == []
    assert search("  ", load()) == []


def test_names_of_states_follow_cldr() -> None:
    assert state_name("DEU", "fr") == "Allemagne"
    assert state_name("SUN", "fr") is None or isinstance(state_name("SUN", "fr"), str)
    with pytest.raises(InputError, match="xx-nowhere"):
        state_name("DEU", "xx-nowhere")


def test_a_description_holds_names_codes_offices_and_memberships() -> None:
    lines = "\n".join(describe("RUS", load()))
    for part in ("name: Russia (country)", "code: cow 365", "held by: sergei-lavrov", "member: brics"):
        assert part in lines
    with pytest.raises(InputError, match="polybius actors search"):
        describe("nobody-known", load())
