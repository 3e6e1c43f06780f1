"""A draft to edit, and how the tests edit it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from drafter.editing import patched
from drafter.errors import PatchRefused
from drafter.planning import Plan
from schemas.draft import Draft
from schemas.sections import (
    Confidence,
    Direction,
    Horizon,
    ScenarioKind,
    Sections,
)
from schemas.statement import Basis, Statement
from schemas.written import (
    WrittenCauses,
    WrittenConflict,
    WrittenEscalation,
    WrittenGap,
    WrittenParagraph,
    WrittenPerspective,
    WrittenScenario,
)
from tests import factories
from tests.factories import event, statement

Patch = dict[str, Any]


def a_plan() -> Plan:
    """Two reports and an earlier event."""
    second = factories.report(
        "The ferry line says its boats can carry 900 people an hour.",
        "Pilots call that figure a dream.",
        headline="Ferries stand in for the bridge",
    )
    storm = event(date(2026, 1, 9), "A storm damaged the old bridge of Eastmere.")
    return factories.plan_of(factories.report(), second, earlier=[storm])


def a_draft(plan: Plan) -> Draft:
    """Every section is filled but the synthesis."""
    guess = statement("The town may grow quieter.", basis=Basis.INFERENCE)
    storm = statement("A storm came first.", basis=Basis.BACKGROUND, cites=(), links=("E1",))
    return factories.draft(
        plan,
        standfirst=statement("Ferries take over."),
        key_takeaway=(statement("The town is cut in two."), guess),
        body=(
            WrittenParagraph(subhead="The closure", statements=(statement(), storm)),
            WrittenParagraph(
                subhead=None, statements=(statement("Ferries are few.", cites=("R2.S1",)),)
            ),
        ),
        plain_english=(statement("The bridge is shut."),),
        root_causes=(statement("The piers are old."),),
        escalation=WrittenEscalation(statements=(guess,), direction=Direction.HOLDING),
        scenarios=(
            WrittenScenario(
                kind=ScenarioKind.RISK,
                statement=guess,
                horizon=Horizon.IMMEDIATE,
                confidence=Confidence.SUGGESTED,
                likelihood=None,
                watch_for="Queues at the quay",
            ),
        ),
        causes_and_effects=WrittenCauses(this_event=statement(), causes=("E1",), effects=()),
        perspectives=(
            WrittenPerspective(actor="Pilots", statements=(statement("They doubt it."),)),
        ),
        conflicts=(
            WrittenConflict(
                question="Are the ferries enough?",
                versions=(
                    statement("The line says yes.", cites=("R2.S1",)),
                    statement("The pilots say no.", cites=("R2.S2",)),
                ),
            ),
        ),
        information_gaps=(WrittenGap(cites=(), links=(), text="Who pays is not said."),),
    )


PLAN = a_plan()
DRAFT = a_draft(PLAN)
PATCHABLE = list(Sections.model_fields)


def edit(patch: Patch, draft: Draft = DRAFT, **given: int) -> Draft:
    return patched(draft, patch, PLAN.reports, PLAN.earlier, **given)


def refused(patch: Patch, pointer: str, said: str) -> None:
    with pytest.raises(PatchRefused, match=said) as refusal:
        edit(patch)
    assert refusal.value.pointer == pointer


def by_id(draft: Draft) -> dict[str, Statement]:
    return {statement.id: statement for _, statement in draft.statements()}


def as_json(section: str, draft: Draft = DRAFT) -> Any:
    return draft.model_dump(mode="json")[section]


def statement_objects(value: object) -> Iterator[dict[str, Any]]:
    """Every statement of a section as JSON, in reading order."""
    if isinstance(value, dict) and "id" in value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from statement_objects(part)
