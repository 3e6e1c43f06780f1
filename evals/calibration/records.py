"""Agreement with people, measured and kept: what stands in every report."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.calibration.labels import Item
from evals.errors import LabelsRefused
from evals.scorecard.card import Agreement
from evals.statistics.agreement import (
    balanced_accuracy,
    clustered,
    cohen_kappa,
    precision,
    recall,
)

PUBLISHED = {
    "people": 0.900,
    "GPT-4": 0.833,
    "QAFactEval": 0.744,
    "SummaC-Conv": 0.619,
    "DAE": 0.609,
}
"""Balanced accuracy on SummEdits, news: the table of salesforce/factualNLG (arXiv 2305.14540)."""
_AGREEMENTS = TypeAdapter(tuple[Agreement, ...])


def agreement_of(
    judge: str,
    labels: str,
    items: Sequence[Item],
    said: Sequence[bool | None],
    at: datetime,
    *,
    published: dict[str, float] | None = None,
) -> Agreement:
    """How far what was said agrees with the labels; what was not said is counted, not scored.

    A text that people found inconsistent is what is looked for: precision and recall are of that.
    """
    pairs = [(item, one) for item, one in zip(items, said, strict=True) if one is not None]
    truth = [not item.consistent for item, _ in pairs]
    flagged = [not one for _, one in pairs]
    groups = [item.group for item, _ in pairs]
    balanced = clustered(balanced_accuracy, truth, flagged, stories=groups) if pairs else None
    return Agreement(
        judge=judge,
        labels=labels,
        n=len(pairs),
        unscored=len(items) - len(pairs),
        balanced_accuracy=balanced.value if balanced else None,
        low=balanced.low if balanced else None,
        high=balanced.high if balanced else None,
        precision=precision(truth, flagged) if pairs else None,
        recall=recall(truth, flagged) if pairs else None,
        kappa=cohen_kappa(truth, flagged) if pairs else None,
        published=published or {},
        at=at,
    )


def read_agreements(path: Path) -> tuple[Agreement, ...]:
    """What is on record in a file; none where there is no such file.

    Raises:
        LabelsRefused: the file holds something else.
    """
    if not path.exists():
        return ()
    try:
        return _AGREEMENTS.validate_json(path.read_bytes())
    except ValidationError as error:
        told = error.errors(include_url=False)[0]["msg"]
        raise LabelsRefused(f"{path}: no record of agreement: {told}") from None


def as_json(agreements: Sequence[Agreement]) -> str:
    """The record as a file has it."""
    return _AGREEMENTS.dump_json(tuple(agreements), indent=2).decode() + "\n"
