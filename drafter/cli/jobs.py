"""`drafter jobs`: what is being drafted, by whom, and what to do about what is not."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

import click

from drafter import clock
from drafter.cli import FAILED
from drafter.cli.output import put, say
from drafter.errors import DrafterError
from drafter.jobs import Jobs
from drafter.review import COMMAND_LINE
from drafter.settings import read_settings
from drafter.store.database import Database
from schemas.review import DraftRecord, DraftState
from schemas.work import Job, JobCall, JobHistory, JobStatus

Result = TypeVar("Result")
WIDTH = 100
STATES = [state.value for state in DraftState]
COLUMNS = ("draft", "state", "status", "priority", "asked by", "for", "starts", "worker or reason")


@click.group(name="jobs")
def command() -> None:
    """List, show, retry and cancel the jobs of drafts."""


@command.command(name="list")
@click.option("--state", type=click.Choice(STATES), default=None, help="Only drafts in this state.")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines.")
def list_(state: str | None, limit: int, *, as_json: bool) -> None:
    """List jobs, newest first: those that are being drafted, or those in a state."""
    wanted = DraftState(state) if state else DraftState.DRAFTING
    jobs = _with_jobs(partial(_listed, state=wanted, limit=limit))
    if as_json:
        for job in jobs:
            put(job.model_dump_json(), None)
    elif jobs:
        put(_table([COLUMNS, *(_row(job) for job in jobs)]), None)
    else:
        say(f"no draft is {wanted}")


async def _listed(jobs: Jobs, *, state: DraftState, limit: int) -> tuple[Job, ...]:
    return await jobs.list(state=state, limit=limit)


@command.command()
@click.argument("draft_id")
@click.option("--json", "as_json", is_flag=True)
def show(draft_id: str, *, as_json: bool) -> None:
    """Show the job of a draft, and each of its calls."""
    history = _with_jobs(lambda jobs: jobs.show(draft_id))
    put(history.model_dump_json(indent=2) if as_json else _told(history), None)


@command.command()
@click.argument("draft_ids", nargs=-1, required=True)
def retry(draft_ids: tuple[str, ...]) -> int:
    """Go on with drafts that failed or were cancelled; calls that were paid for are kept."""
    return _each(draft_ids, lambda jobs, name: jobs.retry(name, COMMAND_LINE), "goes on")


@command.command()
@click.argument("draft_ids", nargs=-1, required=True)
@click.option("--reason", help="For the audit trail.")
def cancel(draft_ids: tuple[str, ...], reason: str | None) -> int:
    """Call drafts off: calls that run are cut off, and nothing more is paid for."""
    return _each(
        draft_ids, lambda jobs, name: jobs.cancel(name, COMMAND_LINE, reason), "is cancelled"
    )


def _each(
    draft_ids: Sequence[str], move: Callable[[Jobs, str], Awaitable[DraftRecord]], done: str
) -> int:
    """Make the move with each draft. One that fails keeps no other from it."""

    async def all_of_them(jobs: Jobs) -> int:
        status = 0
        for name in draft_ids:
            try:
                await move(jobs, name)
                put(f"{name} {done}", None)
            except DrafterError as error:
                say(str(error))
                status = FAILED
        return status

    return _with_jobs(all_of_them)


def _with_jobs(use: Callable[[Jobs], Awaitable[Result]]) -> Result:
    settings = read_settings()

    async def run() -> Result:
        database = Database(settings.database_url)
        jobs = Jobs(settings, database)
        try:
            await jobs.start()
            return await use(jobs)
        finally:
            await jobs.stop()
            await database.close()

    return asyncio.run(run())


def _row(job: Job) -> tuple[str, ...]:
    return (
        job.draft_id,
        job.state,
        job.status,
        job.priority,
        _shortened(job.asked_by, 14),
        _since(job),
        str(job.starts),
        job.error or job.worker or "",
    )


def _since(job: Job) -> str:
    """For how long it has been waiting, or has run or had run."""
    begun = job.asked_at if job.status is JobStatus.WAITING else job.started_at or job.asked_at
    return _span(begun, job.ended_at or clock.now())


def _span(begun: datetime, ended: datetime) -> str:
    seconds = max((ended - begun).total_seconds(), 0)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} s"


def _told(history: JobHistory) -> str:
    job = history.job
    lines = [
        f"{job.name}: {job.status}, draft {job.state}, {job.priority}, asked by {job.asked_by}",
        f"for {_since(job)}, starts: {job.starts}, worker: {job.worker or 'none yet'}",
    ]
    if job.error:
        lines.append(job.error)
    calls = [_call_row(call) for call in history.calls]
    header = ("call", "status", "waited", "took", "attempts", "USD", "error")
    return "\n".join([*lines, *([_table([header, *calls])] if calls else [])])


def _call_row(call: JobCall) -> tuple[str, ...]:
    cost = "unknown" if call.cost_usd is None else f"{call.cost_usd:f}"
    return (
        call.name,
        call.status,
        _seconds(call.waited_seconds),
        _seconds(call.seconds),
        str(call.attempts),
        cost,
        call.error or "",
    )


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f} s"


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as they need to be; the last one gets what is left of the line."""
    shown = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in list(zip(*shown, strict=True))[:-1]]
    lines = []
    for *cells, last in shown:
        start = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        room = max(WIDTH - len(start) - 2, 20)
        lines.append(f"{start}  {_shortened(last, room)}".rstrip())
    return "\n".join(lines)


def _shortened(text: str, room: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= room else f"{plain[: room - 1]}…"
