"""Replies of a model, kept as they come: a run that was killed does not pay for them again."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drafter.engines.base import Batch, Engine, Objection, Reply, SupportReply
from drafter.planning import Plan, SectionCall
from evals.running.lanes import Lane
from evals.running.log import Log, read_lines
from schemas.base import Closed
from schemas.estimate import Estimate
from schemas.job import Listen

Came = TypeVar("Came", Reply, SupportReply)


class KeptReply(Closed):
    """One reply, by the unit that asked and what it asked for."""

    unit: str
    asked: str
    reply: str


class Replies:
    """The replies of a run's units, those of its earlier lives included."""

    def __init__(self, log: Log, kept: dict[tuple[str, str], str]) -> None:
        self._log = log
        self._kept = kept

    @classmethod
    def of(cls, log: Log) -> "Replies":
        """Those that stand in the log."""
        lines = map(KeptReply.model_validate_json, read_lines(log.path))
        return cls(log, {(line.unit, line.asked): line.reply for line in lines})

    def of_unit(self, unit: str, engine: Engine, lane: Lane) -> "Keeping":
        """The engine for one unit, which is asked only for what has not come yet."""
        return Keeping(self, unit, engine, lane)

    def get(self, unit: str, asked: str) -> str | None:
        """What came before, as JSON."""
        return self._kept.get((unit, asked))

    async def keep(self, unit: str, asked: str, reply: str) -> None:
        """Keep what came; it is on the disk when this returns."""
        await self._log.append(KeptReply(unit=unit, asked=asked, reply=reply).model_dump_json())

    def forget(self, unit: str) -> None:
        """Let go of the replies of a unit that is finished: memory, not the disk."""
        for key in [key for key in self._kept if key[0] == unit]:
            del self._kept[key]


class Keeping:
    """An engine whose replies outlive the process."""

    def __init__(self, replies: Replies, unit: str, engine: Engine, lane: Lane) -> None:
        self.name = engine.name
        self.model = engine.model
        self.endpoint = engine.endpoint
        self.used_kept = False
        self._replies = replies
        self._unit = unit
        self._engine = engine
        self._lane = lane

    async def write(
        self,
        plan: Plan,
        call: SectionCall,
        objection: Objection | None,
        *,
        seconds: float | None = None,
        listen: Listen | None = None,
    ) -> Reply:
        """The reply that came before, or the engine's. Raises what the engine raises."""
        asked = _named(call.name, *call.sections, objection.model_dump_json() if objection else "")

        async def ask() -> Reply:
            return await self._engine.write(plan, call, objection, seconds=seconds, listen=listen)

        return await self._once(asked, Reply, ask)

    def estimate(self, plan: Plan, *, repairs: int) -> Estimate:
        """What the engine would cost."""
        return self._engine.estimate(plan, repairs=repairs)

    async def support(
        self, plan: Plan, batch: Batch, *, seconds: float | None = None
    ) -> SupportReply:
        """The verdicts that came before, or the engine's. Raises what the engine raises."""
        asked = _named(
            "support", str(batch.number), *(query.statement.id for query in batch.queries)
        )

        async def ask() -> SupportReply:
            return await self._engine.support(plan, batch, seconds=seconds)

        return await self._once(asked, SupportReply, ask)

    def estimate_support(self, plan: Plan, claims: int | None = None) -> Estimate:
        """What the engine would cost."""
        return self._engine.estimate_support(plan, claims)

    async def _once(self, asked: str, kind: type[Came], ask: Callable[[], Awaitable[Came]]) -> Came:
        if (kept := self._replies.get(self._unit, asked)) is not None:
            self.used_kept = True
            return kind.model_validate_json(kept)
        async with self._lane.turn():
            came: Came = await ask()
        if came.attempts:  # what cost nothing is made again as cheaply
            await self._replies.keep(self._unit, asked, came.model_dump_json())
        return came


def _named(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
