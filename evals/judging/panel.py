"""Asking a judge: what has been answered is not asked again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal

from drafter.clock import now
from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.inquiry import Inquired
from drafter.engines.openai.transport import Patience
from drafter.errors import ProviderError
from drafter.settings import Settings
from drafter.spending.prices import Prices
from evals.judging.questions import TOKENS, JudgeQuestion
from evals.judging.records import Judgement
from evals.running.lanes import Lane
from evals.running.log import Log
from evals.variants.recording import Recording
from schemas.base import Closed
from schemas.judging import Criterion, DraftJudgement, FactsJudgement
from schemas.provenance import Attempt


class Panel:
    """One judging model, asked about many drafts side by side."""

    def __init__(
        self,
        engine: OpenAIEngine,
        log: Log,
        kept: Mapping[str, Judgement],
        lane: Lane,
        *,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._engine = engine
        self._model = str(engine.model)
        self._log = log
        self._kept = kept
        self._lane = lane
        self._clock = clock

    def open_questions(self, questions: Sequence[JudgeQuestion]) -> list[JudgeQuestion]:
        """Those that have no answer yet, each once."""
        keyed = {question.key(self._model): question for question in questions}
        kept = self._kept
        return [
            question for key, question in keyed.items() if key not in kept or not kept[key].answered
        ]

    async def ask(
        self, questions: Sequence[JudgeQuestion], told: Callable[[Judgement], None] | None = None
    ) -> None:
        """Ask all that is open; each answer is on the disk before it counts."""

        async def one(question: JudgeQuestion) -> None:
            async with self._lane.turn():
                judgement = await self._judged(question)
            await self._log.append(judgement.model_dump_json())
            if told is not None:
                told(judgement)

        await asyncio.gather(*map(one, self.open_questions(questions)))

    async def _judged(self, question: JudgeQuestion) -> Judgement:
        fields: dict[str, object] = {}
        try:
            came = await self._engine.inquire(question.inquiry(), tokens=TOKENS[question.asked])
        except ProviderError as error:
            fields = {"why": str(error), "cost_usd": _cost(error.attempts)}
        else:
            why = came.why or _incomplete(question, came)
            answer = {} if why else {question.asked.value: came.answer}
            fields = {"why": why, "cost_usd": _cost(came.attempts), **answer}
        return Judgement.model_validate(
            {
                "key": question.key(self._model),
                "asked": question.asked,
                "judge": question.judge(self._model),
                "case": question.made[0].case.name,
                "variants": tuple(one.variant for one in question.made),
                "repeat": question.made[0].repeat,
                "words": question.words(),
                "at": self._clock(),
                **fields,
            }
        )


def _incomplete(question: JudgeQuestion, came: Inquired[Closed]) -> str | None:
    """Why an answer of the right form is no answer: it leaves something out, or says it twice."""
    answer = came.answer
    if isinstance(answer, DraftJudgement):
        given = sorted(one.criterion.value for one in answer.scores)
        wanted = sorted(criterion.value for criterion in Criterion)
        return None if given == wanted else f"it scored {', '.join(given)}"
    if isinstance(answer, FactsJudgement):
        numbers = sorted(one.fact for one in answer.facts)
        asked = list(range(1, len(question.made[0].case.expect.facts) + 1))
        return None if numbers == asked else f"it gave verdicts on the facts {numbers}"
    return None


def _cost(attempts: Sequence[Attempt]) -> Decimal | None:
    billed = [attempt.cost_usd for attempt in attempts if attempt.is_billed]
    known = [cost for cost in billed if cost is not None]
    return sum(known, Decimal(0)) if len(known) == len(billed) else None


@asynccontextmanager
async def judge_engine(
    model: str, settings: Settings, recording: Recording | None = None
) -> AsyncIterator[OpenAIEngine]:
    """The judging model at the service's endpoint, or as it was recorded."""
    if recording is not None:
        async with recording.engine(model, settings) as engine:
            yield engine
        return
    endpoint = open_endpoint(
        settings.openai_base_url, settings.api_key(), at_once=settings.calls_at_once
    )
    patience = Patience(attempts=settings.attempts, seconds=settings.call_seconds)
    try:
        yield OpenAIEngine(endpoint, model, prices=Prices(settings.price), patience=patience)
    finally:
        await endpoint.close()
