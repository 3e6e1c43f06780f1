"""Titles and offices that English texts give to people, and who bears them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.verify.calendar_words import months, weekdays
from drafter.verify.proper import fold

_FAMILIES = """
president
prime_minister premier pm taoiseach
chancellor
minister secretary_of_state foreign_secretary home_secretary defence_secretary defense_secretary
minister health_secretary education_secretary justice_secretary transport_secretary
minister business_secretary environment_secretary culture_secretary treasury_secretary secretary
spokesman spokeswoman spokesperson press_secretary
mayor
governor
senator
mp lawmaker congressman congresswoman representative legislator
ambassador envoy
king
queen
prince
princess
pope
archbishop bishop
cardinal
general
colonel
admiral
captain skipper
sergeant
lieutenant
judge justice magistrate
prosecutor attorney_general
lawyer attorney solicitor barrister
chief_executive ceo
chairman chairwoman chair chairperson
professor lecturer
doctor dr surgeon
director
coach manager
sheikh
ayatollah
rabbi
imam
councillor
commissioner
"""
FAMILIES = {
    word.replace("_", " "): family[0].replace("_", " ")
    for family in map(str.split, _FAMILIES.strip().splitlines())
    for word in family
}
"""A title, and the first of those that can stand for it."""
TITLE_WORDS = frozenset(word for title in FAMILIES for word in title.split())
HEADS = frozenset({"chief executive", "chairman", "director", "coach", "captain"})
"""Heads of firms and sides, whom news writing calls by one another's title without much care."""
_TITLE = "|".join(sorted(map(re.escape, FAMILIES), key=len, reverse=True))
_PART = r"[A-Z][\w-]*(?:[’'](?!s\b)\w+)*"
_NAME = rf"(?:(?:{_PART}|al-[A-Z]\w+|de|van|von|der|bin)\s){{0,3}}(?:al-)?{_PART}"
_WHOLE = r"(?<!(?i:deputy)[\s-])(?<!(?i:vice)[\s-])(?<!(?i:assistant)[\s-])"
"""A deputy president is no president: what such a word changes is not looked at."""
_ANY = re.compile(rf"{_WHOLE}\b(?P<title>{_TITLE})s?\b", re.IGNORECASE)
_STOPS = frozenset(",.;:)")
_LINKS = "(?:and|or|but|who|whose|which|that|where|when|while|as|said|says)"
_BEFORE = re.compile(
    rf"(?P<past>\b(?i:former|ex|late|then)[\s-]+(?:[\w’'-]+\s){{0,3}})?"
    rf"{_WHOLE}\b(?P<title>(?i:{_TITLE}))"
    rf"(?:\s+|,\s(?={_NAME}(?:[,.]|\ssa(?:id|ys)\b)))(?P<name>{_NAME})"
)
_AFTER = re.compile(
    rf"(?P<name>{_NAME}),\s(?:the\s|an?\s|(?P<own>its\s|their\s)|his\s|her\s)?"
    rf"(?P<past>(?i:former|ex|late|then)[\s-]+)?(?:(?!{_LINKS}\b)[\w’'-]+\s){{0,3}}?{_WHOLE}"
    rf"(?P<title>(?i:{_TITLE}))\b(?!,?\s{_NAME})"
)
"""A title right before a name is that name's, as in "Salen Terminals, director Ivo Marent"."""


@dataclass(frozen=True)
class Borne:
    """A title as a text gives it to a name; `family` is the title that it can stand for."""

    family: str
    title: str
    name: str
    past: bool
    start: int
    end: int

    @property
    def last(self) -> str:
        """The last word of the name, folded."""
        return fold(re.sub(r"[’']s$", "", re.split(r"[\s-]", self.name)[-1]))


def borne(text: str) -> Iterator[Borne]:
    """The titles that stand directly before or after a name."""
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            if _is_no_name(match):
                continue
            yield Borne(
                family=FAMILIES[match["title"].lower()],
                title=match["title"],
                name=match["name"],
                past=bool(match["past"]),
                start=match.start("title") if pattern is _BEFORE else match.start("name"),
                end=match.end("name") if pattern is _BEFORE else match.end("title"),
            )


def _is_no_name(match: re.Match[str]) -> bool:
    """Whether it is "by 31 March, the premier said", or "from the town, its mayor said"."""
    last = match["name"].rpartition(" ")[2].lower()
    owned = (
        match.groupdict().get("own") and match.string[match.end() : match.end() + 1] not in _STOPS
    )
    return bool(owned) or last in months("en") or last in weekdays("en")


def families_in(text: str) -> tuple[str, ...]:
    """The titles that the text has anywhere, each as its family, repeats kept."""
    return tuple(FAMILIES[match["title"].lower()] for match in _ANY.finditer(text))
