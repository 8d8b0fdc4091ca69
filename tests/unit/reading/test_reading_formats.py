from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from pathlib import Path

import pytest

from polybius import reading
from polybius.errors import InputError
from polybius.reading import ReadOptions, pdf_adapter, sniff
from polybius.records import Discard, Document

BODY = "The president of France met the chancellor of Germany in Paris on Monday and they discussed trade at length."
ROWS = [json.dumps({"id": f"n{k}", "date": f"2024-05-0{k}", "title": "Leaders meet in Paris", "text": BODY}) for k in (1, 2)]


def read(data: bytes, name: str, options: ReadOptions | None = None) -> list[Document | Discard]:
    return list(reading.read_bytes(data, name, options))


def reasons(found: list[Document | Discard]) -> list[str]:
    return [item.reason if isinstance(item, Discard) else "document" for item in found]


def test_jsonl_reads_on_past_a_broken_line() -> None:
    found = read("\n".join([ROWS[0], '{"id": 3, "text": "half', ROWS[1]]).encode(), "n.jsonl")
    assert reasons(found) == ["document", "broken_json", "document"]
    first, broken, _ = found
    assert isinstance(first, Document) and isinstance(broken, Discard)
    assert (first.uri, first.published, first.published_from, first.title) == (
        "n.jsonl#n1",
        "2024-05-01",
        "column",
        "Leaders meet in Paris",
    )
    assert broken.detail.startswith("n.jsonl:2:") and broken.stage == "reading"


def test_json_array_and_url_as_uri() -> None:
    rows = [json.loads(row) | {"url": "https://x.org/1"} for row in ROWS[:1]]
    (found,) = read(json.dumps(rows).encode(), "n.json")
    assert isinstance(found, Document) and found.uri == "https://x.org/1"


def test_csv_with_semicolons_and_a_broken_row() -> None:
    found = read(f'id;date;headline;body\n1;2024-05-01;Leaders meet;"{BODY}"\n2;3\n'.encode(), "n.csv")
    assert reasons(found) == ["document", "broken_csv"]
    assert isinstance(found[1], Discard) and "n.csv:3" in found[1].detail


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv"])
def test_a_wrong_column_name_is_an_error_that_helps(name: str) -> None:
    data = ROWS[0].encode() if name == "n.jsonl" else b"id,date,title,text\n1,2,3,4\n"
    with pytest.raises(InputError, match=r"no column 'txet'.*Columns: id, date, title, text.*Did you mean 'text'"):
        read(data, name, ReadOptions(text_column="txet"))


def test_an_unreadable_date_cell_is_noted() -> None:
    (found,) = read(json.dumps({"text": BODY, "date": "last week"}).encode() + b"\n", "n.jsonl")
    assert isinstance(found, Document) and found.published is None and any("last week" in note for note in found.notes)


def test_parquet() -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a", "b"], "body": [BODY, BODY], "date": ["2024-05-01", None]}), buffer)
    found = read(buffer.getvalue(), "n.parquet")
    assert [item.uri for item in found] == ["n.parquet#a", "n.parquet#b"]
    assert reasons(read(buffer.getvalue()[:-60], "n.parquet")) == ["truncated"]


def warc(n: int) -> list[bytes]:
    out = []
    for k in range(n):
        head, name = f"<head><title>Leaders meet {k}</title></head>", f"<h1>Leaders meet {k}</h1>"
        page = f"<html>{head}<body>{name}<p>{BODY}</p><p>{BODY} {k}</p></body></html>"
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://w.org/{k}\r\nWARC-Date: 2024-06-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0000000{k}-0000-0000-0000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out.append(head.encode() + http + b"\r\n\r\n")
    return out


@pytest.mark.parametrize("packed", [False, True])
def test_warc_whole_and_truncated(packed: bool) -> None:
    parts = [gzip.compress(part) if packed else part for part in warc(3)]
    name = "w.warc.gz" if packed else "w.warc"
    found = read(b"".join(parts), name)
    assert [item.uri for item in found] == ["https://w.org/0", "https://w.org/1", "https://w.org/2"]
    assert all(isinstance(item, Document) and item.published is None for item in found)
    cut = read(b"".join(parts)[: -len(parts[2]) // 2], name)
    assert reasons(cut)[:2] == ["document", "document"] and reasons(cut)[-1] == "truncated"


def test_feed_entries() -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Leaders meet</title>'
        "<link>https://w.org/1</link>"
        f"<pubDate>Mon, 20 May 2024 10:00:00 +0800</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>"
        "<item><title>Only a headline</title></item></channel></rss>"
    )
    found = read(feed.encode(), "f.xml")
    assert reasons(found) == ["document", "no_text"]
    first = found[0]
    assert isinstance(first, Document)
    assert (first.uri, first.outlet, first.published, first.published_from) == (
        "https://w.org/1",
        "Wire",
        "2024-05-20T10:00:00+08:00",
        "feed",
    )
    assert "the feed carries only a summary" in first.notes
    assert "broken_xml" in reasons(read(feed.encode()[:-30], "f.xml"))


def test_petrarch_sentences_become_stories() -> None:
    xml = "<Sentences>" + "".join(
        f'<Sentence date="20150501" id="{name}" sentence="true" source="AFP"><Text>{BODY}</Text><Parse>(ROOT)</Parse></Sentence>'
        for name in ("A_0004-1", "A_0004-2", "B-1")
    )
    found = read(f"{xml}</Sentences>".encode(), "p.xml")
    assert [item.uri for item in found] == ["p.xml#A_0004", "p.xml#B"]
    first = found[0]
    assert isinstance(first, Document) and (first.published, first.published_from, first.outlet) == ("2015-05-01", "xml", "AFP")
    assert [block.kind for block in first.blocks] == ["paragraph", "paragraph"]
    assert reasons(read(xml.encode(), "p.xml")) == ["document", "document", "broken_xml"]


def test_pdf_lines_become_paragraphs() -> None:
    lines = [
        "The president of France met the chancellor of Germany in Paris on Mon-",
        "day and they discussed trade, the war and a long plan that their minis-",
        "ters had prepared.",
        "A second paragraph begins here and it also runs on over more than one",
        "line of the page.",
    ]
    assert pdf_adapter.reflow(lines) == [
        "The president of France met the chancellor of Germany in Paris on Monday and they discussed trade, the war and a long "
        "plan "
        "that their ministers had prepared.",
        "A second paragraph begins here and it also runs on over more than one line of the page.",
    ]
    assert pdf_adapter.running_lines([["Wire", f"text {chr(97 + k)}", "x", f"Page {k}"] for k in range(4)]) >= {"Wire", "Page #"}


def test_bad_input_is_a_discard_with_a_reason(tmp_path: Path) -> None:
    packed = gzip.compress(BODY.encode() * 60)
    cases = {
        "empty.txt": (b"", "empty"),
        "binary.txt": (b"abc\0\x01\x02" * 50, "binary"),
        "a.png": (b"\x89PNG\r\n\x1a\n" + b"\1" * 50, "binary"),
        "cut.txt.gz": (packed[: len(packed) // 2], "truncated"),
        "bad.pdf": (b"%PDF-1.4\nnothing here", "broken_pdf"),
        "long.txt": (b"a" * 50_000_000, "too_long"),
        "word.txt": (b"a" * 100_000, "no_running_text"),
        "litter.txt": (b"Comments\n0\n", "no_text"),
        "feed.xml": (b"<rss><channel></channel></rss>", "no_entries"),
        "other.xml": (b"<?xml version='1.0'?><root><a>x</a></root>", "unknown_xml"),
    }
    for name, (data, reason) in cases.items():
        (found,) = read(data, name)
        assert isinstance(found, Discard), name
        assert (found.stage, found.reason) == ("reading", reason), (name, found)
        assert found.uri == name and found.detail.startswith(name)


def test_encrypted_pdf() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert reasons(read(buffer.getvalue(), "a.pdf")) == ["no_text"]
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert reasons(read(buffer.getvalue(), "a.pdf")) == ["encrypted"]


def test_gzip_of_a_text_and_of_jsonl() -> None:
    (text,) = read(gzip.compress(BODY.encode()), "a.txt.gz")
    assert isinstance(text, Document) and text.text == BODY
    cut = zlib.compressobj(wbits=31)
    data = cut.compress(("\n".join(ROWS * 20) + "\n").encode()) + cut.flush()
    assert reasons(read(data[:-40], "a.jsonl.gz"))[-1] == "truncated"
    assert reasons(read(data, "a.jsonl.gz")) == ["document"] * 40


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"<!doctype html><p>x", "a.txt", "html"),
        (b"plain words", "a.html", "html"),
        (b'{"a": 1}\n{"a": 2}', "a", "jsonl"),
        (b"a,b\n1,2", "a.csv", "csv"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"<feed xmlns='x'>", "a.xml", "feed"),
        (b"plain words, and more", "a", "text"),
        ("zwei Wörter".encode("utf-16"), "a.txt", "text"),
    ],
)
def test_content_decides_before_the_name(head: bytes, name: str, kind: str) -> None:
    assert sniff.sniff(head, name) == kind


def test_expand_is_sorted_and_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text(BODY)
    found = reading.expand([tmp_path, tmp_path / "a.txt"])
    assert [item.path.relative_to(tmp_path).as_posix() for item in found] == ["a.txt", "b/1.txt", "b/2.txt"]
    assert found[0].fingerprint() == found[1].fingerprint() and found[0].n_bytes == len(BODY)
    assert [item.path.name for item in reading.expand([f"{tmp_path}/**/1*.txt"])] == ["1.txt"]
    with pytest.raises(InputError, match="no such file"):
        reading.expand([tmp_path / "nothing.txt"])


def test_an_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(BODY)

    def walk(folder: Path, onerror: object) -> object:
        assert callable(onerror)
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "locked")))
        yield str(tmp_path), [], ["a.txt"]

    monkeypatch.setattr("polybius.reading.files.os.walk", walk)
    discards: list[Discard] = []
    assert len(reading.expand([tmp_path], on_discard=discards.append)) == 1
    assert discards[0].reason == "unreadable_folder" and "locked" in discards[0].detail
    with pytest.raises(InputError, match="locked"):
        reading.expand([tmp_path])


def test_uris_are_relative_to_the_root(tmp_path: Path) -> None:
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_text(BODY)
    (found,) = reading.read_path(path, ReadOptions(root=str(tmp_path)))
    assert isinstance(found, Document) and found.uri == "news/a.txt"


def test_plain_text_loads_no_heavy_library() -> None:
    import subprocess

    code = (
        "import sys; from polybius import reading; list(reading.read_bytes(b'The minister met his guest in Paris.', 'a.txt'));"
        "print([m for m in ('trafilatura','lxml','pypdf','pyarrow','feedparser','fastwarc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="src")
    assert done.stdout.strip() == "[]"
