"""Drafts to be judged, and what a judge said of them. All texts are ours."""

from collections.abc import Iterable

from evals.cases.case import Case
from evals.judging.records import Asked, Judge, Judgement
from evals.scoring.score import Made
from schemas.draft import Draft
from schemas.judging import (
    Aspect,
    AspectPreference,
    Coverage,
    Criterion,
    CriterionScore,
    DraftJudgement,
    FactCoverage,
    FactsJudgement,
    PairJudgement,
    Preference,
)
from schemas.provenance import PromptVersion
from tests.evals.making import NOON, case
from tests.factories import draft, plan_of, statement

JUDGE = Judge(model="m", prompt=PromptVersion(name="judge-pair", version=1, fingerprint="0" * 64))


def made(variant: str, *, text: str = "The ferry is idle.", of: Case | None = None) -> Made:
    """A draft of a case by a variant, told apart by its standfirst."""
    return Made(of or case(), variant, 1, draft_saying(text))


def draft_saying(text: str) -> Draft:
    """A draft with this standfirst."""
    return draft(plan_of(), standfirst=statement(text))


def scores(value: int, *, without: Criterion | None = None) -> DraftJudgement:
    """The same score for every criterion."""
    return DraftJudgement.model_validate(
        {
            "scores": [
                CriterionScore.model_validate(
                    {"criterion": criterion, "reason": "so it reads", "score": value}
                )
                for criterion in Criterion
                if criterion is not without
            ]
        }
    )


def facts(*verdicts: Coverage) -> FactsJudgement:
    """A verdict on each fact in turn."""
    return FactsJudgement(
        facts=tuple(
            FactCoverage(fact=number, reason="so it reads", verdict=verdict)
            for number, verdict in enumerate(verdicts, 1)
        )
    )


def preferring(better: Preference) -> PairJudgement:
    """The same preference in every aspect."""
    aspects = tuple(AspectPreference(aspect=a, reason="so", better=better) for a in Aspect)
    return PairJudgement(aspects=aspects, reason="so it reads", better=better)


def judgement(asked: Asked, variants: Iterable[str], **fields: object) -> Judgement:
    """What was said of one draft or of two of the case."""
    names = tuple(variants)
    given: dict[str, object] = {
        "key": f"{asked}-{names}-{fields}",
        "asked": asked,
        "judge": JUDGE,
        "case": "ferry-fire",
        "variants": names,
        "repeat": 1,
        "words": (100,) * len(names),
        "cost_usd": None,
        "at": NOON,
    }
    return Judgement.model_validate(given | fields)
