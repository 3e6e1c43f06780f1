"""Words on what became of scenarios: added and never changed. Of one scenario the last counts."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter import clock
from drafter.desk.calibrating import calibration
from drafter.desk.forecasts import SOONEST, due_at, forecasts
from drafter.errors import NotFound, WrongState
from drafter.store.approvals import BY_TIME, NEWEST_FIRST, ApprovedFilter, documents
from drafter.store.database import Database, whole
from drafter.store.pages import Page, Place, beyond, place_of
from drafter.store.tables import drafts, scenario_outcomes
from schemas.desk_scenarios import (
    Calibration,
    FollowedScenario,
    Forecast,
    Recorded,
    Resolution,
    ScenarioOutcome,
)
from schemas.draft import Draft

MOST = 10_000
"""Scenarios that one calibration is of."""
_COLUMNS = tuple(scenario_outcomes.c[name] for name in ScenarioOutcome.model_fields)
Words = Mapping[tuple[str, str], Sequence[Recorded]]
"""What was said of scenarios, by draft and statement, the latest first."""


class Outcomes:
    """The outcomes of one database's scenarios."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def record(
        self,
        draft_id: str,
        statement: str,
        outcome: Resolution,
        by: str,
        *,
        note: str | None = None,
        source: str | None = None,
    ) -> ScenarioOutcome:
        """Keep a word on a scenario of an approved draft; earlier ones stay in its history.

        Raises:
            NotFound: there is no such draft, or no such scenario in what was approved.
            WrongState: the draft was not approved.
        """
        async with self._database.writing() as connection:
            made = {one.statement: one for one in await _forecasts(connection, draft_id)}
            if statement not in made:
                raise NotFound(f"{draft_id} has no scenario with the statement {statement}")
            said = {"outcome": outcome, "note": note, "source": source, "by": by}
            forecast = dict(made[statement])
            kept = ScenarioOutcome.model_validate(forecast | said | {"at": clock.now()})
            await connection.execute(sa.insert(scenario_outcomes).values(dict(kept)))
            return kept

    async def of_draft(self, draft_id: str) -> tuple[FollowedScenario, ...]:
        """The scenarios of an approved draft, with what was said of them, in reading order.

        Raises:
            NotFound: there is no such draft.
            WrongState: the draft was not approved.
        """
        async with self._database.reading() as connection:
            made = await _forecasts(connection, draft_id)
            said = await _said(connection, [draft_id])
        return tuple(_followed(one, said) for one in made)

    async def due(
        self, *, topic: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[FollowedScenario]:
        """Scenarios whose horizon has ended without a word that settles it, page by page.

        A page is of at most `limit` drafts, the last approved first; it may be empty while there
        is a next one.

        Raises:
            InputError: the cursor is none of ours, or of another list.
        """
        of, now = ("due", topic), clock.now()
        query = documents(ApprovedFilter(until=now - SOONEST, topic=topic))
        if cursor is not None:
            query = query.where(beyond(BY_TIME, place_of(cursor, of), newest_first=True))
        async with self._database.reading() as connection:
            found = (await connection.execute(query.order_by(*NEWEST_FIRST).limit(limit + 1))).all()
            said = await _said(connection, [row.id for row in found[:limit]])
        made = await asyncio.to_thread(lambda: [one for row in found[:limit] for one in _read(row)])
        every = (_followed(one, said) for one in made)
        more = len(found) > limit
        last = Place(found[limit - 1].approved_at, found[limit - 1].id) if more else None
        return Page(
            tuple(one for one in every if _is_due(one, now)), last.cursor(of) if last else None
        )

    async def calibration(self, wanted: ApprovedFilter) -> Calibration:
        """How well the words held: of the scenarios with a word on them, the newest approved."""
        table, later = scenario_outcomes, scenario_outcomes.alias()
        last = sa.select(sa.func.max(later.c.number)).where(
            later.c.draft_id == table.c.draft_id, later.c.statement == table.c.statement
        )
        query = (
            sa.select(*_COLUMNS)
            .where(table.c.number == last.scalar_subquery(), *_within(wanted))
            .order_by(table.c.approved_at.desc(), table.c.number.desc())
            .limit(MOST + 1)
        )
        async with self._database.reading() as connection:
            rows = [dict(row) for row in (await connection.execute(query)).mappings()]

        def reckoned() -> Calibration:
            latest = [ScenarioOutcome.model_validate(row) for row in rows[:MOST]]
            return calibration(latest, complete=len(rows) <= MOST)

        return await asyncio.to_thread(reckoned)


def _within(wanted: ApprovedFilter) -> list[sa.ColumnElement[bool]]:
    columns = scenario_outcomes.c
    equal = [
        columns[name] == value
        for name in ("topic", "recipe", "model")
        if (value := getattr(wanted, name)) is not None
    ]
    since = [columns.approved_at >= wanted.since] if wanted.since is not None else []
    until = [columns.approved_at < wanted.until] if wanted.until is not None else []
    return equal + since + until


async def _forecasts(connection: AsyncConnection, draft_id: str) -> tuple[Forecast, ...]:
    """The scenarios of an approved draft.

    Raises:
        NotFound: there is no such draft.
        WrongState: the draft was not approved.
    """
    found = (
        await connection.execute(documents(ApprovedFilter()).where(drafts.c.id == draft_id))
    ).one_or_none()
    if found is not None:
        return _read(found)
    state = await connection.scalar(sa.select(drafts.c.state).where(drafts.c.id == draft_id))
    if state is None:
        raise NotFound(f"there is no draft {draft_id}")
    raise WrongState(f"{draft_id} is {state}: scenarios are followed up once it is approved")


def _read(row: sa.Row[str, datetime, int, str]) -> tuple[Forecast, ...]:
    name, approved_at, revision, document = row
    draft = Draft.model_validate_json(document)
    return forecasts(name, draft, revision=revision, approved_at=approved_at)


async def _said(connection: AsyncConnection, names: Sequence[str]) -> Words:
    table = scenario_outcomes
    columns = (table.c[name] for name in Recorded.model_fields)
    query = (
        sa.select(table.c.draft_id, table.c.statement, *columns)
        .where(table.c.draft_id.in_(names))
        .order_by(table.c.number.desc())
    )
    said: dict[tuple[str, str], list[Recorded]] = {}
    for draft_id, statement, *word in await connection.execute(query):
        kept = dict(zip(Recorded.model_fields, word, strict=True))
        said.setdefault((draft_id, statement), []).append(Recorded.model_validate(kept))
    return said


def _followed(one: Forecast, said: Words) -> FollowedScenario:
    recorded = tuple(said.get((one.draft_id, one.statement), ()))
    ends = due_at(one.approved_at, one.horizon)
    return FollowedScenario(**dict(one), due_at=ends, recorded=recorded)


def _is_due(one: FollowedScenario, now: datetime) -> bool:
    """Its horizon has ended, and nobody has looked at it since, or settled it before."""
    if one.due_at > now:
        return False
    last = one.recorded[0] if one.recorded else None
    return last is None or (last.outcome is Resolution.OPEN and last.at < one.due_at)
