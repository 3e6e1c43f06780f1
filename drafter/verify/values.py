"""Numbers in a text as values, so that `1,200`, `1.2 thousand` and `twelve hundred` are one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from drafter.terms import terms
from drafter.verify.number_words import ORDINALS, NumberWords, number_words
from drafter.verify.shares import nth_of
from drafter.verify.units import UNITS, Unit, unit_of

MOST = 1e18
"""No number of the news is larger: a row of "hundred hundred hundred" ends here."""
_ENGLISH = ("en", "und")
_SHORT = {"k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12}
_DIGITS = r"\d{1,3}(?:[ \u202f\u00a0]\d{3})+(?![\d])|\d+(?:[.,'’\u202f\u00a0٫٬]\d+)*"
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,'’ \u202f\u00a0٬]\d{3})+")
_APART = re.compile(r"[.,'’ \u202f\u00a0٫٬]")
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_SOFT = {
    "single": 1, "sole": 1, "both": 2, "twice": 2, "double": 2,
    "doubled": 2, "pair": 2, "couple": 2, "twin": 2, "twins": 2, "duo": 2, "trio": 3, "triple": 3,
    "thrice": 3, "tripled": 3, "no": 0, "nobody": 0, "none": 0, "again": 2,
}  # fmt: skip
"""Words that bear a number out, but that nobody would look up in a source."""
_WORDS = number_words("en")
_SIGNS = frozenset({*_SOFT, *_PARTS, "halves", *ORDINALS, *_WORDS.small, *_WORDS.scales})
"""English words without which, and without digits, a text has no number."""
_MEASURED = "second|minute|hour|day|year|decade|century|mile|kilomet(?:re|er)|met(?:re|er)|tonne"
_COUNTED = re.compile(r"[\s-]+((?:[^\W\d_][\w'’-]*[\s]+){0,2}[^\W\d_][\w'’-]*)")
_ENDS = re.compile(
    r"\b(?:of|in|on|at|to|by|for|from|with|and|or|who|that|which|were|was|are|is|have|has|had|will"
    r"|would|after|before|since|than|as|per|more|other|others|later|earlier|ago|into|over|during"
    r"|said|says|during|when|while|but|may|could|did|do|not)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL = re.compile(
    r"\b(?:\w{2,}[^\Wsui]s|people|men|women|children|police|dead|injured|wounded|missing)\b",
    re.IGNORECASE,
)
"""A thing in the plural: without one a number stands before "a 12 million contract"."""
_ONE_THING = re.compile(r"\ban?\s$", re.IGNORECASE)
_ALL_OVER = re.compile(
    r"\b(?:spread|scattered|split|divided|shared|distributed|stretch\w*|extend\w*|runs?|running|ran"
    r"|strung|stacked)\s(?:out\s)?$",
    re.IGNORECASE,
)
"""What is "spread over three counties" is not in more than three."""
_NONE_OF = re.compile(r"none of(?: the| its| their| those| these)?\b", re.IGNORECASE)
PERSONS = frozenset({"peopl"})
_ONE_OF = {"men": "man", "women": "woman", "children": "child", "person": "peopl"}
ABOUT, ABOVE, BELOW, LEAST, MOST_OF = "about", "above", "below", "least", "most"
_HEDGES = re.compile(
    r"\b(?:(?P<least>at (?:the )?least|no (?:fewer|less) than|a minimum of|mindestens|au moins"
    r"|al menos|por lo menos)"
    r"|(?P<most>at (?:the )?most|no more than|not more than|up to|as many as|höchstens|bis zu"
    r"|au plus|jusqu'à|hasta)"
    r"|(?P<above>more than|over|above|exceeding|upwards of|just over|in excess of|mehr als|über"
    r"|plus de|más de|أكثر من)"
    r"|(?P<below>less than|fewer than|under|below|nearly|almost|just under|approaching|weniger als"
    r"|fast|knapp|moins de|près de|presque|menos de|casi|أقل من)"
    r"|(?P<about>about|around|roughly|some|approximately|circa|estimated|close to|etwa|rund"
    r"|ungefähr|environ|quelque|alrededor de|unos|unas|cerca de|نحو|حوالي))"
    r"\s+(?:an?\s+|the\s+)?(?:[A-Z]{0,3}[$€£¥₹₽])?$",
    re.IGNORECASE,
)
UPWARD, DOWNWARD = (ABOVE, LEAST), (BELOW, MOST_OF)


@dataclass(frozen=True)
class Number:
    """A number and where it stands in the text, with what it measures or counts.

    `hedge` is `about`, `above` ("more than"), `least`, `below` ("nearly"), `most` or nothing. A
    `soft` one, such as "both", bears another out and needs none itself. `nth` is for the share that
    may be an ordinal ("a third pier"), `several` says that it counts things in the plural.
    """

    value: float
    text: str
    start: int
    end: int
    unit: Unit | None = None
    counted: frozenset[str] = field(default=frozenset())
    hedge: str = ""
    ordinal: bool = False
    soft: bool = False
    nth: float = 0.0
    several: bool = False

    @property
    def readings(self) -> tuple["Number", ...]:
        """What it may mean: "a third" before a thing is a share or comes after the second."""
        if not self.nth:
            return (self,)
        return (self, replace(self, value=self.nth, unit=None, hedge="", ordinal=True, nth=0.0))

    @property
    def size(self) -> float:
        """The value in the measure of the unit's family: 14 days and two weeks are one size."""
        return self.value * self.unit.factor if self.unit else self.value


def numbers(text: str, language: str = "en") -> Iterator[Number]:
    """The numbers of the text in order, the soft ones left out.

    A lone "one" is left out, since it is mostly a pronoun, and so are ordinals in words.
    """
    return (number for number in read(text, language) if not number.soft and not number.ordinal)


def read(text: str, language: str = "en") -> Iterator[Number]:
    """All of them, with their units, in order."""
    words = number_words(language)
    if words is _WORDS and not _has_signs(text):
        return
    taken = 0  # the "ciento" of "15 por ciento" is part of the unit
    for match in _pattern(language).finditer(text):
        number = _number(match, words) if match.start() >= taken else None
        if number is not None:
            made, taken = _in_context(number, text, language)
            yield made


def _has_signs(text: str) -> bool:
    if re.search(r"\d", text):
        return True
    found = re.findall(r"[^\W_]+", text.lower())
    return any(word in _SIGNS or word.removesuffix("s") in _SIGNS for word in found)


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str]:
    words = number_words(language)
    digits = (
        rf"(?P<digits>{_DIGITS})(?:(?P<nth>st|nd|rd|th)\b|(?P<short>k|mn|mln|m|bn|tn)\b"
        rf"|[\s\u00a0-]+(?P<scale>{words.scale_pattern})s?\b)?"
    )
    others = _english(words) if words is _WORDS else _spelled(words)
    return re.compile("|".join([digits, *others]), re.IGNORECASE)


def _spelled(words: NumberWords) -> tuple[str, ...]:
    return (rf"\b(?P<words>{words.pattern})(?:\b|(?=-))",)


def _english(words: NumberWords) -> tuple[str, ...]:
    """What is read in English alone: halves and parts, ordinals, and words such as "both"."""
    ordinals = "|".join(ORDINALS)
    parts = "|".join([*_PARTS, "halve"])
    of = r"(?P<whole>\sof\s(?:a\s)?(?:million|billion|dozen)\b)?"
    return (
        rf"\b(?P<mixed>(?:{words.pattern}|\d+)\sand\sa\s(?:half|quarter))\b",
        rf"\b(?P<over>a|one|two|three|four|five|six|seven|nine)[\s-](?P<part>{parts})s?\b(?!-){of}",
        r"\bhalf\san?\s(?P<halved>hundred|thousand|million|billion|trillion|dozen)\b",
        rf"\b(?P<half_a>half\san?)(?=\s(?:{_MEASURED})\b)",
        r"\b(?P<half>half)(?=(?:\sof)?\s(?:a|an|the|of|its|their|all|his|her|those|these)\b)",
        rf"\b(?P<ordinal>(?:(?:{words.tens_pattern})-)?(?:{ordinals}))\b(?![\s-](?:half|of\sall)\b)",
        r"\b(?P<nobody>no[\s-]one|nobody)\b",
        *_spelled(words),
        rf"\b(?P<soft>{'|'.join(sorted(_SOFT, key=len, reverse=True))})\b",
    )


def _number(match: re.Match[str], words: NumberWords) -> Number | None:
    found = match.groupdict()
    made = Number(0.0, match[0], match.start(), match.end())
    if found["digits"]:
        value = _digits(found["digits"]) * _scale(found, words)
        return replace(made, value=value, ordinal=bool(found["nth"]))
    if found["words"]:
        return _from_words(made, found["words"], words)
    if found["ordinal"]:
        return replace(made, value=_ordinal(found["ordinal"], words), ordinal=True)
    if found["nobody"]:  # no "one": a zero of persons
        return replace(made, soft=True, counted=PERSONS)
    if found["soft"]:
        return replace(made, value=float(_SOFT[found["soft"].lower()]), soft=True)
    return _fraction(made, found, words)


def _scale(found: dict[str, str | None], words: NumberWords) -> float:
    if found["short"]:
        return _SHORT[found["short"].lower()]
    return words.scales[found["scale"].lower()] if found["scale"] else 1


def _from_words(made: Number, text: str, words: NumberWords) -> Number | None:
    if text.lower() == "ones":  # "the earlier ones"
        return None
    if text.lower() == "one":  # mostly a pronoun
        return replace(made, value=1.0, soft=True)
    value = _spoken(text.lower(), words)
    return None if value is None else replace(made, value=value)


def _ordinal(text: str, words: NumberWords) -> float:
    *tens, last = text.lower().split("-")
    return float(sum(words.small[ten] for ten in tens) + ORDINALS[last])


def _fraction(made: Number, found: dict[str, str | None], words: NumberWords) -> Number | None:
    """A share is told in per cent; "half a million" and "two and a half" are numbers."""
    if found["mixed"]:
        whole, _, part = found["mixed"].lower().partition(" and a ")
        value = float(whole) if whole.isdigit() else _spoken(whole, words)
        return replace(made, value=(value or 1.0) + 1 / _PARTS[part])
    if found["halved"]:
        return replace(made, value=words.scales[found["halved"].lower()] / 2)
    if found["half_a"]:
        return replace(made, value=0.5)
    over, part = (found["over"] or "a").lower(), (found["part"] or "half").lower()
    share = words.small.get(over, 1) / _PARTS[part.replace("halve", "half")]
    if found["whole"]:
        return replace(made, value=share * words.scales[found["whole"].split()[-1].lower()])
    return replace(made, value=100 * share, unit=UNITS["%"], hedge=ABOUT)


def _in_context(number: Number, text: str, language: str) -> tuple[Number, int]:
    """The number with what stands around it, and where the unit ends."""
    unit, end = (
        (number.unit, number.end) if number.unit else unit_of(text, number.start, number.end)
    )
    none_of = _NONE_OF.match(text, number.start)
    after = _COUNTED.match(text, none_of.end() if none_of else end) if unit is None else None
    phrase = _ENDS.sub("", after[1]) if after else ""
    things = terms(phrase, language) if phrase else []
    counted = number.counted | frozenset(_ONE_OF.get(thing, thing) for thing in things)
    several = bool(things) and (language not in _ENGLISH or _is_several(number, phrase, text))
    nth = nth_of(text, number.start, number.end) if number.unit else 0.0
    hedge = _hedge(number, text)
    made = replace(number, unit=unit, hedge=hedge, counted=counted, nth=nth, several=several)
    return made, end


def _is_several(number: Number, phrase: str, text: str) -> bool:
    """Whether the things are told in the plural: "12 million people", not "a 12 million plan"."""
    one = _ONE_THING.search(text[max(0, number.start - 4) : number.start])
    return one is None and bool(_SEVERAL.search(" ".join(phrase.split()[:2])))


def _hedge(number: Number, text: str) -> str:
    before = _HEDGES.search(text[max(0, number.start - 30) : number.start])
    if before is None:
        return number.hedge
    lead = text[max(0, number.start - 50) : number.start].removesuffix(before[0])
    all_over = before[0].lower().startswith("over") and _ALL_OVER.search(lead)
    return "" if all_over else before.lastgroup or ""


def _digits(text: str) -> float:
    if _GROUPED.fullmatch(text):
        return float(re.sub(r"\D", "", text))
    whole, *rest = _APART.split(text)
    return float(f"{''.join([whole, *rest[:-1]])}.{rest[-1]}") if rest else float(whole)


def _spoken(text: str, words: NumberWords) -> float | None:
    """`two hundred twenty five thousand`: small words add, scales multiply.

    "Un" alone is an article, and "hundreds" a size: neither is a number.
    """
    named = _named(text, words)
    if named in (["un"], ["uno"]) or (len(named) == 1 and _is_size(text, words)):
        return None
    total, part = 0.0, 0.0
    for word in named:
        if word in words.small:
            part += words.small[word]
        elif words.scales[word] <= _HUNDRED:
            part = min(MOST, (part or 1) * words.scales[word])
        else:
            total += (part or 1) * words.scales[word]
            part = 0.0
    return min(MOST, total + part)


_HUNDRED = 100


def _is_size(text: str, words: NumberWords) -> bool:
    return text not in words.small and text.endswith("s") and text.removesuffix("s") in words.scales


def _named(text: str, words: NumberWords) -> list[str]:
    """The words of a spoken number, compounds taken apart, joining words left out."""
    known = re.compile(
        "|".join(sorted(map(re.escape, [*words.small, *words.scales]), key=len, reverse=True))
        + "|ein(?!s)"
    )
    return ["eins" if word == "ein" else word for word in known.findall(text)]
