"""Hostile input: each reading takes time in proportion to its length, or is refused in one line."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from drafter.errors import ReportRefused
from drafter.ingest.reading import MOST_BYTES, MOST_SENTENCES, read_report

SIZE = MOST_BYTES // 4
"""Bytes of each shape: enough that what is quadratic takes many seconds, and the rest 0.4."""
MOST_SECONDS = 2.0
"""Of CPU. The whole of MOST_BYTES takes as much at most."""
PROSE = "The town closed its old bridge on Tuesday and the island asked why. " * 5
MARKS = ["`", "` ", "`a", "[", "](", "[a](", "[a][", "*", "* a", "_", " _a", "~~", "<", "<http://"]
TAGS = ["<p ", '<p "', "<p a='", "<!--", "<!--a>", "<!", "<?", "</", "</script ", "<script>"]
MORE_TAGS = ["<![CDATA[", "<![a[", "<figure>", "<figure><b>", "</b>", "<p>a", "<p <b>", "&amp"]
TEXT = ['"', '"a ', "“", "“a", "‘a ", ". ", ".", "A.", "A. ", "a", "\n", "a\n", "a\n\n", "?” A "]
PILES = ["\u0301\u0323", "\u0f73", "a\u200d"]


@contextmanager
def in_proportion() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < MOST_SECONDS


def refusal(content: bytes, media_type: str | None = None) -> str:
    """Why the content is refused; nothing where it is read."""
    try:
        read_report(content, media_type=media_type)
    except ReportRefused as refused:
        return str(refused)
    return ""


def plain(part: str) -> bytes:
    return _filled(f"Bridge shut\n\n{PROSE}", part, "”").encode()


def markdown(part: str, size: int = SIZE) -> bytes:
    return _filled(f"# Bridge shut\n\n{PROSE}", part, size=size).encode()


def ninjs(part: str, size: int = SIZE) -> bytes:
    item = {"uri": "x", "headline": "Bridge shut", "body_html": _filled(PROSE, part, size=size)}
    return json.dumps(item, ensure_ascii=False).encode()


def _filled(start: str, part: str, end: str = "", size: int = SIZE) -> str:
    room = size - 1000 - len(start.encode())
    return start + part * (room // len(json.dumps(part, ensure_ascii=False).encode()[1:-1])) + end


@pytest.mark.parametrize("part", [*MARKS, *TEXT, *PILES])
def test_plain_text_is_read_in_proportion(part: str) -> None:
    with in_proportion():
        assert len(refusal(plain(part))) < 200


@pytest.mark.parametrize("part", [*MARKS, *TEXT, *TAGS[:6]])
def test_markdown_is_read_in_proportion(part: str) -> None:
    with in_proportion():
        assert len(refusal(markdown(part), "text/markdown")) < 200


@pytest.mark.parametrize("part", [*TAGS, *MORE_TAGS])
def test_the_markup_of_an_item_is_read_in_proportion(part: str) -> None:
    with in_proportion():
        assert len(refusal(ninjs(part))) < 200


@pytest.mark.parametrize(
    "content",
    [
        markdown("`", MOST_BYTES),
        ninjs('<p "', MOST_BYTES),
        ninjs("<figure>" + "<b>" * 150_000 + "</i>" * 140_000, MOST_BYTES),
    ],
    ids=["back-ticks", "unclosed tags", "open tags"],
)
def test_the_largest_report_is_read_within_two_seconds(content: bytes) -> None:
    with in_proportion():
        assert "" == refusal(content, "text/markdown")


def test_a_headline_of_initials_is_read_in_proportion() -> None:
    with in_proportion():
        assert "no headline" in refusal(b"A." * 400_000 + "”\n\n".encode() + PROSE.encode())


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b"Bridge shut\n\n" + b"a\n" * 100_000, "lines"),
        (json.dumps({"headline": "A", "paragraphs": ["a b."] * 100_000}).encode(), "paragraphs"),
        (b"Bridge shut\n\n" + b"It is. " * 100_000, "sentences"),
    ],
)
def test_a_text_of_too_many_parts_is_refused(content: bytes, parts: str) -> None:
    with in_proportion():
        expected = f"too long: over {MOST_SENTENCES:,} {parts}; give the report's text alone"
        assert expected == refusal(content)


@pytest.mark.parametrize("depth", [150, 500, 900, 960, 990, 400_000])
@pytest.mark.parametrize("key", ["content_hash", "text", "headlines"])
def test_deep_json_is_refused_in_one_short_line(key: str, depth: int) -> None:
    content = f'{{"headline":"A","{key}":{"[" * depth}{"]" * depth}}}'.encode()
    with in_proportion():
        reason = refusal(content)
    assert 0 < len(reason) < 200


@pytest.mark.parametrize("field", ["published", "language", "unknown" * 50_000])
def test_what_was_given_is_quoted_short_and_on_one_line(field: str) -> None:
    content = json.dumps({"headline": "A", "text": PROSE, field: "a\n" * 100_000}).encode()
    reason = refusal(content)
    assert 0 < len(reason) < 250
    assert "\n" not in reason


@pytest.mark.parametrize("read", [markdown, ninjs])
def test_a_character_number_without_end_is_no_crash(read: Callable[[str], bytes]) -> None:
    assert "" == refusal(read("&#" + "1" * 5000 + "; and "), "text/markdown")
