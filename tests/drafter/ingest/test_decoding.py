"""Bytes to text: what is read, and what is refused."""

import pytest

from drafter.errors import ReportRefused
from drafter.ingest.decoding import decode

PROSE = "Der Bürgermeister sagte, die Brücke sei „sicher“ – für 3 € am Tag. L’été fut très sec."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_prose_is_read_in_every_encoding_that_we_know(encoding: str) -> None:
    assert PROSE == decode(PROSE.encode(encoding))


def test_big_endian_utf_16_is_read_by_its_mark() -> None:
    assert PROSE == decode(("\ufeff" + PROSE).encode("utf-16-be"))


@pytest.mark.parametrize(
    "content",
    [
        "Президент сказал, что мост закрыт.".encode("cp1251"),
        "橋は閉鎖された。".encode("shift_jis"),
        "A long report about a café, cut off inside its last letter: é".encode()[:-1],
        PROSE.encode("utf-32"),
        b"\xff\xfea",
    ],
)
def test_an_unknown_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(ReportRefused, match="unknown encoding: save the report as UTF-8"):
        decode(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP or Office file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"{\\rtf1 text}", "an RTF file"),
        (b"text\x00text", "binary"),
    ],
)
def test_binary_content_is_refused_by_its_kind(content: bytes, what: str) -> None:
    with pytest.raises(ReportRefused, match=f"this is {what}, not text"):
        decode(content)
