"""The journal: what a finished step came to, kept by DBOS in the project's own database."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, Serializer
from dbos import error as dbos_error
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from drafter.errors import (
    ConfigurationError,
    DrafterError,
    OverBudget,
    ProviderError,
    ProviderRefused,
    ProviderUnavailable,
    StoreError,
    WrongState,
)
from drafter.store.connecting import PRAGMAS, parsed, store_errors
from drafter.store.migrate import migrate, one_at_a_time
from drafter.store.trouble import told
from schemas.provenance import Attempt

VERSION = "drafts-5"
"""DBOS takes up only drafts of this version, so it changes only with the `STEPS` of a job, or with
what a job is: of the version before, it would have written the whole draft over."""

STEPS = {
    "drafts-4": (
        "plan",
        "write CALL",
        "rewrite CALL",
        "support NUMBER",
    ),
    "drafts-5": (
        "plan",
        "write CALL",
        "rewrite CALL",
        "support NUMBER",
    ),
}
"""The steps of a job that are kept, by version. Between and after them only computing is done,
which may run again, and the draft is handed over, which is recognised by its state. `write` comes
for each call of the recipe, and once more for a lost headline; where a section is written anew, for
its call alone; `rewrite` for each call that failed,
`rewrite CALL 2` and so on where settings allow; `support` where a model check was asked for. Calls
of models are jobs of their own, `JOB/STEP`, on the queue of their endpoint, and what they came to
stands there alone."""

APPLICATION = "drafts"
"""DBOS takes up only what was queued in this name."""

CONNECTIONS = 10
"""Of a worker to PostgreSQL, for the journal. A writing queue, a reading one, and one listens."""

DRAFTS = "drafts"
"""The queue of the drafts."""

ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""DBOS's words for a job that no worker will go on with by itself."""

UNENDED = ("ENQUEUED", "DELAYED", "PENDING")

LISTENER_SECONDS = 0.1
"""A stop waits for this thread to look up. We send no notifications, so it touches no database."""

ERRORS: dict[str, type[DrafterError]] = {
    error.__name__: error
    for error in (
        ConfigurationError,
        OverBudget,
        ProviderError,
        ProviderRefused,
        ProviderUnavailable,
    )
}


async def outcome_of(call: Callable[[], Awaitable[object]]) -> dict[str, object]:
    """What a call came to as plain JSON: its value, or an error of ours with what it had paid.

    Raises:
        StoreError: the database cannot be used. That is no outcome: another run may fare better.
    """
    try:
        return {"value": await call()}
    except StoreError:
        raise
    except DrafterError as error:
        return {"error": type(error).__name__, "message": str(error), "paid": _paid(error)}


def came_to(kept: Mapping[str, Any]) -> Any:
    """The value of an outcome.

    Raises:
        DrafterError: as the call raised it.
    """
    if "error" in kept:
        raise _raised(kept)
    return kept["value"]


async def journalled(name: str, call: Callable[[], Awaitable[object]]) -> Any:
    """What the call returned (plain JSON); on a replay from the journal, without calling.

    A number that was given to another name is refused, never answered with another's value.

    Raises:
        DrafterError: as the call raised it, on a replay too.
        StoreError: the journal cannot be written or read.
        WrongState: it is of another sequence of calls: the recipe or a check has changed.
    """
    try:
        kept = await DBOS.run_step_async({"name": name}, outcome_of, call)
    except dbos_error.DBOSUnexpectedStepError as error:
        raise WrongState(
            "drafter has changed since this draft was begun, so it cannot go on; ask for it again"
        ) from error
    except sa.exc.DBAPIError as error:
        raise StoreError(told(error, "the journal cannot be used")) from error
    return came_to(kept)


def _paid(error: DrafterError) -> list[object]:
    """The attempts of a call that failed: they may have cost, and are not forgotten."""
    attempts = error.attempts if isinstance(error, ProviderError) else ()
    return [attempt.model_dump(mode="json") for attempt in attempts]


def _raised(kept: Mapping[str, Any]) -> DrafterError:
    """The error as the call raised it."""
    error = ERRORS.get(str(kept["error"]), ProviderError)(str(kept["message"]))
    if isinstance(error, ProviderError):
        error.attempts = tuple(Attempt.model_validate(attempt) for attempt in kept["paid"])
    return error


class PlainJson(Serializer):
    """JSON in place of DBOS's pickle: readable by people, and safe to read back.

    A value stands under `value` and an exception under `error`, so that no value looks like one.
    """

    def name(self) -> str:
        """Stands beside every value that is kept."""
        return "json1"

    def serialize(self, data: Any) -> str:
        """To JSON. An exception keeps its name and its words."""
        failed = isinstance(data, BaseException)
        kept = {"error": f"{type(data).__name__}: {data}"} if failed else {"value": data}
        return json.dumps(kept, default=_refuse, ensure_ascii=False)

    def deserialize(self, serialized_data: str) -> Any:
        """From JSON. An exception comes back as a RuntimeError."""
        kept = json.loads(serialized_data)
        return RuntimeError(kept["error"]) if "error" in kept else kept["value"]


def _refuse(value: object) -> None:
    raise TypeError(f"not JSON: {type(value).__name__}")


def journal_engine(url: str) -> sa.Engine:
    """An engine for DBOS on the database. DBOS's own sets neither WAL nor `synchronous` on SQLite.

    It begins transactions at the first write, as DBOS expects; the store begins its own otherwise.
    On SQLite, others than two connections wait for their turn; of more, they would meet in SQLite's
    busy loop, whose sleeps doubled the worst time from a reply to its line in the journal.
    """
    address = parsed(url, asynchronous=False)
    if address.get_backend_name() == "postgresql":
        remote = sa.create_engine(
            address, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True
        )
        sa.event.listen(remote, "handle_error", _away)
        return remote
    engine = sa.create_engine(address, pool_size=2, max_overflow=0)

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    sa.event.listen(engine, "connect", prepare)
    return engine


def _away(context: sa.ExceptionContext) -> None:
    """Mark an error that no connection can be made as what it is: the database is away.

    DBOS waits for it to come back where it knows that; of itself it knows some of the messages.
    """
    if context.connection is None and isinstance(context.sqlalchemy_exception, sa.exc.DBAPIError):
        context.is_disconnect = True


def journal_client(engine: sa.Engine, *, patient: bool) -> DBOSClient:
    """The journal as it is used from outside a job; nothing that it does is a step.

    A patient one waits for a database that is away. One that serves people says so at once.
    """
    return DBOSClient(
        system_database_engine=engine,
        serializer=PlainJson(),
        application_name=APPLICATION,
        retry_connection_errors=patient,
        lazy=True,
    )


def config(url: str, engine: sa.Engine, worker: str) -> DBOSConfig:
    """DBOS on that engine: our version, the worker's name, JSON, silence but for warnings."""
    return {
        "name": APPLICATION,
        "system_database_url": plain_url(url),
        "system_database_engine": engine,
        "application_version": VERSION,
        "executor_id": worker,
        "serializer": PlainJson(),
        "log_level": "WARNING",
        "run_migrations": False,
        "notification_listener_polling_interval_sec": LISTENER_SECONDS,
    }


def plain_url(url: str) -> str:
    """The URL as DBOS takes it: it chooses the driver itself."""
    address = parsed(url, asynchronous=False)
    named = address.set(drivername=address.get_backend_name())
    return named.render_as_string(hide_password=False)


def prepare(url: str) -> None:
    """Bring a database to the tables of this version: the store's, and the journal's own.

    Twice, or from several hosts at once, is harmless.

    Raises:
        StoreError: the database cannot be used, or is of a newer version than this program.
    """
    migrate(url)
    with store_errors(), one_at_a_time(url):
        DBOS.migrate(plain_url(url))
