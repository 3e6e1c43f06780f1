"""From a completion to a reply: how it ended first, then its text, then each section by itself.

One bad section does not spoil the others: what came whole and valid is kept, and only the rest
is asked for again. Text that was cut is never mended.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from drafter.engines.base import Fault, Reply
from drafter.engines.openai.claims import Ids, Place
from drafter.engines.openai.failures import one_line
from drafter.engines.openai.salvage import NoObject, json_object
from drafter.engines.openai.wire import Completion
from drafter.planning import SectionCall
from schemas.provenance import Attempt, Outcome
from schemas.sections import SectionName
from schemas.written import NullReason, Written

MOST_FAULTS = 12
CUT = "the model's reply was cut at its token limit, with twice the room too"
FILTERED = "the endpoint's content filter stopped the reply"
_LOOP = re.compile(r"\s{200,}")
"""No reply of ours has so much white space in a row: a grammar let the model do nothing else."""
_HEADLINE_PARTS = ("category", "status", "headline")


@dataclass(frozen=True)
class Read:
    """What the text of a completion amounts to."""

    outcome: Outcome
    written: Written | None
    faults: tuple[Fault, ...]

    def reply(self, text: str, attempts: Sequence[Attempt]) -> Reply:
        """The reply, its last attempt marked with how it ended."""
        return Reply(
            text=text,
            written=self.written,
            faults=self.faults,
            attempts=ended(attempts, self.outcome, self.faults),
        )


def ended(
    attempts: Sequence[Attempt], outcome: Outcome, faults: Sequence[Fault]
) -> tuple[Attempt, ...]:
    """The attempts, the last one marked with how it ended and what was wrong with it first."""
    error = faults[0].text if faults else None
    if len(faults) > 1:
        error = f"{error} ({len(faults)} in all)"
    last = attempts[-1].model_copy(update={"outcome": outcome, "error": error})
    return (*attempts[:-1], last)


def read(answer: Completion, call: SectionCall, ids: Ids) -> Read:
    """The sections of the call that the completion holds, and what is wrong with the others."""
    if nothing := nothing_to_read(answer):
        return nothing
    try:
        found = json_object(answer.text, "null_reasons")
    except NoObject as error:
        return _faulty(Outcome.BROKEN_JSON, str(error))
    return _sections(found, call, ids)


def ended_for_good(outcome: Outcome, why: str) -> Read:
    """A reply that asking again in the same way would not mend."""
    return Read(outcome, None, (Fault(section=None, text=why, final=True),))


def is_cut(reply: Reply) -> bool:
    """Whether the reply was cut by the length limit, so that nothing of it is used."""
    return any(fault.text == CUT for fault in reply.faults)


def _faulty(outcome: Outcome, why: str) -> Read:
    return Read(outcome, None, (Fault(section=None, text=one_line(why, 300)),))


def nothing_to_read(answer: Completion) -> Read | None:
    """How the completion ended, where that leaves no text to be read; None where there is some."""
    if ended_badly := _ended_badly(answer):
        return ended_badly
    return None if answer.text.strip() else _empty(thought=answer.thought)


def _ended_badly(answer: Completion) -> Read | None:
    if answer.refusal:
        refused = f"the model refused: {one_line(answer.refusal)}"
        return ended_for_good(Outcome.REFUSAL, refused)
    if answer.finish_reason == "content_filter":
        return ended_for_good(Outcome.CONTENT_FILTER, FILTERED)
    if answer.looped or _LOOP.search(answer.text):
        if _is_whole(answer.text):  # it ran on when all was said
            return None
        # of this, more room would only make more
        return _faulty(Outcome.WHITESPACE_LOOP, "the reply ran on in white space")
    if answer.finish_reason == "length":
        return ended_for_good(Outcome.LENGTH, CUT)
    return None


def _is_whole(text: str) -> bool:
    """Whether the text is one JSON object from its first character to its last, and no more."""
    try:
        return isinstance(from_json(text.strip()), dict)
    except ValueError:
        return False


def _empty(*, thought: bool) -> Read:
    if not thought:
        return _faulty(Outcome.EMPTY, "the reply was empty")
    why = "the model's thinking used it up; switch thinking off or allow more tokens"
    return _faulty(Outcome.EMPTY_WITH_REASONING, f"the reply was empty: {why}")


def _sections(found: dict[str, Any], call: SectionCall, ids: Ids) -> Read:
    """Each section that is valid, and for each that is not, what is wrong with it."""
    given = {name: found[name] for name in fields_of(call.sections) if name in found}
    given = {name: None if value == [] else value for name, value in given.items()}
    faults, outcome = _missing(given, call.sections), Outcome.WRONG_SHAPE
    written, wrong = _validated(given)
    faults += wrong
    if written is not None:
        claimed = _wrong_ids(written, ids)
        outcome = Outcome.WRONG_IDS if claimed and not faults else outcome
        faults += claimed
    bad = {fault.section for fault in faults}
    good = tuple(name for name in call.sections if name not in bad)
    kept = only(written, good, _reasons(found)) if written and good else None
    return Read(outcome if faults else Outcome.OK, kept, _fewer(faults))


def fields_of(sections: Sequence[SectionName]) -> tuple[str, ...]:
    """The fields that carry these sections. Category and status come with the headline."""
    with_headline = _HEADLINE_PARTS[:2] if SectionName.HEADLINE in sections else ()
    return (*with_headline, *(section.value for section in sections))


def section_of(field: str) -> SectionName:
    """The section that a field belongs to."""
    return SectionName.HEADLINE if field in _HEADLINE_PARTS else SectionName(field)


def _missing(given: dict[str, Any], sections: Sequence[SectionName]) -> list[Fault]:
    """Only the headline and what comes with it may not be null; nothing may be left out."""
    return [
        _fault((name,), "Field required")
        for name in fields_of(sections)
        if name not in given or (name in _HEADLINE_PARTS and given[name] is None)
    ]


def _validated(given: dict[str, Any]) -> tuple[Written | None, list[Fault]]:
    """The fields that are valid, and a fault for each thing that is wrong with the others."""
    try:
        return Written.model_validate(given), []
    except ValidationError as error:
        faults = _faults(error)
    bad = {str(fault.section) for fault in faults}
    good = {name: value for name, value in given.items() if section_of(name).value not in bad}
    return (Written.model_validate(good) if good else None), faults


def _faults(error: ValidationError) -> list[Fault]:
    """One fault for each thing that is wrong, without those that only follow from it."""
    found = [(e["loc"], e["msg"]) for e in error.errors(include_url=False, include_input=False)]
    inside = {loc[:length] for loc, _ in found for length in range(len(loc))}
    return [_fault(loc, message) for loc, message in found if loc not in inside]


def _wrong_ids(written: Written, ids: Ids) -> list[Fault]:
    plain = written.model_dump(mode="json", exclude={"null_reasons"}, exclude_none=True)
    return [_fault(where, wrong) for where, wrong in ids.wrong(plain)]


def _fault(loc: Place, message: str) -> Fault:
    line = f"{'.'.join(map(str, loc))}: {message.removeprefix('Value error, ')}"
    return Fault(section=section_of(str(loc[0])), text=one_line(line, 300))


def _fewer(faults: list[Fault]) -> tuple[Fault, ...]:
    """Not more than a model can use: of a long list, the first, and at least one a section."""
    seen: dict[SectionName | None, int] = {}
    kept: list[Fault] = []
    for fault in faults:
        seen[fault.section] = seen.get(fault.section, 0) + 1
        if len(kept) < MOST_FAULTS or seen[fault.section] == 1:
            kept.append(fault)
    return tuple(kept)


def _reasons(found: dict[str, Any]) -> tuple[NullReason, ...]:
    """The reasons for null sections, as far as they are any. Bad ones spoil nothing."""
    reasons = []
    for given in found["null_reasons"] if isinstance(found["null_reasons"], list) else ():
        try:
            reasons.append(NullReason.model_validate(given))
        except ValidationError:
            continue
    return tuple(reasons)


def only(
    written: Written, sections: Sequence[SectionName], reasons: Sequence[NullReason] = ()
) -> Written:
    """These sections alone, with the reasons that are about those of them that are null."""
    fields = {name: getattr(written, name) for name in fields_of(sections)}
    null = {section for section in sections if getattr(written, section.value) is None}
    about = tuple(reason for reason in reasons if reason.section in null)
    return Written.model_validate(fields | {"null_reasons": about})
