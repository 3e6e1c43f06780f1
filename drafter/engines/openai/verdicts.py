"""From a completion to verdicts: how it ended first, then its text, then each verdict by itself.

Read as strictly as what is drafted. A verdict that is not valid, is on no claim of the batch, or
is one of two on the same claim is none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from drafter.engines.base import Batch, Fault
from drafter.engines.openai.failures import one_line
from drafter.engines.openai.reading import MOST_FAULTS, nothing_to_read
from drafter.engines.openai.salvage import NoObject, json_object
from drafter.engines.openai.wire import Completion
from schemas.provenance import Outcome
from schemas.support import ClaimVerdict

KEY = "verdicts"
LONGEST_REASON = 300
"""Characters of a reason that an editor is shown."""
CUT = "the model's reply was cut at its token limit"


@dataclass(frozen=True)
class ReadVerdicts:
    """What the text of a completion amounts to."""

    outcome: Outcome
    verdicts: tuple[ClaimVerdict, ...]
    faults: tuple[Fault, ...]


def read_verdicts(answer: Completion, batch: Batch) -> ReadVerdicts:
    """The verdicts on the batch that the completion holds, and what is wrong with the others."""
    if nothing := nothing_to_read(answer):
        cut = nothing.outcome is Outcome.LENGTH  # fewer claims at a time may fit
        faults = (_fault(CUT),) if cut else nothing.faults
        return ReadVerdicts(nothing.outcome, (), faults)
    try:
        given = json_object(answer.text, KEY)[KEY]
    except NoObject as error:
        return ReadVerdicts(Outcome.BROKEN_JSON, (), (_fault(str(error)),))
    if not isinstance(given, list):
        return ReadVerdicts(Outcome.WRONG_SHAPE, (), (_fault(f"{KEY} is no list"),))
    return _on_claims(given, batch)


def _on_claims(given: list[Any], batch: Batch) -> ReadVerdicts:
    read, faults = _valid(given)
    times = Counter(one.claim for one in read)
    faults += [_fault(f"there is no claim {n}") for n in times if n not in batch.numbers]
    faults += [_fault(f"claim {n} has {times[n]} verdicts") for n in times if times[n] > 1]
    faults += [_fault(f"claim {n} has no verdict") for n in batch.numbers if n not in times]
    good = tuple(_told(one) for one in read if times[one.claim] == 1 and one.claim in batch.numbers)
    outcome = _outcome(read, batch) if faults else Outcome.OK
    return ReadVerdicts(outcome, good, tuple(faults[:MOST_FAULTS]))


def _outcome(read: Iterable[ClaimVerdict], batch: Batch) -> Outcome:
    unknown = any(one.claim not in batch.numbers for one in read)
    return Outcome.WRONG_IDS if unknown else Outcome.WRONG_SHAPE


def _valid(given: Sequence[object]) -> tuple[list[ClaimVerdict], list[Fault]]:
    read: list[ClaimVerdict] = []
    faults: list[Fault] = []
    for place, value in enumerate(given):
        try:
            read.append(ClaimVerdict.model_validate(value))
        except ValidationError as error:
            faults += [_fault(f"{KEY}.{place}.{said}") for said in _errors(error)]
    return read, faults


def _errors(error: ValidationError) -> Iterator[str]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        yield f"{'.'.join(map(str, found['loc']))}: {found['msg']}"


def _told(said: ClaimVerdict) -> ClaimVerdict:
    return said.model_copy(update={"reason": one_line(said.reason, LONGEST_REASON)})


def _fault(text: str) -> Fault:
    return Fault(section=None, text=one_line(text, 300))
