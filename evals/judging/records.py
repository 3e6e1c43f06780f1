"""What a judge was asked, and what it said: one record a question, keyed by all that went in."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Closed, Text
from schemas.judging import DraftJudgement, FactsJudgement, PairJudgement
from schemas.provenance import PromptVersion


class Asked(StrEnum):
    """What a judge was asked of."""

    DRAFT = "draft"
    FACTS = "facts"
    PAIR = "pair"


class Judge(Closed):
    """Who judges: a model, and the prompt that it is asked by."""

    model: Text
    prompt: PromptVersion


class Judgement(Closed):
    """One question and its answer. Without one, `why` says why it could not be judged.

    `variants` and `words` are of one draft, or of two in the order in which they were shown.
    """

    key: Text
    asked: Asked
    judge: Judge
    case: Text
    variants: tuple[Text, ...]
    repeat: int = Field(ge=1)
    words: tuple[int, ...]
    draft: DraftJudgement | None = None
    facts: FactsJudgement | None = None
    pair: PairJudgement | None = None
    why: Text | None = None
    cost_usd: Decimal | None
    at: datetime

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.why is None


def key_of(asked: Asked, judge: Judge, inputs: object, number: int) -> str:
    """SHA-256 of the judge, what it is shown, and which judgement of several it is."""
    told = json.dumps([asked.value, judge.model_dump(), inputs, number], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def newest(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last word on each question, by its key."""
    return {one.key: one for one in judgements}
