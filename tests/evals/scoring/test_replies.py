"""Replies: what a model wrote counts, and what kept it from writing does not."""

import pytest

from evals.scoring.replies import CallsRepaired, ValidAfterRepair, ValidAtFirst
from evals.scoring.score import Made
from schemas.provenance import Attempt, Call, Outcome
from schemas.sections import SectionName
from tests.evals.scoring.samples import made, with_provenance


def call(
    *outcomes: Outcome | None, name: str = "report", repair: bool = False, fault: str = ""
) -> Call:
    attempts = tuple(
        Attempt(
            seconds=1,
            outcome=outcome,
            request_id=None,
            finish_reason=None,
            usage=None,
            error=None,
        )
        for outcome in outcomes
    )
    faults = (fault,) if fault else ()
    sections = (SectionName.BODY,) if repair else ()
    return Call(name=name, repair=repair, sections=sections, attempts=attempts, faults=faults)


def drafted(*calls: Call) -> Made:
    return with_provenance(made(), calls=calls)


def values(*calls: Call) -> tuple[float | None, float | None, float | None]:
    scorers = (ValidAtFirst(), ValidAfterRepair(), CallsRepaired())
    first, repaired, count = [scorer.scores([drafted(*calls)])[0].value for scorer in scorers]
    return first, repaired, count


def test_a_reply_that_is_whole_at_once_needs_no_repair() -> None:
    assert (1.0, 1.0, 0.0) == values(call(Outcome.OK), call(Outcome.OK, name="explain"))


def test_a_reply_that_was_mended_is_not_valid_at_first_try() -> None:
    broken = call(Outcome.BROKEN_JSON, fault="the reply is not JSON")
    assert (0.0, 1.0, 1.0) == values(broken, call(Outcome.OK, repair=True))


def test_a_reply_that_stays_broken_is_valid_at_no_try() -> None:
    broken = call(Outcome.WRONG_SHAPE, fault="body: no list")
    again = call(Outcome.WRONG_SHAPE, repair=True, fault="body: no list")
    assert (0.0, 0.0, 1.0) == values(broken, again)


def test_a_repair_for_a_blocker_leaves_the_first_reply_valid() -> None:
    assert (1.0, 1.0, 1.0) == values(call(Outcome.OK), call(Outcome.OK, repair=True))


def test_a_cut_reply_is_not_valid_at_first_and_is_when_it_came_with_more_room() -> None:
    assert (0.0, 1.0, 0.0) == values(call(Outcome.LENGTH, Outcome.OK))


@pytest.mark.parametrize(
    "outcome", [Outcome.RATE_LIMITED, Outcome.TIMEOUT, Outcome.FORM_REFUSED, Outcome.CUT_STREAM]
)
def test_what_kept_a_model_from_writing_is_not_its_fault(outcome: Outcome) -> None:
    assert (1.0, 1.0, 0.0) == values(call(outcome, Outcome.OK))


def test_a_call_that_no_model_answered_leaves_the_others_to_be_scored() -> None:
    lost = call(Outcome.SERVER_ERROR, name="explain", fault="the endpoint failed")
    assert (1.0, 1.0, 0.0) == values(call(Outcome.OK), lost)


def test_drafts_of_before_there_were_outcomes_are_judged_by_their_faults() -> None:
    assert (0.0, 0.0, 0.0) == values(call(None), call(None, name="explain", fault="no list"))


def test_a_judge_that_was_asked_is_no_writer() -> None:
    judge = call(Outcome.BROKEN_JSON, name="support", fault="the reply is not JSON")
    assert (1.0, 1.0, 0.0) == values(call(Outcome.OK), judge)


@pytest.mark.parametrize("scorer", [ValidAtFirst(), ValidAfterRepair(), CallsRepaired()])
def test_without_a_model_there_is_nothing_to_score(
    scorer: ValidAtFirst | ValidAfterRepair | CallsRepaired,
) -> None:
    [score] = scorer.scores([made()])
    assert (None, "no model wrote this draft") == (score.value, score.why)


def test_the_notes_say_what_was_wrong_with_which_call() -> None:
    broken = call(Outcome.BROKEN_JSON, fault="the reply is not JSON")
    [score] = ValidAtFirst().scores([drafted(broken, call(Outcome.OK, repair=True))])
    assert ["report: the reply is not JSON"] == [note.text for note in score.notes]


def test_the_notes_say_which_sections_were_asked_for_again() -> None:
    [score] = CallsRepaired().scores([drafted(call(Outcome.OK), call(Outcome.OK, repair=True))])
    assert ["report: once more, for body"] == [note.text for note in score.notes]
