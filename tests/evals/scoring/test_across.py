"""Repetition across drafts: a habit shows in several stories, and not in their reports."""

from collections.abc import Sequence

from evals.scoring.across import CLOSERS, OPENERS
from evals.scoring.score import Made
from tests.evals.scoring.samples import body, case, made, told

OWN = (
    "Divers have seen cracks in two piers.",
    "Pilots fear for four thousand people a day.",
    "Money for the works is to be voted on.",
    "Six weeks are the least that it takes.",
)
HABIT = "Against this backdrop {} goes on as before."


def drafts(sentences: Sequence[str], *, stories: Sequence[str] = "abcd") -> list[Made]:
    return [
        made(case(name=f"case-{at}", story=story), headline=told("Shut"), body=body(told(text)))
        for at, (story, text) in enumerate(zip(stories, sentences, strict=False))
    ]


def values(made: Sequence[Made]) -> list[float | None]:
    return [score.value for score in OPENERS.scores(made)]


def test_an_opener_of_three_stories_is_a_habit_of_each() -> None:
    texts = [*(HABIT.format(what) for what in ("it", "all", "life")), OWN[3]]
    assert [1.0, 1.0, 1.0, 0.0] == values(drafts(texts))


def test_an_opener_of_two_stories_may_be_chance() -> None:
    texts = [HABIT.format("it"), HABIT.format("all"), *OWN[2:]]
    assert [0.0, 0.0, 0.0, 0.0] == values(drafts(texts))


def test_three_cases_of_one_story_are_one() -> None:
    texts = [*(HABIT.format(what) for what in ("it", "all", "life")), OWN[0], OWN[1]]
    assert [0.0] * 5 == values(drafts(texts, stories="aaabc"))


def test_an_opener_that_their_reports_have_as_often_is_none_of_the_writers() -> None:
    texts = [f"The council will {what} the works soon." for what in ("see", "pay", "do")]
    assert [0.0, 0.0, 0.0] == values(drafts(texts))  # R1.S5 of each


def test_two_stories_are_too_few_to_see_a_habit() -> None:
    scores = OPENERS.scores(drafts([HABIT.format("it")] * 2))
    assert [(None, "it takes drafts of 3 stories to see a habit")] * 2 == [
        (score.value, score.why) for score in scores
    ]


def test_in_many_stories_three_are_too_few() -> None:
    texts = [HABIT.format("it")] * 3 + [f"Number {at} has words of its own." for at in range(37)]
    assert [0.0] * 40 == values(drafts(texts, stories=[f"s{at}" for at in range(40)]))


def test_an_ending_that_comes_again_is_a_closer() -> None:
    texts = [text.removesuffix(".") + " as time will tell." for text in OWN]
    made = drafts(texts)
    assert [1.0] * 4 == [score.value for score in CLOSERS.scores(made)]
    assert [0.0] * 4 == values(made)


def test_labels_neither_open_nor_close() -> None:
    assert [None] * 3 == values(drafts(["It is shut."] * 3))


def test_the_notes_show_the_sentences() -> None:
    texts = [HABIT.format(what) for what in ("it", "all", "life")]
    assert [[text] for text in texts] == [
        [note.text for note in score.notes] for score in OPENERS.scores(drafts(texts))
    ]


def test_no_drafts_have_no_scores() -> None:
    assert [] == OPENERS.scores([])
