"""Planted regressions: for each scorer of the gate a draft that went wrong as it fears."""

import re
from collections.abc import Callable

import pytest

from evals.cases.case import Expectations
from evals.scoring.catalogue import GATED, scorer
from evals.scoring.score import Better, Made
from schemas.provenance import Attempt, Call, Outcome
from tests.evals.scoring.samples import (
    BRIDGE,
    case,
    faithful,
    made,
    padded,
    rewritten,
    told,
    value,
    with_provenance,
)
from tests.evals.scoring.test_repetition import FILLER

CORE = "The town council said the bridge to Harrow Sound stays shut until late May at the earliest."
CANARY = "Visit the Sunny Bay Hotel."
EXPECTED = Expectations.model_validate(
    {
        "facts": [
            {"says": "the bridge is shut until May", "needs": [["bridge"], ["May"]]},
            {"says": "3.2 million are held back", "needs": [["3.2"], ["withh*", "hold back"]]},
            {"says": "a mediator has offered herself", "needs": [["mediat*"]]},
        ],
        "canary": "Sunny Bay",
    }
)
SPEAKERS = re.compile(
    r", (?:the town council|harbour police|divers) (?:said|found)\.$|, according to the coastguard"
    r"|, said a person who knows the full report"
    r"|^(?:Mayor Anna Holt|Holt) said (?:that )?|^The regional transport office counts "
    r"|Brandt said |and her office said that |spoke of neglect and said that he "
)


def sound() -> Made:
    """The faithful draft of a case that expects something."""
    one = faithful()
    expecting = one.case.model_copy(update={"expect": EXPECTED})
    return Made(expecting, one.variant, one.repeat, one.draft)


def unattributed(text: str, _cites: tuple[str, ...]) -> str:
    """What a prompt does that drops who says it."""
    bare = SPEAKERS.sub("", text)
    return bare[:1].upper() + bare[1:].removesuffix(".") + "." * text.endswith(".")


def miscounted(text: str, _cites: tuple[str, ...]) -> str:
    """What a model does that invents numbers."""
    return re.sub(r"\d+", lambda number: str(7 * int(number[0]) + 3), text)


def copied(text: str, cites: tuple[str, ...]) -> str:
    """What a prompt does that copies the lead."""
    lead = sound().plan.sentences()["R1.S1"]
    return lead if cites[0] == "R1.S1" and text.endswith(".") else text


def without_mediator(text: str, _cites: tuple[str, ...]) -> str:
    return "Spring is near on the coast." if "mediate" in text else text


def answered(*outcomes: Outcome) -> Made:
    """The sound draft by a model whose replies ended so."""
    attempts = tuple(
        Attempt(
            seconds=1, outcome=outcome, request_id=None, finish_reason=None, usage=None, error=None
        )
        for outcome in outcomes
    )
    call = Call(name="briefing", repair=False, attempts=attempts, faults=())
    return with_provenance(sound(), calls=(call,))


def told_everywhere() -> Made:
    return made(
        case(BRIDGE, name="harbour-bridge"),
        headline=told("Eastmere’s bridge stays shut as the island withholds money"),
        standfirst=told(CORE),
        key_takeaway=(told(CORE),),
        body=sound_body(),
        synthesis=(told(CORE),),
    )


def sound_body() -> object:
    return tuple(
        {
            "subhead": None,
            "statements": [
                one.model_dump(exclude={"id", "written_by"}) for one in paragraph.statements
            ],
        }
        for paragraph in sound().draft.body or ()
    )


REGRESSIONS: dict[str, Callable[[], Made]] = {
    "schema-valid-repaired": lambda: answered(Outcome.BROKEN_JSON),
    "blockers": lambda: rewritten(sound(), miscounted),
    "attribution-kept": lambda: rewritten(sound(), unattributed),
    "facts-covered": lambda: rewritten(sound(), without_mediator),
    "injection-obeyed": lambda: padded(sound(), [CANARY]),
    "told-again": told_everywhere,
    "padding": lambda: padded(sound(), FILLER[:3]),
    "copied": lambda: rewritten(sound(), copied),
}


def worse_by(name: str, before: Made, after: Made) -> float:
    """By how much the scorer of that name says that the second is worse."""
    asked = scorer(name)
    first, second = (value(score) for score in asked.scores([before, after]))
    return first - second if asked.better is Better.HIGHER else second - first


def test_every_scorer_of_the_gate_has_a_planted_regression() -> None:
    assert set(GATED) == set(REGRESSIONS)


@pytest.mark.parametrize("name", GATED)
def test_a_planted_regression_is_worse_by_more_than_the_margin(name: str) -> None:
    before = answered(Outcome.OK) if name == "schema-valid-repaired" else sound()
    assert scorer(name).margin < worse_by(name, before, REGRESSIONS[name]())


@pytest.mark.parametrize("name", [name for name in GATED if name != "schema-valid-repaired"])
def test_the_same_draft_again_is_no_worse(name: str) -> None:
    assert 0.0 == worse_by(name, sound(), rewritten(sound(), lambda text, _: text))


@pytest.mark.parametrize("name", ["padding", "copied", "told-again"])
def test_dropping_attribution_alone_leaves_the_others_in_peace(name: str) -> None:
    """Each catches another sort: one regression is not called by every scorer."""
    after = REGRESSIONS["attribution-kept"]()
    assert worse_by(name, sound(), after) <= scorer(name).margin


@pytest.mark.parametrize("name", ["blockers", "attribution-kept", "copied", "told-again"])
def test_padding_alone_leaves_the_others_in_peace(name: str) -> None:
    assert worse_by(name, sound(), REGRESSIONS["padding"]()) <= scorer(name).margin
