"""Which of the reports that were given is which source of the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.checked import MatchedBy
from schemas.draft import Draft, Source
from schemas.report import Report


@dataclass(frozen=True)
class GivenReport:
    """A report with the name under which it was given."""

    name: str
    report: Report


@dataclass(frozen=True)
class Match:
    """A source's report, and what told that it is that."""

    given: GivenReport
    by: MatchedBy


def matched(draft: Draft, reports: Sequence[GivenReport]) -> dict[str, Match]:
    """The report of each source that has one, by `R1` and so on.

    By content hash first, which alone is proof. Of what is left by headline, since a text may have
    been corrected; then by its place among the reports that were given. None is taken twice.
    """
    found: dict[str, Match] = {}
    left = dict(enumerate(reports))
    for by, sign in _SIGNS.items():
        for place, source in enumerate(draft.sources):
            alike = (at for at, one in left.items() if sign(at, one.report) == sign(place, source))
            if source.id not in found and (at := next(alike, None)) is not None:
                found[source.id] = Match(left.pop(at), by)
    return found


def unused(reports: Sequence[GivenReport], matches: Mapping[str, Match]) -> list[str]:
    """The names of reports that are no source's."""
    taken = {id(match.given) for match in matches.values()}
    return [one.name for one in reports if id(one) not in taken]


def _text(_place: int, one: Source | Report) -> object:
    return one.content_hash


def _headline(_place: int, one: Source | Report) -> object:
    return one.headline.casefold().split()


def _place(place: int, _one: Source | Report) -> object:
    return place


_SIGNS = {
    MatchedBy.CONTENT_HASH: _text,
    MatchedBy.HEADLINE: _headline,
    MatchedBy.ORDER: _place,
}
