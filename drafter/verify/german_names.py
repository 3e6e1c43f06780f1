"""Names in German, where every noun has a capital: only those that stand as names do.

A word is taken for a name after a title ("Kanzler Merz"), as the second of two words with capitals
("Peter Lund"), or as who spoke ("sagte Lund"). Other names are not told from nouns.
"""

import re
from collections.abc import Sequence

_TITLES = re.compile(
    r"\b(?:Frau|Herr|Herrn|Doktor|Professor|General|König|Prinz|Papst"
    r"|\w*(?:[Kk]anzler|[Pp]räsident|[Mm]inister|[Mm]eister|[Ss]precher|[Cc]hef|[Ll]eiter|[Dd]irektor"
    r"|[Vv]orsitzende|[Ss]enator|[Bb]otschafter|[Rr]ichter|[Aa]nwält|[Tt]rainer)(?:in|en|r|s)?)\s$"
)
_SPOKE = re.compile(r"\b(?:sagte|erklärte|betonte|warnte|meinte|teilte|forderte|kündigte|so)\s$")
_MEASURE_WORDS = """
euro dollar prozent millionen milliarden tausend hundert dutzend meter kilometer tonnen liter jahre
jahren tage tagen stunden minuten wochen monate ende anfang mitte grad uhr stück
"""
_MEASURES = frozenset(_MEASURE_WORDS.split())
_NEAR = 40
_COUNTED = re.compile(r"(?:\d|\b(?:ein|eine|einen|einem|einer|eines|kein|keine|viele|mehrere))\s$")


def stands_as_name(text: str, run: Sequence[tuple[str, int]], place: int) -> bool:
    """Whether a word stands as a name does: the run of words in lower case, each with its start."""
    word, start = run[place]
    before = text[max(0, start - _NEAR) : start]
    if word in _MEASURES:
        return False
    if _TITLES.search(before) or _SPOKE.search(before):
        return True
    first, begins = run[0]
    counted = _COUNTED.search(text[max(0, begins - _NEAR) : begins])
    return place > 0 and first not in _MEASURES and not counted
