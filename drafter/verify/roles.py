"""roles: fears a title that no source gives a person, and two people who change places.

Its findings are of the check `names`. English alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.terms import STOP_WORDS, terms
from drafter.verify.claim import Claim
from drafter.verify.found import Found, blocker, note, span, warning
from drafter.verify.passage import ENGLISH, Passage
from drafter.verify.proper import GENERIC, runs
from drafter.verify.titles import FAMILIES, HEADS, Borne
from schemas.evidence import Check

_NEAR = 45
"""Characters between two names within which one can be said to do something to the other."""
_BEFORE_NAMES = frozenset(
    {"the", "a", "an", "his", "her", "their", "its", "former", *GENERIC, *FAMILIES}
)
_POSSESSIVE = re.compile(r"[’']s?\b|[’']\s")


def check(claim: Claim) -> Iterator[Found]:
    """Titles are those that a source gives; who does what to whom is as a source has it."""
    if claim.language not in ENGLISH or not claim.passages:
        return
    passages = _all_of_the_reports(claim)
    for title in claim.said.borne:
        found = _title(title, passages)
        if found:
            yield found
    yield from _swapped(claim)


def _all_of_the_reports(claim: Claim) -> list[Passage]:
    """A title may be given anywhere in the cited reports: once is enough for a reader."""
    evidence = claim.evidence
    reports = [p for r in claim.cited_reports for p in evidence.reports.get(r, ())]
    heads = [evidence.headlines[r] for r in claim.cited_reports if r in evidence.headlines]
    return [*heads, *reports, *evidence.events.values()]


def _title(title: Borne, passages: Sequence[Passage]) -> Found | None:
    naming = [n for n, passage in enumerate(passages) if title.last in passage.named.words]
    if not naming:
        return None  # a name that is nowhere is the check of names' own
    around = {near for n in naming for near in (n - 1, n, n + 1) if 0 <= near < len(passages)}
    given = [one for n in naming for one in passages[n].borne if one.last == title.last]
    same = [one for one in given if one.family == title.family]
    where = span(title.start, title.end)
    if same and all(one.past for one in same) and not title.past:
        return warning(Check.NAMES, f"The source has “former” before {title.title}.", where)
    if same or any(_may_give(passages[n], title) for n in around):
        return None
    others = {o.last for p in passages for o in p.borne if o.family == title.family} - {title.last}
    if given and others:
        reason = f"{title.name} is {_a(given[0].title)} in the source, not {title.title}."
        return blocker(Check.NAMES, reason, where)
    reason = f"No source gives {title.name} the title “{title.title}”."
    loose = title.family in HEADS and any(one.family in HEADS for one in given)
    return (note if loose else warning)(Check.NAMES, reason, where)


def _may_give(passage: Passage, title: Borne) -> bool:
    """Whether the sentence has the title for someone who is not another name."""
    others = [o for o in passage.borne if o.family == title.family and o.last != title.last]
    return passage.families.count(title.family) > len({other.start for other in others})


def _a(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun.lower()}"


def _swapped(claim: Claim) -> Iterator[Found]:
    """`Holt sued Lund` where the source has `Lund sued Holt`, and never the other way round."""
    deeds = list(_deeds(claim.said))
    if not deeds:
        return
    told = {deed[:3] for passage in claim.passages for deed in _deeds(passage)}
    for doer, verb, other, start, end in deeds:
        if (other, verb, doer) in told and (doer, verb, other) not in told:
            reason = "The source has the two the other way round."
            yield blocker(Check.NAMES, reason, span(start, end))


def _deeds(passage: Passage) -> Iterator[tuple[str, str, str, int, int]]:
    """A name, a verb right after it, and another name soon after: `Holt sued Lund`."""
    for doers, others in pairwise(runs(passage.names).values()):
        if _POSSESSIVE.match(passage.text, others[-1].end):
            continue
        between = passage.text[doers[-1].end : others[0].start]
        verb = _verb(between, passage.language)
        if verb and doers[-1].folded != others[-1].folded:
            yield doers[-1].folded, verb, others[-1].folded, doers[0].start, others[-1].end


def _verb(between: str, language: str) -> str | None:
    """The stem of the verb that opens the words between two names, where it is sure to be one."""
    if len(between) > _NEAR or not re.fullmatch(r"\s[a-z][a-z\s’'-]*\s", between):
        return None
    verb, *rest = between.lower().split()
    if verb in STOP_WORDS["en"] or not verb.endswith(("ed", "s")) or set(rest) - _BEFORE_NAMES:
        return None
    return next(iter(terms(verb, language)), None)
