"""The journal: what a finished call returned, kept by DBOS in the project's own SQLite file."""

import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig, Serializer
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
from drafter.store.connecting import PRAGMAS
from schemas.provenance import Attempt

VERSION = "drafts-3"
"""DBOS takes up only drafts of this version, so it changes only with the sequence of the steps:
`model`, then `write CALL` for each call of the recipe and once more for a lost headline, then
`rewrite CALL` for each that failed, `rewrite CALL 2` and so on where settings allow; then, where
a model check was asked for, `support 1`, `support 2` and so on, first of every statement, then of
those without a verdict."""

EXECUTOR = "embedded"
"""Fixed, so that a restart takes up its own drafts at once. One worker a file makes it safe."""

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


async def journalled(name: str, call: Callable[[], Awaitable[object]]) -> Any:
    """What the call returned (plain JSON); on a replay from the journal, without calling.

    DBOS numbers a step when this coroutine first runs, before anything is awaited: calls started
    side by side by `asyncio.gather` have the same numbers in every run. A number that was given to
    another name is refused, never answered with another call's reply.

    Raises:
        DrafterError: as the call raised it, on a replay too.
        StoreError: the journal cannot be written or read.
        WrongState: it is of another sequence of calls: the recipe or a check has changed.
    """

    async def outcome() -> dict[str, object]:
        try:
            return {"value": await call()}
        except DrafterError as error:
            return {"error": type(error).__name__, "message": str(error), "paid": _paid(error)}

    try:
        kept = await DBOS.run_step_async({"name": name}, outcome)
    except dbos_error.DBOSUnexpectedStepError as error:
        raise WrongState(
            "drafter has changed since this draft was begun, so it cannot go on; ask for it again"
        ) from error
    except sa.exc.DBAPIError as error:
        raise StoreError(f"the journal cannot be used: {error.orig}") from error
    if "error" in kept:
        raise _raised(kept)
    return kept["value"]


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


def journal_engine(database: Path) -> sa.Engine:
    """An engine for DBOS on the file. DBOS's own sets neither WAL nor `synchronous`.

    It begins transactions at the first write, as DBOS expects; the store begins its own otherwise.
    Of two connections, others wait for their turn; of more, they would meet in SQLite's busy
    loop, whose sleeps doubled the worst time from a reply to its line in the journal.
    """
    engine = sa.create_engine(f"sqlite:///{database}", pool_size=2, max_overflow=0)

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    sa.event.listen(engine, "connect", prepare)
    return engine


def config(engine: sa.Engine) -> DBOSConfig:
    """DBOS on that engine: our version and executor, JSON, and silence but for warnings."""
    return {
        "name": "drafts",
        "system_database_url": engine.url.render_as_string(hide_password=False),
        "system_database_engine": engine,
        "application_version": VERSION,
        "executor_id": EXECUTOR,
        "serializer": PlainJson(),
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": LISTENER_SECONDS,
    }
