"""What is asked for: one section of one revision, and the plan that writes it and nothing else."""

from dataclasses import dataclass, replace

from pydantic import Field

from drafter.editing import refuse_renumbered
from drafter.errors import WrongState
from drafter.planning import Anew, Plan
from drafter.redrafting.parts import as_written, kept_sentences
from schemas.base import Closed, Text
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.written import NullReason


class Wish(Closed):
    """Which section is wanted anew, and how.

    With `overwrite`, what people wrote in it is not kept.
    """

    section: SectionName
    instructions: Text | None = None
    overwrite: bool = False


class SectionRedraft(Wish):
    """A wish that was granted: `number` counts the redrafts of the draft, whole ones too."""

    number: int = Field(ge=1)
    revision: int = Field(ge=1, description="which it was asked of")
    held_by: Text | None = Field(description="who had the draft in review")


@dataclass(frozen=True)
class Commission:
    """What is wanted anew of the draft as it is.

    `last_statement` is the highest number of a statement in any of its revisions.
    """

    wish: Wish
    draft: Draft
    last_statement: int


def narrowed(plan: Plan, former: Draft, wish: Wish) -> Plan:
    """The plan for that section alone, by the call of the recipe that writes it.

    Raises:
        WrongState: the plan writes no such section: what it would be made of is not there. Or its
            earlier events are not those of the draft.
    """
    refuse_renumbered(former, plan.earlier)
    call = next((call for call in plan.calls if wish.section in call.sections), None)
    if call is None:
        why = plan.null_reasons.get(wish.section, "the recipe has no call for it")
        raise WrongState(f"{wish.section} cannot be written: {why}")
    anew = Anew(
        present=_reply(former, wish.section),
        kept=() if wish.overwrite else kept_sentences(former, wish.section),
        instructions=wish.instructions,
    )
    one = replace(call.only((wish.section,)), anew=anew)
    return replace(plan, calls=(one,), language=former.language)


def _reply(draft: Draft, name: SectionName) -> str:
    """The section as the reply that would have brought it."""
    written = as_written(draft, name)
    reason = draft.null_reasons.get(name)
    if reason is not None:
        written = written.model_copy(
            update={"null_reasons": (NullReason(section=name, reason=reason),)}
        )
    labels = {"category", "status"} if name is SectionName.HEADLINE else set()
    return written.model_dump_json(include={name.value, "null_reasons"} | labels)
