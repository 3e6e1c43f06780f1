"""Small runs made by hand: two variants, and what a page may be given of it. All texts are ours."""

from evals.cases.case import Case
from evals.scorecard.building import scorecard
from evals.scorecard.card import Scorecard, VariantLine
from evals.scorecard.loading import Loaded
from evals.scoring.score import Made
from tests.evals.making import NOON, variant
from tests.evals.scoring.samples import body, case, made, told

BEFORE, AFTER = "before", "after"
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick='alert(3)"


def bridge(number: int, **fields: object) -> Case:
    """One of several cases of the same small report."""
    return case(name=f"bridge-{number}", **fields)


def drafts(of: Case, words: str = "The old bridge is shut.") -> tuple[Made, Made]:
    """A copied sentence by the one variant, and the given words by the other."""
    copied = "The town of Eastmere closed its old bridge on Tuesday."
    before, after = (
        made(of, variant=name, body=body(told(text, "R1.S1")))
        for name, text in ((BEFORE, copied), (AFTER, words))
    )
    return tuple(Made(of, one.variant, 1, one.draft) for one in (before, after))  # type: ignore[return-value]  # two


def loaded(*pairs: tuple[Made, Made], lacking: tuple[str, ...] = ()) -> Loaded:
    """A run of these drafts."""
    lines = tuple(
        VariantLine(
            variant=variant(name), units=len(pairs), done=len(pairs), failed=0, cost_usd=None
        )
        for name in (BEFORE, AFTER)
    )
    return Loaded(
        runs=("run",),
        cases=tuple(before.case for before, _ in pairs),
        variants=lines,
        made={BEFORE: [one for one, _ in pairs], AFTER: [one for _, one in pairs]},
        judgements=(),
        lacking=lacking,
    )


def six(**fields: object) -> Loaded:
    """Six stories."""
    return loaded(*(drafts(bridge(number, **fields)) for number in range(6)))


def card(of: Loaded) -> Scorecard:
    """Its scorecard, always of the same time."""
    return scorecard(of, baseline=BEFORE, clock=lambda: NOON)
