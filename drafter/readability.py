"""How hard an English text is to read."""

import re

from drafter.terms import tokens

_VOWELS = re.compile(r"[aeiouy]+")


def grade(sentences: list[str]) -> float:
    """Flesch-Kincaid grade level (Kincaid et al. 1975) of English sentences; 0 for no words."""
    words = [word for sentence in sentences for word in tokens(sentence)]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    """Groups of vowels, a silent final e apart: right for about nine words in ten."""
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
