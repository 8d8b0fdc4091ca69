"""An overlay adds rows, replaces rows and takes names."""

from __future__ import annotations

from pathlib import Path

from polybius.actors import lint, load, who

HOLDERS = "person,gender,names,short,body,role,lead,from,to,source\n"
GROUPS = "id,name,names,kind,country,sector,from,to,source\n"


def test_a_row_of_the_same_key_replaces_ours(tmp_path: Path) -> None:
    row = "Sergei Lavrov,m,,Lavrov,RUS,foreign_minister,,2004-03-09,2030-01-01,test\n"
    (tmp_path / "officeholders.csv").write_text(HOLDERS + row, encoding="utf-8")
    offices = [o for o in load(tmp_path).offices["sergei-lavrov"] if o.role == "foreign_minister"]
    assert [(o.since, o.until) for o in offices] == [("2004-03-09", "2030-01-01")]


def test_a_name_of_the_overlay_means_its_actor_alone(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(GROUPS + "my-un,UN,,firm,CHE,BUS,,,test\n", encoding="utf-8")
    assert [answer.actor for answer in who("UN", load(tmp_path))] == ["my-un"]
    assert who("UN", load())[0].actor == "united-nations"


def test_a_name_until_a_year_holds_to_the_end_of_it(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(
        GROUPS + "old-front,Old Vale Front,,party,CHE,PTY,1990,2017,test\n", encoding="utf-8"
    )
    assert [answer.actor for answer in who("Old Vale Front", load(tmp_path), "2017-05-01")] == ["old-front"]
    assert who("Old Vale Front", load(tmp_path), "2018-01-01") == []


def test_the_linter_reads_the_overlay_too(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(GROUPS + "Bad Id,Name,,firm,XXX,BUS,,,test\n", encoding="utf-8")
    findings = lint(tmp_path)
    assert any("kebab-case" in finding for finding in findings)
    assert any("unknown country XXX" in finding for finding in findings)
