"""Tidies text: one form of each character, no invisible ones, plain spaces and line ends.

Invisible characters are removed not for looks alone: they hide words from searches and from
editors, and can carry instructions to a model that no reader sees.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028]")
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff"  # soft hyphen, joiners, zero width, BOM
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls
    "\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e0fff"  # variation selectors, annotations, tags
    "\ud800-\udfff"  # halves of a character, from careless JSON
    "]"
)
_JOINERS = "\u200c\u200d"  # Persian, Urdu and Indian scripts spell with them, between letters
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """The text in NFC with plain spaces and line feeds; at most one empty line between lines.

    Tidying tidy text changes nothing. No visible character is lost.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _joiners_between_letters(_INVISIBLE.sub("", text)))
    text = _AROUND_LINES.sub("\n", _SPACES.sub(" ", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def tidy_line(text: str) -> str:
    """The text tidied, on one line."""
    return " ".join(tidy(text).split())


def _joiners_between_letters(text: str) -> str:
    if not any(joiner in text for joiner in _JOINERS):
        return text
    padded = f" {text} "
    return "".join(
        char
        for before, char, after in zip(padded, padded[1:], padded[2:], strict=False)
        if char not in _JOINERS
        or (unicodedata.category(before)[0] in "LM" and unicodedata.category(after)[0] == "L")
    )
