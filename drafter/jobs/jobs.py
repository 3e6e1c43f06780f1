"""Jobs: queueing drafts, and looking after what was queued. Needs no worker in this process."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions, WorkflowStatus

from drafter.errors import StoreError
from drafter.jobs.drafting import rank_of
from drafter.jobs.journal import DRAFTS, ENDED, UNENDED, VERSION, journal_client, journal_engine
from drafter.jobs.showing import call_of, cost_of, failed, job_of
from drafter.settings import Settings
from drafter.store.connecting import store_errors
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.lists import DraftFilter, Lists
from drafter.store.naming import Naming, QueuePlace
from drafter.store.spending import Reservation
from drafter.telemetry.jobs import JobEvent, tell
from schemas.review import DraftRecord, DraftState
from schemas.work import Job, JobHistory

DRAFT = "draft"
"""The name of a draft's workflow. With its arguments it is part of the journal."""
PAST_ALL_STEPS = 1_000_000
"""Rewound to this step, a job keeps every finished step."""
MOST_DELETED = 500


class Jobs:
    """The jobs of one database, as any process sees them."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._url = settings.database_url
        self._drafts = Drafts(database)
        self._lists = Lists(database)
        self._naming = Naming(database)
        self._engine: sa.Engine | None = None
        self._opened: DBOSClient | None = None

    async def start(self) -> None:
        """Connect.

        Raises:
            StoreError: the database cannot be used.
        """
        with store_errors():
            self._engine = journal_engine(self._url)
            self._opened = journal_client(self._engine, patient=False)

    async def stop(self) -> None:
        """Close the connections. Jobs go on wherever there are workers."""
        if self._opened is not None:
            self._opened.destroy()
            self._opened = None
        if self._engine is not None:
            self._engine.dispose()

    @property
    def client(self) -> DBOSClient:
        """The journal.

        Raises:
            StoreError: the jobs are not started.
        """
        if self._opened is None:
            raise StoreError("the jobs are not started, so nothing can be queued")
        return self._opened

    async def enqueue(self, draft_id: str, place: QueuePlace | None = None) -> None:
        """Have the draft written. The job is named after the draft: twice is once.

        Its place in the queue is looked up where it is not given.

        Raises:
            NotFound: there is no such draft.
            StoreError: the database cannot be used.
        """
        place = place or await self._naming.place(draft_id)
        options: EnqueueOptions = {
            "workflow_name": DRAFT,
            "queue_name": DRAFTS,
            "workflow_id": place.job,
            "app_version": VERSION,
            "priority": rank_of(place.priority, place.turn),
        }
        with store_errors():
            await self.client.enqueue_async(options, draft_id)

    async def cancel(
        self, draft_id: str, by: str, reason: str | None = None, *, revision: int | None = None
    ) -> DraftRecord:
        """Call the draft off: a call that runs is cut off, and nothing more is paid for.

        Raises:
            NotFound: there is no such draft.
            WrongState: it is not being drafted.
            StaleRevision: a revision is named, and the draft is at another.
        """
        record = await self._drafts.cancel(draft_id, by, reason, revision=revision)
        await self._drafts.settle(draft_id, await self._stopped(draft_id))
        tell(JobEvent.CANCELLED, draft_id, await self._naming.job(draft_id))
        return record

    async def hold(
        self, draft_id: str, by: str, reason: str, *, revision: int | None = None
    ) -> DraftRecord:
        """Put the draft aside. One that is being drafted stops; what was paid for stays.

        Raises:
            NotFound: there is no such draft.
            WrongState: it can no longer be held.
            InputError: the reason says nothing.
            StaleRevision: a revision is named, and the draft is at another.
        """
        record = await self._drafts.hold(draft_id, by, reason, revision=revision)
        cost = await self._stopped(draft_id)
        if record.revision:  # a redraft that comes to nothing more
            await self._drafts.settle(draft_id, cost)
        return record

    async def release(self, draft_id: str, by: str, *, revision: int | None = None) -> DraftRecord:
        """Give the draft back to the queue; one that was held while it was drafted is gone on with.

        Raises:
            NotFound: there is no such draft.
            WrongState: it is neither held nor in review.
            NotYours: another editor has it in review.
            StaleRevision: a revision is named, and the draft is at another.
        """
        record = await self._drafts.release(draft_id, by, revision=revision)
        if record.state is DraftState.DRAFTING:
            await self.go_on(draft_id)
        return record

    async def retry(
        self,
        draft_id: str,
        by: str,
        *,
        reservation: Reservation | None = None,
        revision: int | None = None,
    ) -> DraftRecord:
        """Have a failed or cancelled draft gone on with, from the step at which it failed.

        Raises:
            NotFound: there is no such draft.
            WrongState: it has neither failed nor been cancelled.
            OverBudget: it could cost more than the key may spend in a day, or nobody knows.
            SpentToday: it could cost more than the key may still spend today.
            StaleRevision: a revision is named, and the draft is at another.
        """
        record = await self._drafts.retry(draft_id, by, reservation, revision=revision)
        await self.go_on(draft_id)
        return record

    async def go_on(self, draft_id: str) -> None:
        """Queue the job again. Calls that were made stand; those that failed are made anew."""
        name = await self._naming.job(draft_id)
        with store_errors():
            if await self._jobs([name]):
                await self.client.cancel_workflow_async(name)
                await self._drop(name, failed)
                await self.client.delete_workflows_async([name])
        await self.enqueue(draft_id)

    async def go_on_after_trouble(self, name: str, rewinds: int) -> None:
        """Have a job that broke off go on, its finished steps kept. How often is kept with it."""
        with store_errors():
            await self._drop(name, lambda call: call.status not in ("SUCCESS", *UNENDED))
            # Counted before it goes on.
            await self.client.update_workflow_attributes_async(name, {"rewinds": rewinds})
            await self.client.rewind_workflow_async(
                name, start_step=PAST_ALL_STEPS, queue_name=DRAFTS
            )

    async def _drop(self, name: str, hopeless: Callable[[WorkflowStatus], bool]) -> None:
        """Delete calls that came to nothing, so that they are made anew."""
        calls = [call.workflow_id for call in await self._calls_of(name) if hopeless(call)]
        if calls:
            await self.client.delete_workflows_async(calls)

    async def list(
        self, *, state: DraftState | None = DraftState.DRAFTING, limit: int = 100
    ) -> tuple[Job, ...]:
        """The jobs of the newest drafts in a state, or in any, newest first."""
        wanted = DraftFilter(states=() if state is None else (state,))
        records = (await self._lists.drafts(wanted, limit=limit)).records
        names = await self._naming.jobs([record.id for record in records])
        found = {job.workflow_id: job for job in await self._jobs(list(names.values()))}
        return tuple(job_of(one, names[one.id], found.get(names[one.id])) for one in records)

    async def show(self, draft_id: str) -> JobHistory:
        """The job of a draft, with its calls.

        Raises:
            NotFound: there is no such draft.
        """
        record = await self._drafts.get(draft_id)
        name = await self._naming.job(draft_id)
        found = await self._jobs([name])
        calls = await self._calls_of(name)
        return JobHistory(
            job=job_of(record, name, found[0] if found else None),
            calls=tuple(map(call_of, calls)),
        )

    async def forget(self, before: datetime) -> int:
        """Delete the journals of jobs that ended before then, and say how many."""
        with store_errors():
            ended = await self.client.list_workflows_async(
                status=list(ENDED),
                completed_before=before.isoformat(),
                limit=MOST_DELETED,
                load_input=False,
                load_output=False,
            )
            await self.client.delete_workflows_async([job.workflow_id for job in ended])
        return len(ended)

    async def _stopped(self, draft_id: str) -> Decimal | None:
        """Cut off the job and its calls wherever they run, and say what they cost.

        None where that is not known: what a call that is cut off has cost, nobody tells.
        """
        name = await self._naming.job(draft_id)
        with store_errors():
            await self.client.cancel_workflow_async(name)  # first, so that it queues no more calls
            calls = await self._calls_of(name)
            await self.client.cancel_workflows_async([call.workflow_id for call in calls])
        cut = any(call.status == "PENDING" for call in calls)
        return None if cut else cost_of(calls)

    async def _jobs(self, names: Sequence[str]) -> Sequence[WorkflowStatus]:
        if not names:
            return []
        with store_errors():
            return await self.client.list_workflows_async(
                workflow_ids=list(names), load_input=False, load_output=False
            )

    async def _calls_of(self, name: str) -> Sequence[WorkflowStatus]:
        with store_errors():
            return await self.client.list_workflows_async(
                workflow_id_prefix=f"{name}/", load_input=False
            )
