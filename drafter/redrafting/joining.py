"""What was written anew joins the draft: that section is another, all others are as they were."""

from collections.abc import Sequence
from decimal import Decimal

from drafter.answers import Answered, calls_of, provenance, require_provider, spent_on
from drafter.assembling import assemble
from drafter.cutting import without_falsehoods
from drafter.engines.base import Engine
from drafter.errors import ProviderError, ProviderRefused
from drafter.numbering import null_reasons, numbered_section
from drafter.planning import Plan
from drafter.redrafting.asking import Commission, Wish
from drafter.redrafting.parts import interleaved, parts_of, require_parts
from drafter.spending.budget import NOTHING
from drafter.verify.support import after_edit
from schemas.draft import Cut, Draft
from schemas.provenance import Provenance
from schemas.sections import Escalation, SectionName, Sections
from schemas.written import Written


def rewritten(
    commission: Commission,
    plan: Plan,
    engine: Engine,
    answered: Sequence[Answered],
    *,
    seconds: float,
) -> Draft:
    """The draft with what was answered in the section's place; its provenance is the run's alone.

    Raises:
        ProviderError: the provider failed, or nothing was written that could take its place.
    """
    require_provider(answered)
    written, cuts = without_falsehoods(answered[0].settled(), plan.evidence)
    run = provenance(plan, engine, answered, seconds=seconds)
    own = run.model_copy(update={"recipe": commission.draft.provenance.recipe})
    try:
        return joined(commission, plan, written, cuts, own)
    except ProviderError as error:
        error.calls = calls_of(answered)
        raise


def joined(
    commission: Commission,
    plan: Plan,
    written: Written,
    cuts: Sequence[Cut],
    told: Provenance,
) -> Draft:
    """The draft with what was written in the section's place, checked and computed again.

    New statements have ids that no revision had.

    Raises:
        WrongState: all of the section is by people, and not to be written over.
        ProviderRefused: nothing was written that could take the section's place.
    """
    name, draft = commission.wish.section, commission.draft
    require_parts(draft, name, overwrite=commission.wish.overwrite)
    new = numbered_section(written, name, plan, after=commission.last_statement)
    if new is None:
        raise ProviderRefused(f"{name} came to nothing: {_why(written, name, plan, draft)}")
    fields = {field: getattr(draft, field) for field in Sections.model_fields}
    fields[name.value] = _section(draft, commission.wish, new)
    after = assemble(
        Sections.model_validate(fields),
        {null: why for null, why in draft.null_reasons.items() if null is not name},
        told,
        reports=plan.reports,
        earlier=plan.earlier,
        topic=draft.topic,
        language=draft.language,
        cuts=(*draft.cuts, *cuts),
        evidence=plan.evidence,
    )
    return after_edit(draft, after)


def together(before: Provenance, run: Provenance) -> Provenance:
    """The draft's provenance with what the redraft took, so that its sums stay true."""
    seconds = {"seconds": round(before.seconds + run.seconds, 4)}
    if not run.calls:
        return before.model_copy(update=seconds)
    calls = (*before.calls, *run.calls)
    prompts = tuple(dict.fromkeys((*before.prompts, *run.prompts)))
    told = {"calls": calls, "prompts": prompts, **spent_on(calls)}
    return before.model_copy(update=told | seconds)


def cost_of(before: Provenance, after: Provenance) -> Decimal | None:
    """What a redraft has cost in US dollars; None where that is not known."""
    calls = after.calls[len(before.calls) :]
    cost: Decimal | None = spent_on(calls)["cost_usd"] if calls else NOTHING
    return cost


def _section(draft: Draft, wish: Wish, new: object) -> object:
    """The new section, with what people wrote in the old one unless that is written over."""
    present = getattr(draft, wish.section.value)
    if wish.overwrite or present is None:
        return new
    if isinstance(new, Escalation):
        statements = interleaved(present.statements, new.statements)
        stays = any(one in statements for one in present.statements)
        direction = present.direction if stays else new.direction
        return Escalation.model_validate({"direction": direction, "statements": statements})
    if isinstance(new, tuple):
        return interleaved(parts_of(draft, wish.section), new)
    return new


def _why(written: Written, name: SectionName, plan: Plan, draft: Draft) -> str:
    """Why the section is null, in the engine's words."""
    return null_reasons(draft.model_copy(update={name.value: None}), written, plan)[name]
