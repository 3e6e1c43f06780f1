"""From bytes and files to reports, and every refusal."""

import hashlib
import io
from pathlib import Path

import pytest

from drafter.errors import ReportRefused
from drafter.ingest.reading import MOST_BYTES, content_hash, read_file, read_report

BODY = " ".join(["The town closed its old bridge on Tuesday and the island asked why."] * 5)
TEXT = f"Bridge shut\n\n{BODY}".encode()
SAMPLES = sorted((Path(__file__).parents[3] / "evals/casebook/reports").iterdir())


def of_words(count: int) -> bytes:
    return b"Bridge shut\n\n" + b" ".join([b"word"] * count)


def test_a_report_of_49_words_is_refused_with_its_count() -> None:
    with pytest.raises(ReportRefused) as refused:
        read_report(of_words(49))
    assert "refused as too thin: 49 words, at least 50 are needed" == str(refused.value)
    assert 50 == read_report(of_words(50)).words()


def test_sentences_are_numbered_through_the_report() -> None:
    report = read_report(TEXT + b"\n\nA last word.")
    assert [1, 2, 3, 4, 5, 6] == [sentence.number for sentence in report.sentences()]
    assert [5, 1] == [len(part.sentences) for part in report.paragraphs]


def test_the_hash_is_that_of_the_headline_and_the_sentences_one_a_line() -> None:
    lines = ["Bridge shut", *(s.text for s in read_report(TEXT).sentences())]
    expected = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert expected == read_report(TEXT).content_hash == content_hash(lines[0], lines[1:])


@pytest.mark.parametrize(
    "copy",
    [
        b"# Bridge **shut**\r\n\r\n" + BODY.encode(),
        b"Headline: Bridge shut\nPublisher: Another\n\n" + BODY.encode(),
        f"Bridge\u00a0shut\n\n{BODY}".encode("utf-16"),
    ],
)
def test_a_copy_in_another_format_has_the_same_hash(copy: bytes) -> None:
    assert read_report(TEXT).content_hash == read_report(copy).content_hash


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        ("\ufeff \u200b\n".encode(), "empty"),
        (b"x" * (MOST_BYTES + 1), "too large: over 1,048,576 bytes"),
        (b"<!DOCTYPE html><html><p>x</p></html>", "an HTML page: save the article"),
        (b"<p>x</p>", "an HTML page"),
        (b"<?xml version='1.0'?><a/>", "XML is not read"),
        (b"Headline: Bridge shut\n", "no text: there is nothing under the headline"),
        (b"Headline: \xe2\x80\x8b\n\n" + BODY.encode(), "no headline"),
    ],
)
def test_what_cannot_be_used_is_refused_and_says_what_to_do(content: bytes, reason: str) -> None:
    with pytest.raises(ReportRefused, match=reason):
        read_report(content)


def test_the_content_wins_over_a_hint_that_is_wrong() -> None:
    assert "Bridge shut" == read_report(TEXT, name="bridge.json").headline
    assert "Bridge shut" == read_report(b"# " + TEXT, media_type="text/plain").headline


def test_a_hint_tells_markdown_that_begins_like_plain_text() -> None:
    report = read_report(b"*Bridge* shut\n\n" + BODY.encode(), media_type="text/markdown")
    assert "Bridge shut" == report.headline


def test_a_text_that_begins_with_a_bracket_is_no_json() -> None:
    assert "[Update] Bridge shut" == read_report(b"[Update] " + TEXT).headline


def test_the_name_stands_before_what_is_wrong() -> None:
    with pytest.raises(ReportRefused, match=r"^bridge.txt: empty"):
        read_report(b"", name="bridge.txt")


def test_standard_input_is_read_from_the_stream_given() -> None:
    assert "Bridge shut" == read_file("-", standard_input=io.BytesIO(TEXT)).headline
    with pytest.raises(ReportRefused, match="standard input: empty"):
        read_file("-", standard_input=io.BytesIO(b""))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match=r"no-such\.txt: no such file"):
        read_file(str(tmp_path / "no-such.txt"))
    with pytest.raises(ReportRefused, match="a folder: name the report's file"):
        read_file(str(tmp_path))
    with pytest.raises(ReportRefused, match="cannot be read"):
        read_file("bridge\0.txt")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_report_is_read_with_all_its_facts(path: Path) -> None:
    report = read_file(str(path))
    assert "en" == report.language
    assert None not in (report.publisher, report.url, report.published)
    unended = [s.text for s in report.sentences() if s.text[-1] not in ".?!”"]
    assert [] == unended
