"""Replies: whether a model kept to the form that was asked for, and how often it was asked again.

Only what a model wrote counts. A request that no model answered (no connection, a rate limit, a
form that the endpoint does not know) is its provider's fault, and is told of in docs/faults.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.verify.support import CALL as SUPPORT
from evals.scoring.looked import Alone, not_scored, notes
from evals.scoring.score import Better, Made, Note, Score, Unit
from schemas.provenance import Call, Outcome

WRITTEN = frozenset(
    {
        Outcome.OK,
        Outcome.REFUSAL,
        Outcome.CONTENT_FILTER,
        Outcome.LENGTH,
        Outcome.EMPTY,
        Outcome.EMPTY_WITH_REASONING,
        Outcome.WHITESPACE_LOOP,
        Outcome.BROKEN_JSON,
        Outcome.WRONG_SHAPE,
        Outcome.WRONG_IDS,
    }
)
"""Outcomes of requests that a model answered, with whatever."""
NO_MODEL = "no model wrote this draft"


@dataclass(frozen=True)
class ValidAtFirst(Alone):
    """Whether the first reply to every call had the form, all its sections, and ids that exist."""

    name = "schema-valid-first"
    version = 1
    fears = "a model that keeps to the form only after it was told what was wrong"
    better = Better.HIGHER
    unit = Unit.YES
    margin = 0.1  # a repair costs a call, no sentence: three more of 32 drafts are worth a look

    def score(self, made: Made) -> Score:
        """1 where no first reply was faulty."""
        calls = _calls(made)
        first = [_outcomes(own)[0] for own in calls.values() if _outcomes(own)]
        if not first:
            return not_scored(NO_MODEL)
        told = notes(_faults([own[0] for own in calls.values()]))
        return Score(value=float(all(one is Outcome.OK for one in first)), notes=told)


@dataclass(frozen=True)
class ValidAfterRepair(Alone):
    """Whether the last reply to every call had the form: what did not is lost to the draft."""

    name = "schema-valid-repaired"
    version = 1
    fears = "a reply that could not be used after it was asked for again: its sections are lost"
    better = Better.HIGHER
    unit = Unit.YES
    margin = 0.03  # a lost section is missed: one more of 32 drafts is too many

    def score(self, made: Made) -> Score:
        """1 where no last reply was faulty."""
        calls = _calls(made)
        last = [_outcomes(own)[-1] for own in calls.values() if _outcomes(own)]
        if not last:
            return not_scored(NO_MODEL)
        told = notes(_faults([own[-1] for own in calls.values()]))
        return Score(value=float(all(one is Outcome.OK for one in last)), notes=told)


@dataclass(frozen=True)
class CallsRepaired(Alone):
    """How many calls were made once more: for their form, for a blocker, or for their length."""

    name = "calls-repaired"
    version = 1
    fears = "replies that have to be asked for twice, which costs money and time"
    better = Better.LOWER
    unit = Unit.COUNT
    margin = 0.25  # one call more in four drafts

    def score(self, made: Made) -> Score:
        """The repairs of the draft."""
        calls = [call for own in _calls(made).values() for call in own]
        if not calls:
            return not_scored(NO_MODEL)
        repairs = [call for call in calls if call.repair]
        told = (
            Note(text=f"{call.name}: once more, for {', '.join(call.sections) or 'all of it'}")
            for call in repairs
        )
        return Score(value=float(len(repairs)), notes=notes(told))


def _calls(made: Made) -> dict[str, list[Call]]:
    """The calls that wrote, in order, by name; those of a judge apart."""
    found: dict[str, list[Call]] = {}
    for call in made.draft.provenance.calls:
        if call.name != SUPPORT:
            found.setdefault(call.name, []).append(call)
    return found


def _outcomes(calls: Sequence[Call]) -> list[Outcome]:
    """What the replies to one call were, in order.

    Drafts of before there were outcomes have faults alone.
    """
    found: list[Outcome] = []
    for call in calls:
        found += [attempt.outcome for attempt in call.attempts if attempt.outcome in WRITTEN]
        if all(attempt.outcome is None for attempt in call.attempts):
            found.append(Outcome.WRONG_SHAPE if call.faults else Outcome.OK)
    return found


def _faults(calls: Sequence[Call]) -> Iterator[Note]:
    for call in calls:
        for fault in call.faults:
            yield Note(text=f"{call.name}: {fault}")
