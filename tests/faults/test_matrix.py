"""The fault matrix: each row, for the call with the headline, another call, and the only call."""

import asyncio
import logging
from dataclasses import replace
from decimal import Decimal

import pytest

from drafter.errors import ProviderUnavailable
from drafter.service import fallen_back
from drafter.settings import Settings
from drafter.spending.budget import outlay_of
from schemas.provenance import Attempt, EngineName, Outcome, Rung
from schemas.sections import SectionName
from tests.faults.row import NO_FAULT, Loses, Row
from tests.faults.rows import ROWS
from tests.faults.running import PLACES, REQUEST, Place, Run, run, text_of
from tests.faults.shown import CANARY, MARK

CENTS = Decimal("0.004")
"""Of one reply: 1,000 tokens in at $2, 200 out at $10 for a million."""
RUNS = [
    pytest.param(row, place, stream, id=f"{row.name} {'/'.join(place)}{' sse' if stream else ''}")
    for row in ROWS
    for place in PLACES
    if row.lost or place != PLACES[1]
    for stream in (False, True)
    if row.streams is stream or (row.streams is None and stream <= (place == PLACES[-1]))
]
Faultless = dict[Place, Run]


@pytest.fixture(scope="session")
def faultless() -> Faultless:
    """The same drafts where nothing fails."""
    return {place: asyncio.run(run(NO_FAULT, place, stream=False)) for place in PLACES}


def test_every_outcome_has_a_row() -> None:
    assert set(Outcome) - {row.outcome for row in ROWS} == set()


@pytest.mark.parametrize(("row", "place", "stream"), RUNS)
async def test_what_follows_from_a_fault(
    faultless: Faultless,
    row: Row,
    place: Place,
    stream: bool,  # noqa: FBT001 - a parameter of the matrix
) -> None:
    done, without = await run(row, place, stream=stream), faultless[place]
    if place == PLACES[0]:
        row = with_the_headline_asked_for_again(row)

    require_attempts(row, done)
    require_money(row, done, without)
    require_log(row, done)
    lost = lost_sections(row, done)
    if SectionName.HEADLINE in lost:
        await require_failure(row, done)
    else:
        require_draft(row, done, lost, without)
    if stream:
        require_pieces(row, done, lost)


def with_the_headline_asked_for_again(row: Row) -> Row:
    """The row where a lost headline is asked for once more, since other calls hang on it."""
    if row.lost is None or row.lost.error is not ProviderUnavailable:
        return row
    attempts, modes = (*row.attempts, Outcome.OK), (*row.rungs, row.rungs[-1])
    return replace(row, lost=None, waits=None, attempts=attempts, modes=modes)


def lost_sections(row: Row, done: Run) -> tuple[SectionName, ...]:
    """The sections of the call that must be null."""
    sections = done.call.sections
    if row.lost is None:
        return ()
    many = {Loses.ALL: len(sections), Loses.FIRST: 1, Loses.FIRST_HALF: (len(sections) + 1) // 2}
    return sections[: many[row.loses]]


def require_attempts(row: Row, done: Run) -> None:
    """Every request that was made is in the provenance, with what there is to know of it."""
    assert row.attempts == tuple(attempt.outcome for attempt in done.attempts)
    assert len(row.attempts) == done.asked[done.call.name]
    assert row.rungs == tuple(attempt.mode for attempt in done.attempts)
    assert row.waits is None or row.waits == tuple(done.waits)
    for attempt in done.attempts:
        require_attempt(row, attempt)


def require_attempt(row: Row, attempt: Attempt) -> None:
    """One request: all that the endpoint told, and an error where no usable reply came."""
    outcome = attempt.outcome or Outcome.OK
    faulty = outcome is row.outcome
    finish = row.finish_of(outcome)
    in_tool = outcome is Outcome.OK and attempt.mode is Rung.FORCED_TOOL
    assert ("tool_calls" if in_tool else finish) == attempt.finish_reason
    assert (finish is not None and (row.counted or not faulty)) == (attempt.usage is not None)
    assert ("req-1" if row.told_id or not faulty else None) == attempt.request_id
    assert (outcome is not Outcome.OK) == bool(attempt.error)
    assert attempt.endpoint
    assert attempt.endpoint.startswith("127.0.0.1:")
    assert "fake-model" == attempt.model
    assert 0 < attempt.seconds < row.seconds + 5


def require_money(row: Row, done: Run, without: Run) -> None:
    """What was paid for before the fault, in it and after it is counted, and so is all else."""
    paid = [attempt for attempt in done.attempts if attempt.usage]
    others = len(without.calls) - 1
    expected = CENTS * (len(paid) + others)
    known = row.counted
    assert (expected if known else None) == outlay_of(done.calls).usd
    assert others == sum(call.name != done.call.name for call in done.calls)


def require_log(row: Row, done: Run) -> None:
    """Each call has its line, a warning stands where the row says, and nowhere a source's text."""
    info, warnings = done.lines.said(logging.INFO), done.lines.said(logging.WARNING)
    assert any(f": {row.attempts[-1]} in " in line for line in info)
    assert bool(row.warns) == bool(warnings)
    assert not row.warns or any(row.warns in line for line in warnings)
    assert [] == done.lines.said(logging.ERROR)
    assert not any(word in line for line in (*info, *warnings) for word in (CANARY, MARK))


def require_draft(row: Row, done: Run, lost: tuple[SectionName, ...], without: Run) -> None:
    """Sections that are lost are null and say why; all others are as they were without a fault."""
    assert done.made is not None
    assert without.made is not None
    for name in SectionName:
        if name in lost:
            assert row.lost is not None
            assert getattr(done.made, name) is None
            assert row.lost.reads == done.made.null_reasons[name]
        else:
            assert text_of(without.made, name) == text_of(done.made, name)
    assert not any(finding.stops for finding in done.made.findings)
    assert done.made.provenance.fallback_reason is None


async def require_failure(row: Row, done: Run) -> None:
    """Without a headline there is no draft; the one that stands in says why, and what was paid."""
    assert done.made is None
    assert row.lost is not None
    assert row.lost.error is type(done.error)
    assert row.lost.says in str(done.error)
    assert 1 == len(str(done.error).splitlines())
    assert done.error is not None
    stands_in = await fallen_back(REQUEST, Settings(), done.error)
    provenance = stands_in.provenance
    assert EngineName.EXTRACTIVE is provenance.engine
    assert str(done.error) == provenance.fallback_reason
    assert done.calls == provenance.calls


def require_pieces(row: Row, done: Run, lost: tuple[SectionName, ...]) -> None:
    """Who follows the draft hears of each section, at last of the one that is in the draft."""
    told = {one.section: one.written.model_dump_json() for one in done.heard if one.written}
    if done.made is not None and row.pieces:
        written = {name for name in SectionName if getattr(done.made, name) is not None}
        assert set() == written - set(told)
    assert not any(MARK in text for name, text in told.items() if name not in lost)
