from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polybius import reading
from polybius.reading import ReadOptions, litter, plain
from polybius.records import Discard, Document

BODY = "The president of France met the chancellor of Germany in Paris on Monday and they discussed trade at length."


def one(text: str | bytes, name: str = "a.txt", options: ReadOptions | None = None) -> Document:
    data = text.encode() if isinstance(text, str) else text
    (found,) = reading.read_bytes(data, name, options)
    assert isinstance(found, Document), found
    return found


def shown(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.detail, document.text[block.start : block.end]) for block in document.blocks]


def test_head_body_and_tail_of_an_article() -> None:
    tail = ["Location: Harbour Hotel, Sochi", "Doors open at ten", "The terms of participation", "Comments", "0"]
    document = one(
        "\n".join(["Talks in Paris", "By Ana Ruiz, international observer", "18 May 2024", BODY, BODY + " Again.", *tail])
    )
    assert (document.title, document.authors, document.published, document.published_from) == (
        "Talks in Paris",
        ("Ana Ruiz",),
        "2024-05-18",
        "date line",
    )
    assert [kind for kind, _, _ in shown(document)] == ["title", "byline", "dateline", "paragraph", "paragraph"] + ["litter"] * 5
    assert [block.detail for block in document.litter] == ["location", "navigation", "terms", "comments", "comments"]


def test_real_paragraphs_are_never_litter() -> None:
    lines = [BODY, "Related to this, the ministers said that more talks would follow in the autumn of next year.", BODY]
    lines.insert(1, "Comments by the minister were taken as a threat in Tehran and in several other capitals of the region.")
    assert litter.classify(lines) == [None] * 4


def test_a_comment_heading_cuts_only_after_the_larger_part() -> None:
    assert litter.classify([BODY, BODY, "3 comments", BODY])[2:] == ["comments", "comments"]
    assert litter.classify([BODY, "Comments", BODY, BODY, BODY])[2:] == [None, None, None]


def test_in_text_links_and_adverts() -> None:
    kinds = litter.classify([BODY, "Read more: Kenya boycotts hearing", BODY, "ADVERTISEMENT", BODY])
    assert kinds == [None, "read-more", None, "advert", None]


def test_a_dateline_is_its_own_block_and_names_the_agency() -> None:
    document = one(f"Talks in Paris\nPARIS, May 29 (Xinhua) -- {BODY}\n{BODY}")
    assert shown(document)[1] == ("dateline", "", "PARIS, May 29 (Xinhua) --")
    assert document.outlet == "Xinhua"
    assert document.published is None and any("May 29" in note for note in document.notes)


def test_override_wins_and_is_named() -> None:
    document = one(f"Talks\n18 May 2024\n{BODY}", options=ReadOptions(published="2020-01-01", outlet="Wire", language="en"))
    assert (document.published, document.published_from, document.outlet) == ("2020-01-01", "override", "Wire")
    assert (document.language, document.language_score) == ("en", None)


def test_hard_wrapped_lines_are_joined_and_others_kept() -> None:
    wrapped = "\n".join(
        [
            "The president of France met the chancellor of Germany in Paris",
            "on Monday and they discussed trade, the war, and a plan that their",
            "ministers had prepared for many weeks in a row without a word to",
            "the press, which learned of it only when the aircraft had landed",
            "in the capital.",
        ]
    )
    document = one(f"{wrapped}\n\n{wrapped}")
    assert [kind for kind, _, _ in shown(document)] == ["paragraph", "paragraph"]
    assert "Paris on Monday" in document.text


def test_the_unknown_date_stays_unknown() -> None:
    document = one(f"Talks in Paris\n{BODY} He had visited Rome on 4 March 2019.")
    assert document.published is None and document.published_from is None


def test_ids_depend_on_text_and_uri_only() -> None:
    assert one(BODY).id == one(BODY).id
    assert one(BODY).id != one(BODY, "b.txt").id
    assert one(BODY).id == one(BODY, options=ReadOptions(published="2020-01-01")).id


def test_mojibake_is_reported_not_repaired() -> None:
    document = one(BODY + " The naÃ¯ve minister said nothing.")
    assert "naÃ¯ve" in document.text and any("mojibake" in note for note in document.notes)


def test_encodings_are_told_apart() -> None:
    russian = "Президент России Владимир Путин посетил Китай в мае, сообщило министерство иностранных дел."
    document = one(russian.encode("cp1251"))
    assert (document.text, document.encoding) == (russian, "windows-1251")
    german = (BODY + " “Schröder – naïve”. ") * 3
    assert one(german.encode("cp1252")).encoding == "windows-1252"
    assert one(BODY.encode("utf-16")).text == BODY


def test_another_language_is_a_discard_only_when_sure() -> None:
    document = one("Президент России Владимир Путин посетил Китай в мае, сообщило министерство иностранных дел.")
    found = reading.unsupported(document, ("en",))
    assert isinstance(found, Discard) and found.reason == "language_without_pipeline" and found.document == document.id
    assert reading.unsupported(one(BODY), ("en",)) is None
    assert reading.unsupported(one("Paris agreed to act."), ("en",)) is None


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [BODY, "", "Comments", "By Ana Ruiz", "18 May 2024", "Share this", "PARIS (Wire) - " + BODY, "\u200bLocation: Paris"]
        ),
        st.text(alphabet="aB. é中\u00a0\u200b\t'“", max_size=30),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_blocks_cover_the_text_and_map_back(lines: list[str], end: str) -> None:
    source = end.join(lines)
    laid = plain.lay_out(source)
    text, position = laid.builder.text, 0
    for block in laid.builder.blocks:
        assert block.start >= position and not text[position : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        position = block.end
    assert position == len(text)
    for a, b, c, d in laid.builder.pieces:
        same = all(x == y or (x == " " and y.isspace()) for x, y in zip(text[a:b], source[c:d], strict=False))
        assert same and (b - a == d - c or text[a:b] == " ")


@given(LINES, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_every_character_maps_to_its_bytes(lines: list[str], encoding: str) -> None:
    data = "\n".join([BODY, *lines]).encode(encoding)
    document = next(iter(reading.read_bytes(data, "a.txt")))
    assert isinstance(document, Document)
    codec = {"utf-16": "utf-16-le"}.get(encoding, "utf-8")
    for block in document.blocks:
        for position in range(block.start, block.end):
            found = reading.to_original(document, position, position + 1)
            assert found is not None
            original = data[found[0] : found[1]].decode(codec)
            assert original == document.text[position] or (document.text[position] == " " and original.isspace())
