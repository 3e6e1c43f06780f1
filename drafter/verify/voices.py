"""Who says what: attributions in English sentences, and one name for each actor."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.verify import speech
from drafter.verify.places import COUNTRIES

_NOT_A_NAME = (
    r"(?:While|After|Before|In|On|At|But|And|However|When|As|Since|According|If|Although|Though"
    r"|Both|Some|Many|Most|Other|Others|Also|Yesterday|Today|He|She|They|It|This|That|These"
    r"|Those|His|Her|Their|Its|We|I|You|Who|What|There|For|From|With|By|During|Following|Despite"
    r"|Later|Earlier|Meanwhile|Reports?|Sources?|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Another|One|Two|Three|Several|No|Not|Yet|So|Now|Then|Senior|Speaking"
    r"|Asked|Responding|Last|Next|Former|Under|Over|Through|Until|Because|Where|Such|Each|All"
    r"|Further|Additionally|Nevertheless|An?|To|Of|Statement|Neither|Having|Being|Like)"
)
_WORD = r"[A-Z][\w'’-]*(?:\.[A-Z])*\.?"
_LINK = r"(?:(?:al|el|bin|ibn|ben|de|da|del|della|dos|van|von|der|den|of|for|from|at|the)[ -])"
_OFFICE = (
    rf"(?:Departments?|Ministry|Institutes?|Cent(?:er|re)s?|Committee|Office) (?:of|for) (?:the )?"
    rf"{_WORD}(?: {_WORD}){{0,3}}(?:,? and {_WORD}(?: {_WORD}){{0,3}}){{0,2}}"
)
NAME = (
    rf"(?<![\w.·’'-])(?!{_NOT_A_NAME}\b)(?!The (?![A-Z]))"
    rf"{_WORD}(?: {_OFFICE}| {_LINK}{{0,3}}(?:al-|el-)?{_WORD}| al-\w+){{0,7}}"
)
"""At most eight words: without a bound, a page in capitals would take minutes."""
_WITHIN = r"(?: (?:in|of|from|at) (?:the )?(?:[A-Z][\w.]+ ?){1,4}(?:administration|government)?)?"
_GROUP = (
    rf"(?<![\w.·])(?:{NAME} )?(?:(?:[Ss]enior|[Ss]tate|[Ll]ocal|[Tt]op) )?(?i:{speech.GROUPS})\b"
)
_BODY = rf"{NAME} (?:intelligence |state )?{speech.BODIES}\b|(?i:senior officials)\b"
_ACTOR = rf"(?P<actor>(?:{_BODY}|{_GROUP}){_WITHIN}|{NAME})"
_VERB = rf"(?:(?P<stance>{speech.STANCE.pattern})|(?P<saying>{speech.SAYING.pattern}))"
_ROLE = (
    r"(?:(?!(?:on|in|to|at|that|by|for|of|after|before|during|from|with|the|an?|as)\b)[a-z'’]+,? )"
)
_APPOSITION = rf"(?: \([^)]*\))?(?:, (?:[a-z]|{speech.TITLE})[^,·]{{2,90}},)?,?"
_BEFORE = re.compile(rf"{_ACTOR}{_APPOSITION} {speech.ADVERBS}{_VERB}")
_AFTER = re.compile(
    rf"(?:·,?|,(?=\s+(?:said|says|argued|wrote|added|explained)\b))\s+{_VERB}\s+"
    rf"(?:the\s+|an?\s+)?{_ROLE}{{0,3}}?(?:{NAME} {_ROLE}{{1,3}})?(?P<actor>{NAME})"
)
_SEQUENCE = re.compile(NAME)
_TITLED = re.compile(rf"^(?:.*\b)?{speech.TITLE}(?: (?:of|for|from) [A-Z]\w+)?\s+(?=[A-Z]|al-)")
_NAME_LENGTHS = range(2, 5)
"""As many words as the names of people mostly have."""
_FROM = re.compile(r" (?:of|for|from|at|the) ")
_PART = r"(?:(?:[A-Z]|al-|el-)\S*|al|bin|ibn|de|da|van|von|der|den|del)"
_ALL_NAMES = re.compile(rf"^{_PART}(?: {_PART})+$")
"""A person, not "Senior officials in", which the preposition would leave."""
_ENDING = re.compile(r"['’]s$|(?<=[a-z]{2})\.$")
"""A genitive, or the sentence's own full stop; "U.S." keeps its stops."""
_OWNER = re.compile(r"^.*['’]s?\s+(?=[A-Z])")
_ARTICLE = re.compile(r"^[Tt]he\s+")
_MENTAL = re.compile(r"(?:want|fear|hope|believe|expect|seek|sought|oppose|support)", re.IGNORECASE)


@dataclass(frozen=True)
class Voice:
    """An attribution: the actor as the sentence has it, and what its verb tells.

    `takes_a_stand` for verbs such as "denied"; `speaks` is false for what others say an actor
    fears or wants. `span` is where actor and verb stand in the sentence.
    """

    actor: str
    takes_a_stand: bool
    speaks: bool
    span: tuple[int, int]


def voices(plain: str) -> Iterator[Voice]:
    """The attributions of a sentence whose quotations are blanked, media and unnamed ones apart."""
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(plain):
            actor = match["actor"].strip()
            if actor.endswith(("'", "’", "'s", "’s")):
                continue  # "the protesters' demands": a noun, not a verb
            if plain[: match.start()].endswith(", ") and actor in COUNTRIES:
                continue  # "Anna Holt, from Eastmere, Norway, denied": a place
            if not speech.VAGUE_SPEAKER.match(actor) and not speech.MEDIA.search(actor):
                verb = match["stance"] or match["saying"]
                speaks = not _MENTAL.match(verb)
                yield Voice(actor, match["stance"] is not None, speaks, match.span())


class Cast:
    """The people that texts name, so that a surname and a full name are one actor."""

    def __init__(self, texts: Iterable[str]) -> None:
        full = Counter(name for text in texts for name in _full_names(text))
        self._by_surname = _unambiguous(full, slice(1, None))
        self._by_first_name = _unambiguous(full, slice(0, 1))

    def name(self, actor: str) -> str:
        """The one name of an actor: title and article off, a surname made a full name."""
        bare = untitled(_ARTICLE.sub("", actor))
        bare = _ENDING.sub("", bare)
        person = _FROM.split(bare)[0]
        if " " in person and _ALL_NAMES.match(person) and not speech.INSTITUTION.search(person):
            bare = person
        if " " not in bare:
            bare = self._by_surname.get(bare) or self._by_first_name.get(bare) or bare
        return bare[:1].upper() + bare[1:]

    def is_person(self, name: str) -> bool:
        """Whether that is a full name that the reports give a person."""
        return name in self._by_surname.values()


def untitled(name: str) -> str:
    """The name without what stands before it: office, rank, nationality."""
    bare = _TITLED.sub("", name, count=1)
    institution = speech.INSTITUTION.search(bare)
    after = bare[institution.end() :].strip() if institution else ""
    is_person = " " in after and after[0].isupper() and not speech.INSTITUTION.search(after)
    bare = after if is_person else bare
    owned = _OWNER.sub("", bare)
    return bare if speech.INSTITUTION.fullmatch(owned) else owned  # "Seafarers' Association"


def _full_names(text: str) -> Iterator[str]:
    for match in _SEQUENCE.finditer(text):
        name = _ENDING.sub("", untitled(_ARTICLE.sub("", match[0])))
        name = _FROM.split(name)[0]
        body = speech.INSTITUTION.search(name) or speech.MEDIA.search(name)
        if len(name.split()) in _NAME_LENGTHS and not body:
            yield name


def _unambiguous(full: Counter[str], parts: slice) -> dict[str, str]:
    """Name part -> the full name, where only one person has it."""
    owners: dict[str, list[str]] = {}
    for name, _ in full.most_common():
        for part in name.split()[parts]:
            owners.setdefault(part, []).append(name)
    return {key: names[0] for key, names in owners.items() if _one_person(names)}


def _one_person(names: list[str]) -> bool:
    """Whether the names, most frequent first, may be one person's: each holds another's parts."""
    first = set(names[0].split())
    return all(first <= set(name.split()) or set(name.split()) <= first for name in names)
