"""What a sentence tells as somebody's word or as unsure, and what it tells as plain fact.

English alone. A guard is a part of a sentence with what stands over it: "X said", "reportedly".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.terms import terms, words_pattern
from drafter.verify.speech import HEDGED, VAGUE_SPEAKER
from drafter.verify.wordwise import Word

CLAIM_VERBS = (
    "said says say told tells added announced stated declared explained noted claimed claims claim"
    " allege alleged alleges argued argues insisted insists maintained maintains contends contended"
    " believes believe believed suggested suggests suggest estimates estimated"
)
"""The verbs after which a sentence has somebody's word for what it tells."""
_VERBS = words_pattern(CLAIM_VERBS)
_DOUBTED = words_pattern(
    "alleged allegedly reportedly reports_say reports_said"
    " reports_suggest suspected accused accuses accusing apparently supposedly purportedly"
    " purported unconfirmed unverified believed_to thought_to said_to understood_to rumoured"
    " rumored is_said_to may_have might_have could_have appears_to appear_to seems_to possibly",
)
"""Marks of what is claimed or unsure, which a statement must not lose."""
_CLAIMING = words_pattern("claimed claims claim allege alleged alleges")
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view) of)\b")
_APART = re.compile(r"[;:—–]|\.\s|,? (?:but|while|although|whereas)\b")
_CLAUSES = re.compile(
    r"[,;:—–()]|\.\s| (?:but|while|although|whereas|who|which|whose|after|because|since|when"
    r"|and (?:said|says|added|called|warned|told|claimed|insisted))\b"
)
_ENDS_HERE = re.compile(
    r"(?:\s(?:on|in|at|during|late|early|yesterday|today|last|this|to)\b[^,;.]{0,40})?\s*(?:[.,;]|$)"
)
_SUBJECT_AFTER = re.compile(r"\s(?:the\s|an?\s)?(?:[a-z]+\s){0,3}(?:[A-Z]|police\b|officials\b)")
_SPEAKER = re.compile(r"([^\W\d_][\w’'-]*)\s(?:(?:has|have|had|also|later|then|again|both)\s)*$")
_ADDED = re.compile(r"\s?[,:“\"]|\sthat\b")
_NAMED = re.compile(r"\s(?:the\s|an?\s)?((?:[\w’'.-]{1,40}\s?){1,6})")
_LEAD = 60
"""Characters before a verb in which its subject stands."""
MOST = 12
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being|to|as)\s(?:\w+ly\s)?$")

_SOFT_WORDS = (
    "(?-i:may|might) could would can should if whether unless likely unlikely expected perhaps"
    r" probably potential\w* fear\w* hop(?:e|es|ed|ing) warn(?:s|ed) threat\w* accus\w* alleg\w*"
    r" den(?:y|ie[sd]|ying) suspect\w* suspicio\w* question\w* charg\w* blam\w* seem\w* appear\w*"
    r" view\w* account figures? puts? sees? seen called calls describ\w* warrant testif\w* quot\w*"
    r" cit(?:e[sd]?|ing) confirm\w* conclud\w* found finds show(?:s|ed|n)? indicat\w* assess\w*"
    r" judg\w* rate[sd]? expect\w* predict\w* forecast\w* promis\w* pledg\w* vow\w* plan\w* aim\w*"
    r" seek\w* want\w* propos\w* urg(?:e[sd]?|ing) demand\w* reject\w* acknowledg\w* admit\w*"
    r" conced\w* disclos\w* reveal\w* wrote writes? repl(?:y|ie[sd]) comment\w* critici\w*"
    r" rumou?r\w* evidence intelligence investigat\w* dispute\w* words? statement position"
    r" report(?:ed|s) reportedly concern\w* think\w* thought understood presum\w* assum\w*"
    r" inform\w* assur\w* complain\w* apparent\w* possib\w*"
)
SOFTENS = re.compile(
    rf"{_VERBS.pattern}|{HEDGED.pattern}|{_DOUBTED.pattern}|{_ACCORDING.pattern}"
    rf"|\b(?:{'|'.join(_SOFT_WORDS.split())})\b|[“”«»\"„?]",
    re.IGNORECASE,
)
"""Whatever may give somebody's word or a doubt in its own way: a statement without it is plain."""


_BODIES = """
government ministry minister council administration officials authorities department office mayor
police officers detectives investigators
army military troops forces navy
company firm operator owner airline manufacturer
union workers staff strikers
court judge judges
hospital doctors clinic medics
prosecutors
rebels militants insurgents
residents neighbours neighbors witnesses villagers
coastguard
scientists researchers university
analysts experts economists
protesters demonstrators activists
"""
BODIES = {word: n for n, line in enumerate(_BODIES.strip().splitlines()) for word in line.split()}
"""Who speaks without a name: a number for all words that may stand for the same body."""


@dataclass(frozen=True)
class Guard:
    """A part of a sentence with its stems, the last word of who says it, and if it is doubted."""

    start: int
    end: int
    speaker: str | None
    doubted: bool
    stems: frozenset[str] = frozenset()


def guards(text: str, words: Sequence[Word]) -> Iterator[Guard]:
    """The parts of the sentence, whose words these are, that stand on somebody's word or in doubt.

    At most a dozen: what has more is no sentence.
    """
    found = (*_in_doubt(text), *_according(text), *_said(text))
    for guard in found[:MOST]:
        inside = [word for word in words if guard.start <= word.start < guard.end]
        yield replace(guard, stems=frozenset(stem for word in inside for stem in word.stems))


def _in_doubt(text: str) -> Iterator[Guard]:
    clauses = _Stops(_CLAUSES, text)
    for match in _DOUBTED.finditer(text):
        yield Guard(clauses.before(match.start()), clauses.after(match.end()), None, doubted=True)


def _according(text: str) -> Iterator[Guard]:
    told = _ACCORDING.search(text)
    if told:
        yield Guard(0, len(text), _name_after(text, told.end()), doubted=False)


def _said(text: str) -> Iterator[Guard]:
    """What "X said" stands over: what follows it, or what came before where the sentence ends."""
    stops = _Stops(_APART, text)
    for match in _VERBS.finditer(text):
        lead = text[max(0, match.start() - _LEAD) : match.start()]
        if _PASSIVE.search(lead):
            continue  # "is said to", "was told"
        if match[0].lower() == "added" and not _ADDED.match(text, match.end()):
            continue  # "added eight sailings"
        before = _SPEAKER.search(lead)
        speaker = before[1] if before and terms(before[1]) else None
        doubted = _CLAIMING.fullmatch(match[0]) is not None or _is_vague(lead)
        if _ENDS_HERE.match(text, match.end()) or (
            before is None and _SUBJECT_AFTER.match(text, match.end())
        ):
            speaker = speaker or _name_after(text, match.end())
            yield Guard(stops.before(match.start()), match.start(), speaker, doubted)
        else:
            yield Guard(match.end(), stops.after(match.end()), speaker, doubted)


class _Stops:
    """The places at which a part of the text ends."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        spans = [match.span() for match in pattern.finditer(text)]
        self._starts = [*(start for start, _ in spans), len(text)]
        self._ends = [0, *(end for _, end in spans)]

    def before(self, at: int) -> int:
        """Where the part begins that holds the place."""
        return self._ends[bisect_right(self._ends, at) - 1]

    def after(self, at: int) -> int:
        """Where it ends."""
        return self._starts[min(bisect_left(self._starts, at), len(self._starts) - 1)]


def _is_vague(lead: str) -> bool:
    """Whether who speaks has no name: "a source said"."""
    words = lead.split()[-2:]
    named = not words or words[-1].lower() in ("officials", "people", "statement", "media")
    return not named and any(VAGUE_SPEAKER.match(" ".join(words[n:])) for n in range(len(words)))


def _name_after(text: str, at: int) -> str | None:
    """The last word of the name that follows."""
    found = _NAMED.match(text, at)
    words = found[1].split() if found else []
    named = [word for word in words if word[0].isupper()] or words
    return named[-1].strip(".’'") if named else None


def is_plain(text: str) -> bool:
    """Whether nothing in the text gives somebody's word or a doubt."""
    return SOFTENS.search(text) is None
