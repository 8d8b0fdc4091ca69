from __future__ import annotations

import pytest

from polybius import reading
from polybius.reading import metadata
from polybius.reading.scan import scan_page, squeeze
from polybius.records import Document

P1 = "Somalia restored diplomatic relations with Kenya on Thursday, five months after it had severed them over alleged meddling."
P2 = "The two governments thanked Qatar, whose special envoy had mediated between them for several weeks in both capitals."
P3 = "Neither side has said when the ambassadors will return to their posts, and the import of khat is still banned for now."
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Somalia mends ties | Horn Courier</title>
<link rel="canonical" href="https://horn.example/2021/ties"><meta property="og:title" content="Somalia mends ties">
HEAD</head><body><nav><a href="/">Home</a> <a href="/d">Diplomacy</a></nav><main><article><h1>Somalia mends ties</h1>

<p class="byline">By <a href="/h">Hodan Lind</a></p><p class="date">Published: 7 May 2021</p>
<figure><img src="x.jpg">
<figcaption>The president received the envoy on 6 May 2021. Photo: Courier archive</figcaption></figure>
<p>MOGADISHU &mdash; {P1}</p><p>{P2}</p>
<p class="more"><b>Read more:</b> <a href="/x">Kenya boycotts hearing at sea court</a>
</p>
<p>{P3}</p></article><section id="comments"><h3>2 comments</h3>
<div class="comment"><p>Kenya attacked us with missiles last year, shame on you all.</p>
</div></section></main><footer>&copy; 2024 Horn Courier. All rights reserved.</footer></body></html>"""


def read(head: str = "", page: str = PAGE) -> Document:
    (found,) = reading.read_bytes(page.replace("HEAD", head).encode(), "page.html")
    assert isinstance(found, Document), found
    return found


def kinds(document: Document) -> dict[str, str]:
    return {document.text[block.start : block.end]: f"{block.kind}/{block.detail}" for block in document.blocks}


def test_page_into_blocks() -> None:
    document = read()
    found = kinds(document)
    assert document.text.startswith("Somalia mends ties\n")
    assert found["Somalia mends ties"] == "title/"
    assert found["By Hodan Lind"] == "byline/"
    assert found["The president received the envoy on 6 May 2021."] == "caption/"
    assert found["MOGADISHU —"] == "dateline/"
    assert found[P1] == found[P2] == found[P3] == "paragraph/"
    assert found["Read more: Kenya boycotts hearing at sea court"] == "litter/read-more"
    assert found["Kenya attacked us with missiles last year, shame on you all."] == "litter/comments"
    assert "Diplomacy" not in document.text and any("left out" in note for note in document.notes)


def test_metadata_of_the_page() -> None:
    document = read()
    assert (document.uri, document.title, document.authors) == (
        "https://horn.example/2021/ties",
        "Somalia mends ties",
        ("Hodan Lind",),
    )
    assert (document.published, document.published_from, document.outlet) == ("2021-05-07", "visible text", "Horn Courier")


@pytest.mark.parametrize(
    ("head", "published", "origin"),
    [
        ('<meta property="article:published_time" content="2021-05-07T09:12:00+03:00">', "2021-05-07T09:12:00+03:00", "meta"),
        ('<meta property="article:modified_time" content="2024-05-07T09:12:00Z">', "2021-05-07", "visible text"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2021-05-06T22:00:00Z",'
            '"dateModified":"2024-01-01","author":{"name":"Ana Ruiz"}}]}</script>',
            "2021-05-06T22:00:00Z",
            "json-ld",
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle", broken</script>', "2021-05-07", "visible text"),
    ],
)
def test_publication_date_and_where_it_was_found(head: str, published: str, origin: str) -> None:
    document = read(head)
    assert (document.published, document.published_from) == (published, origin)


def test_updated_is_not_published_and_today_is_not_invented() -> None:
    page = PAGE.replace("Published: 7 May 2021", "Updated: 20 September 2023").replace("https://horn.example/2021/ties", "")
    document = read(page=page.replace("2 comments", "2 comments <time>20 September 2023</time>"))
    assert document.published is None or document.published_from != "visible text"


def test_every_block_is_found_again_in_the_page() -> None:
    page = PAGE.replace("HEAD", "")
    document = read()
    assert document.offsets.unit == "char"
    for block in document.blocks:
        found = reading.to_original(document, block.start, block.end)
        assert found is not None
        inside = scan_page(page[found[0] : found[1]]).stream
        assert inside == squeeze(document.text[block.start : block.end])
    at = document.text.index("special envoy")
    low, high = reading.to_original(document, at, at + len("special envoy")) or (0, 0)
    assert page[low:high] == "special envoy"


def test_layout_tables_are_read_as_blocks() -> None:
    page = (
        "<html><head><title>Ties mended</title></head><body><table><tr><td colspan=2><a href='/'>Home</a> |"
        " <a href='/r'>RSS</a></td></tr>"
        f"<tr><td><h2>Ties mended</h2><p>{P1}</p><p>{P2}</p><p>{P3}</p><p>{P1[:-1]} again.</p><p>{P2[:-1]} again.</p></td>"
        "<td>MOST READ<br>1. Horoscope</td></tr></table></body></html>"
    )
    found = kinds(read(page=page))
    assert found[P1] == found[P2] == found[P3] == "paragraph/"
    assert not any(text.startswith("|") for text in found)


def test_deep_nesting_is_read_without_a_tree() -> None:
    page = "<html><body>" + "<div>" * 100_000 + f"<p>{P1}</p>" + "</div>" * 100_000
    document = read(page=page)
    assert P1 in document.text and any("nested" in note for note in document.notes)


def test_scan_survives_broken_markup() -> None:
    scan = scan_page('<p>one <b>two</p><a href="x>three <!-- no end <script>four')
    assert scan.stream.startswith("onetwo")
    assert scan_page("a&amp;b &#x4e2d; <br>c").text(0, 5) == "a&b 中 c"


def test_the_site_name_is_taken_off_the_title() -> None:
    scan = scan_page('<title>Ties - Horn Courier</title><meta property="og:title" content="Ties - Horn Courier">'
                     '<meta property="og:site_name" content="Horn Courier">')  # fmt: skip
    assert metadata.stated(scan).title == "Ties"


def test_authors_are_cleaned() -> None:
    assert metadata.clean_authors(["By Ana Ruiz and Tom Lee", "https://x.org/a", "admin"]) == ("Ana Ruiz", "Tom Lee")
    assert metadata.clean_authors(["Grant Tinsley, PhD"]) == ("Grant Tinsley",)


def test_url_dates() -> None:
    assert metadata.url_date("https://x.org/2020/04/07/news") == "2020-04-07"
    assert metadata.url_date("https://x.org/2020/13/07/news") is None
    assert metadata.url_date("https://x.org/story-20200407123") is None


def test_predict_body_gives_paragraphs_only() -> None:
    found = reading.predict_body(PAGE.encode(), "https://horn.example/x")
    assert isinstance(found["body"], str)
    assert P2 in found["body"] and "Read more" not in found["body"] and found["published"] == "2021-05-07"
