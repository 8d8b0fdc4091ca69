from __future__ import annotations

import pytest

from polybius import reading
from polybius.reading import cues, genre
from polybius.records import Document

NEWS = (
    "PARIS (Wire) - The president of France met the chancellor of Germany on Monday, officials said.\n"
    "They discussed trade and the war, the palace announced, according to a spokesman who declined to give details.\n"
    "Germany had said on Sunday that it would sign the deal, and France confirmed that it accepted the terms."
)
OPINION = (
    "I would like to note that this visit goes far beyond bilateral relations, and we must not be naive about it.\n"
    "It is no coincidence that the West tries to drive a wedge between us; it should be noted that it has failed.\n"
    "Who, then, will pay for this folly? In conclusion I believe that we ought to listen, and clearly nobody does."
)
STATEMENT = (
    "The European Union condemns in the strongest terms the coup and calls for the immediate release of all prisoners.\n"
    "The High Representative reiterates the position of the Union and urges all parties to refrain from violence.\n"
    "The Union stands ready to support dialogue and reaffirms its commitment to the people of the country."
)
INTERVIEW = "\n".join(
    ["Q. What happened on the last night of the talks in the hotel?", "A. I think we were close, and then he closed the folder."]
    * 4
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NEWS, "news"),
        ("Two days in China\nBy Ana Ruiz, international observer\n" + OPINION, "opinion"),
        ("Declaration by the High Representative on behalf of the Union\n" + STATEMENT, "statement"),
        ("We were close: an interview with an envoy\n" + INTERVIEW, "interview"),
        ("Mix 500 g of flour with water and a spoon of salt; knead the dough and let it rest for half an hour.", "other"),
    ],
)
def test_genres(text: str, expected: str) -> None:
    (document,) = reading.read_bytes(text.encode(), "a.txt")
    assert isinstance(document, Document)
    assert document.genre == expected
    assert (document.genre_score is None) == (expected == "other")


def test_first_person_in_quotes_is_not_the_authors() -> None:
    quoted = NEWS + '\n"I will never share our enemies\' views, and we must win, I tell you," the president said.'
    (document,) = reading.read_bytes(quoted.encode(), "a.txt")
    assert isinstance(document, Document)
    found = genre.signs(genre.Page(document.text, document.blocks))
    assert found["author_first_person"] == 0.0


def test_a_section_in_the_url_counts() -> None:
    (document,) = reading.read_bytes(NEWS.replace("PARIS (Wire) - ", "").encode(), "https://x.org/opinion/a")
    assert isinstance(document, Document) and document.genre == "opinion"


def test_tables_are_sound() -> None:
    assert reading.lint() == []


def test_the_linter_names_the_line() -> None:
    bad = '[[cue]]\npattern = "("\nkind = "x"\nwhere = "nowhere"\nmax_words = 3\nsource = "s"\n'
    found = cues.lint(bad)
    assert any(problem.startswith("cues.toml:1: where") for problem in found) and any("expression" in problem for problem in found)
