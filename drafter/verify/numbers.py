"""Numbers in a text as values, so that `1,200`, `1.2 thousand` and `twelve hundred` are one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPELLED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_SPELLED.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
_SCALE = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_WORD = "|".join([*_SMALL, *_SCALE])
_NUMBER = re.compile(
    rf"(?P<digits>\d+(?:[.,\u202f\u00a0]\d+)*)(?:(?P<short>k|mn|m|bn|tn)\b"
    rf"|[\s-]+(?P<scale>{'|'.join(_SCALE)})s?\b)?"
    rf"|\b(?P<words>(?:{_WORD})s?(?:(?:[\s-]+and)?[\s-]+(?:{_WORD})\b)*)\b",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u202f\u00a0]\d{3})+")


MOST = 1e18
"""No number of the news is larger: a row of "hundred hundred hundred" ends here."""


@dataclass(frozen=True)
class Number:
    """A number and where it stands in the text."""

    value: float
    text: str
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """The numbers of the text in order.

    A lone "one" is left out, since it is mostly a pronoun, and so are ordinals in words.
    """
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is not None:
            yield Number(value, match[0], match.start(), match.end())


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        scale = _SHORT.get((match["short"] or "").lower(), 1)
        return _digits(match["digits"]) * _SCALE.get((match["scale"] or "").lower(), scale)
    words = [word for word in re.split(r"[\s-]+", match["words"].lower()) if word != "and"]
    if words == ["one"] or (words[0].endswith("s") and words[0] not in _SMALL):
        return None  # "hundreds", "millions": a size, not a number
    return _spoken([word.removesuffix("s") if word not in _SMALL else word for word in words])


def _digits(text: str) -> float:
    if _GROUPED.fullmatch(text):
        return float(re.sub(r"\D", "", text))
    whole, *rest = re.split(r"[.,\u202f\u00a0]", text)
    return float(f"{''.join([whole, *rest[:-1]])}.{rest[-1]}") if rest else float(whole)


def _spoken(words: list[str]) -> float:
    """`two hundred twenty five thousand`: small words add, scales multiply."""
    total, part = 0.0, 0.0
    for word in words:
        if word in _SMALL:
            part += _SMALL[word]
        elif word in ("hundred", "dozen"):
            part = min(MOST, (part or 1) * _SCALE[word])
        else:
            total += (part or 1) * _SCALE[word]
            part = 0.0
    return min(MOST, total + part)
