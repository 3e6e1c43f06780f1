"""A model's word on labelled texts, asked as the service asks whether sources carry a statement."""

import asyncio
from collections.abc import Callable, Sequence

from drafter.engines.base import Batch, Engine
from drafter.errors import ProviderError
from drafter.verify.support import BATCH, Query
from evals.calibration.checking import numbered, plan_of
from evals.calibration.labels import Item
from schemas.sections import SectionName
from schemas.support import Support


async def judged(
    items: Sequence[Item], engine: Engine, *, at_once: int, told: Callable[[], None] | None = None
) -> list[bool | None]:
    """Whether the model finds each text consistent: all its sentences entailed.

    Null where it gave no verdict on a sentence and found fault with none: could not score.
    """
    lanes = asyncio.Semaphore(at_once)

    async def one(item: Item) -> bool | None:
        async with lanes:
            said = await _said(item, engine)
        if told is not None:
            told()
        return said

    return list(await asyncio.gather(*map(one, items)))


async def _said(item: Item, engine: Engine) -> bool | None:
    plan = plan_of(item)
    made = numbered(item.text, plan.evidence)
    queries = tuple(
        Query(number, SectionName.BODY, statement) for number, statement in enumerate(made, 1)
    )
    verdicts: dict[int, Support] = {}
    for number, start in enumerate(range(0, len(queries), BATCH), 1):
        try:
            batch = Batch(number, queries[start : start + BATCH])
            reply = await engine.support(plan, batch)
        except ProviderError:
            return None
        verdicts |= {said.claim: said.verdict for said in reply.verdicts}
    if any(verdict is not Support.ENTAILED for verdict in verdicts.values()):
        return False
    return True if len(verdicts) == len(queries) else None
