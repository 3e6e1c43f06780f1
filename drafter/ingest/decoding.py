"""bytes -> text: told by the bytes alone, and refused where they are no text."""

import codecs
import re

from drafter.errors import ReportRefused

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a WebP image or a recording",
}
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNKNOWN = "unknown encoding: save the report as UTF-8"
_MISREAD = re.compile(
    r"[ÂÃâ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]"  # UTF-8 that was cut, read as cp1252
    r"|[\u00c0-\u00ff]{3}"  # another alphabet read as cp1252
)
_MOST_FOREIGN = 0.15
"""Share of characters outside ASCII; European prose in Latin letters has at most about 0.08."""


def decode(content: bytes) -> str:
    """The text of UTF-8, of UTF-16 with its mark, or of Windows-1252 where that gives prose.

    (Latin-1 needs no try of its own: where it differs from Windows-1252 it has only controls.)
    Raises ReportRefused for binary content and unknown encodings.
    """
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise ReportRefused(f"this is {what}, not text: save the report as plain text")
    if content.startswith(_UTF_32):
        raise ReportRefused(_UNKNOWN)
    if content.startswith(_UTF_16):
        return _strict(content, "utf-16")
    if b"\x00" in content:
        raise ReportRefused("this is binary, not text: save the report as plain text in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _strict(content, "cp1252")
    if _MISREAD.search(text) or sum(char > "\x7f" for char in text) > _MOST_FOREIGN * len(text):
        raise ReportRefused(_UNKNOWN)
    return text


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise ReportRefused(_UNKNOWN) from None
