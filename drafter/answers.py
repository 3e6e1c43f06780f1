"""What came back for each call: which reply is taken, what is wrong with it, and what it cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from drafter import __version__
from drafter.engines.base import Engine, Objection, Reply
from drafter.errors import ProviderError, ProviderRefused
from drafter.planning import Plan, SectionCall
from drafter.verify.checks import check_statement
from drafter.verify.evidence import Evidence
from schemas.evidence import Severity
from schemas.limits import Limits
from schemas.provenance import Call, Provenance
from schemas.sections import SectionName
from schemas.walk import overruns, written_statements
from schemas.written import NullReason, Written

TOLERANCE = 1.1
"""A section is asked for again when it is over its limit by more than a tenth."""
UNUSABLE = "the model's reply could not be used; the provenance has what was wrong with it"
FAILED = "the provider failed while this part was written"


@dataclass(frozen=True)
class Answered:
    """A call of the plan, the replies that came, the one taken, and how the provider failed."""

    call: SectionCall
    replies: tuple[Reply, ...]
    taken: Reply | None
    failure: ProviderError | None

    @classmethod
    def first(cls, call: SectionCall, came: Reply | ProviderError) -> "Answered":
        """The call after it was made for the first time."""
        if isinstance(came, ProviderError):
            return cls(call, (), None, came)
        return cls(call, (came,), came, None)

    def again(
        self, came: Reply | ProviderError | None, evidence: Evidence, limits: Limits
    ) -> "Answered":
        """The call after it was made once more: the new reply is taken unless it is worse.

        A provider that fails now takes nothing away from what came before.
        """
        if self.taken is None or not isinstance(came, Reply):
            return self
        worse = self.taken.written is not None and (
            came.written is None
            or len(complaints(came.written, evidence, limits))
            > len(complaints(self.taken.written, evidence, limits))
        )
        return replace(self, replies=(*self.replies, came), taken=self.taken if worse else came)

    @property
    def written(self) -> Written:
        """What the reply that was taken wrote; where that is nothing, why, for each section."""
        if self.taken and self.taken.written is not None:
            return self.taken.written
        reasons = (NullReason(section=name, reason=self._why()) for name in self.call.sections)
        return Written(null_reasons=tuple(reasons))

    def _why(self) -> str:
        """For readers: a refusal in its own words, technical faults only in the provenance."""
        if self.taken is None:
            return FAILED
        return "; ".join(self.taken.errors) if self.taken.final else UNUSABLE


def objection(one: Answered, evidence: Evidence, limits: Limits) -> Objection | None:
    """What is wrong with the reply, where asking again may help."""
    reply = one.taken
    if reply is None or reply.final:
        return None
    errors = reply.errors or tuple(complaints(reply.written, evidence, limits))
    return Objection(reply=reply.text, errors=errors) if errors else None


def complaints(written: Written | None, evidence: Evidence, limits: Limits) -> list[str]:
    """The blockers and the clear overruns of a reply, one line each."""
    if written is None:
        return []
    blockers = [
        f"{name.value}: “{statement.text}” {found.reason}"
        for name, statement in written_statements(written)
        for found in check_statement(name, statement, evidence)
        if found.severity is Severity.BLOCKER
    ]
    too_long = [run for run in overruns(written, limits) if run.count > run.limit * TOLERANCE]
    return [*blockers, *(f"{run.section.value}: {run}." for run in too_long)]


def require_headline(answered: Sequence[Answered]) -> None:
    """See to it that there is a headline: without one there is no draft.

    Raises:
        ProviderError: as the provider failed, or what its reply lacked; with all calls made.
    """
    owner = next(one for one in answered if SectionName.HEADLINE in one.call.sections)
    written = owner.written
    if written.headline and written.category and written.status:
        return
    why = "; ".join(owner.taken.errors[:3]) if owner.taken and owner.taken.errors else "no headline"
    error = owner.failure or ProviderRefused(
        f"the model wrote nothing usable for “{owner.call.name}”: {why}"
    )
    error.calls = calls_of(answered)
    raise error


def calls_of(answered: Iterable[Answered]) -> tuple[Call, ...]:
    """Every call that was made, in the order of the plan."""
    return tuple(
        Call(
            name=one.call.name,
            repair=number > 0,
            attempts=reply.attempts,
            faults=reply.errors,
        )
        for one in answered
        for number, reply in enumerate(one.replies)
        if reply.attempts
    )


def provenance(
    plan: Plan, engine: Engine, answered: Sequence[Answered], *, seconds: float
) -> Provenance:
    """How the draft came about."""
    calls = calls_of(answered)
    used = dict.fromkeys(p for one in answered for reply in one.replies for p in reply.prompts)
    return Provenance(
        engine=engine.name,
        model=engine.model,
        endpoint=engine.endpoint,
        recipe=plan.recipe,
        prompts=tuple(used),
        calls=calls,
        **tokens_of(calls),
        cost_usd=None,
        seconds=round(seconds, 4),
        fallback_reason=None,
        software=f"drafter {__version__}",
    )


def tokens_of(calls: Iterable[Call]) -> dict[str, int | None]:
    """`input_tokens` and `output_tokens` of the calls together; None where nothing is known."""
    usages = [attempt.usage for call in calls for attempt in call.attempts if attempt.usage]
    return {
        "input_tokens": _total(usage.input_tokens for usage in usages),
        "output_tokens": _total(usage.output_tokens for usage in usages),
    }


def _total(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
