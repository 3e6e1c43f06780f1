"""Tidies text: one form of each character, no invisible ones, plain spaces and line ends.

Invisible characters are removed not for looks alone: they hide words from searches and from
editors, and can carry instructions to a model that no reader sees.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028]")
INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0"  # zero width, fillers, BOM
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls
    "\ufe00-\ufe0f\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # selectors and the like
    "\U000e0000-\U000e0fff"  # tags, and selectors that can carry bytes
    "\ud800-\udfff"  # halves of a character, from careless JSON
    "]"
)
_MARKS = re.compile(r"[^\w\s\x00-\u02ff]{31,}")  # a run that can hold too many of them
_MOST_MARKS = 30
"""Accents on one letter, as in the Stream-Safe Text Format (UAX #15): sorting more takes n**2."""
_JOINERS = "\u200c\u200d"  # Persian, Urdu and Indian scripts spell with them, between letters
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """The text in NFC with plain spaces and line feeds; at most one empty line between lines.

    Tidying tidy text changes nothing. No visible character is lost, but for accents
    of one letter beyond 30.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    text = _joiners_between_letters(INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", _MARKS.sub(_without_piles, text))
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


def _without_piles(run: re.Match[str]) -> str:
    """The run of marks and signs, each with its first 30 accents. Counted as they decompose."""
    kept, accents = [], 0
    for char in run[0]:
        is_accent = unicodedata.category(char)[0] == "M"
        accents = accents + len(unicodedata.normalize("NFD", char)) if is_accent else 0
        if accents <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
