"""What a model reads is reviewed as it reads it: a changed rendering shows in the diff."""

import pytest

from schemas.limits import Limits
from schemas.sections import (
    Category,
    Confidence,
    Direction,
    Horizon,
    Likelihood,
    ScenarioKind,
    SectionName,
    StoryStatus,
)
from schemas.statement import Basis
from tests.prompts.rendered import RECIPES, SNAPSHOTS, rendered, sample_plan

TEXTS = rendered()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_prompt_is_rendered_as_its_snapshot_has_it(name: str) -> None:
    expected = (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8")

    assert expected == f"{TEXTS[name]}\n"


def test_no_snapshot_is_left_of_a_prompt_that_is_gone() -> None:
    assert sorted(TEXTS) == sorted(path.stem for path in SNAPSHOTS.glob("*.txt"))


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_calls_of_a_draft_share_everything_but_the_last_line(recipe: str) -> None:
    users = [TEXTS[f"{recipe}.{call.name}"] for call in sample_plan(recipe).calls]

    assert 1 == len({user.rpartition("\n")[0] for user in users})


def test_every_word_of_a_closed_choice_is_named_in_the_prompt() -> None:
    choices = (
        *Category,
        *StoryStatus,
        *Direction,
        *ScenarioKind,
        *Horizon,
        *Confidence,
        *Likelihood,
        *Basis,
        *SectionName,
    )

    assert [] == [choice for choice in choices if choice.value not in TEXTS["briefing.system"]]


def test_limits_in_the_prompt_are_those_of_the_recipe() -> None:
    limits = sample_plan("briefing").limits

    assert Limits().scenarios != limits.scenarios
    assert f"({limits.scenarios_least} to {limits.scenarios}, " in TEXTS["briefing.system"]


def test_the_prompt_names_the_language_and_gives_the_editors_wish_as_a_request() -> None:
    user = TEXTS["briefing.report"]

    assert "Language of the draft: en\n" in user
    assert "<request>Mind what the closure means for commuters.</request>" in user
