"""Approved drafts, straight into the rows: the gate has tests of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.tables import audit, drafts
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import Action, DraftState
from schemas.sections import Confidence, Horizon, Likelihood, ScenarioKind
from schemas.statement import Basis
from schemas.written import WrittenScenario
from tests import factories
from tests.drafter.store.rows import a_report, change
from tests.factories import statement


def scenario(
    text: str = "The town may grow quieter.",
    horizon: Horizon = Horizon.IMMEDIATE,
    likelihood: Likelihood | None = Likelihood.LIKELY,
) -> WrittenScenario:
    """A scenario as an engine writes it."""
    return WrittenScenario(
        kind=ScenarioKind.RISK,
        statement=statement(text, basis=Basis.INFERENCE),
        horizon=horizon,
        confidence=Confidence.ASSESSED,
        likelihood=likelihood,
        watch_for="Queues at the quay",
    )


def written(*scenarios: WrittenScenario, model: str | None = None) -> Draft:
    """A draft with these scenarios, by the extractive engine, or by a model."""
    made = factories.draft(scenarios=scenarios or None)
    if model is None:
        return made
    told: Mapping[str, Any] = {"engine": EngineName.OPENAI, "model": model}
    by = made.provenance.model_copy(update=told)
    return made.model_copy(update={"provenance": by})


async def approve(
    database: Database,
    draft: Draft,
    at: datetime,
    *,
    edited: Draft | None = None,
    state: DraftState = DraftState.APPROVED,
    topic: str | None = None,
) -> str:
    """Hand the draft in, perhaps edit it, and have it approved at that time."""
    store = Drafts(database)
    order = factories.order(await a_report(database), topic=topic)
    record = await store.hand_in(order, draft, "Desk")
    if edited is not None:
        await store.claim(record.id, "Ada")
        record = await store.edit(record.id, edited, "Ada", revision=1, reason=None)
    line = {"action": Action.APPROVED, "by": "Ada", "at": at, "revision": record.revision}
    await change(database, sa.insert(audit).values(line | {"draft_id": record.id}))
    await change(
        database, sa.update(drafts).where(drafts.c.id == record.id).values({"state": state})
    )
    return record.id


def ids(draft: Draft) -> tuple[str, ...]:
    """The ids of its scenarios' statements."""
    return tuple(one.statement.id for one in draft.scenarios or ())
