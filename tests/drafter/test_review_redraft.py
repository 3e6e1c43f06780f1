"""Redrafting: a draft for which the extractive engine stood in is written again."""

import pytest

from drafter import review
from drafter.errors import NotYours, WrongState
from schemas.draft import Draft
from schemas.provenance import EngineName
from schemas.review import Action, DraftRecord, DraftState
from tests import factories
from tests.factories import NOON


def stood_in() -> Draft:
    draft = factories.draft()
    by = draft.provenance.model_copy(update={"fallback_reason": "the endpoint is down"})
    return draft.model_copy(update={"provenance": by})


def by_model() -> Draft:
    draft = factories.draft()
    by = draft.provenance.model_copy(update={"engine": EngineName.OPENAI, "model": "m"})
    return draft.model_copy(update={"provenance": by})


def degraded() -> DraftRecord:
    return review.drafted(factories.record(), stood_in(), NOON)


def test_a_draft_for_which_the_extractive_engine_stood_in_is_degraded() -> None:
    assert degraded().degraded
    assert not review.drafted(factories.record(), factories.draft(), NOON).degraded


def test_a_degraded_draft_is_written_again_as_the_next_revision() -> None:
    again = review.redrafted(degraded(), "Ada", NOON)
    after = review.drafted(again, by_model(), NOON)
    assert DraftState.DRAFTING is again.state
    expected = (DraftState.QUEUED, 2, False, EngineName.OPENAI)
    assert expected == (after.state, after.revision, after.degraded, after.engine)


def test_where_the_provider_fails_again_the_draft_goes_back_as_it_was() -> None:
    again = review.redrafted(degraded(), "Ada", NOON)
    after = review.drafted(again, stood_in(), NOON)
    expected = (DraftState.QUEUED, 1, True, None)
    assert expected == (after.state, after.revision, after.degraded, after.failure)
    assert (Action.FAILED, "the endpoint is down") == (
        after.history[-1].action,
        after.history[-1].reason,
    )


def test_a_redraft_that_fails_leaves_the_draft_in_the_queue() -> None:
    after = review.failed(review.redrafted(degraded(), "Ada", NOON), "out of memory", NOON)
    assert (DraftState.QUEUED, 1) == (after.state, after.revision)


def test_what_the_engine_that_was_asked_for_wrote_is_not_redrafted() -> None:
    with pytest.raises(WrongState, match="not degraded"):
        review.redrafted(review.drafted(factories.record(), by_model(), NOON), "Ada", NOON)


def test_what_a_person_has_edited_is_not_written_over() -> None:
    held = review.claimed(degraded(), "Ada", NOON)
    edited = review.edited(held, by_model(), "Ada", NOON, revision=1, reason=None)
    with pytest.raises(WrongState, match="edited by a person"):
        review.redrafted(edited, "Ada", NOON)


def test_what_another_editor_reviews_is_not_taken_away() -> None:
    held = review.claimed(degraded(), "Ada", NOON)
    with pytest.raises(NotYours, match="Ada has"):
        review.redrafted(held, "Bo", NOON)
    assert review.redrafted(held, "Ada", NOON).claimed_by is None
