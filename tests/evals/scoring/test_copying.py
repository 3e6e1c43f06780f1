"""Copying: words in runs that a report has, outside quotation marks."""

from evals.scoring.copying import Copied
from schemas.sections import SectionName
from tests.evals.scoring.samples import body, made, told

HEADLINE = told("Shut")
SIX = "will vote on a repair plan"
"""A run of six words of R1.S5."""


def copied(*texts: str) -> float | None:
    return Copied().score(made(headline=HEADLINE, body=body(*map(told, texts)))).value


def test_a_run_of_six_words_is_copied_and_one_of_five_is_not() -> None:
    assert 6 / 9 == copied(f"They {SIX} soon.")
    assert 0.0 == copied("They will vote on a repair scheme soon.")


def test_overlapping_runs_count_each_word_once() -> None:
    assert 12 / 13 == copied("The council will vote on a repair plan of 12 million crowns.")


def test_a_quotation_is_neither_copied_nor_the_drafts_own() -> None:
    assert 0.0 == copied(f"He knew that they “{SIX} of 12 million crowns”.")


def test_a_run_does_not_reach_across_a_quotation() -> None:
    assert 0.0 == copied("They will vote on “this” a repair plan of 12.")


def test_nothing_but_a_quotation_has_no_words_of_its_own() -> None:
    one = made(headline=told("“Shut”"), body=body(told("“We were not asked.”")))
    assert Copied().score(one).value is None


def test_capitals_and_punctuation_do_not_hide_a_copy() -> None:
    assert 6 / 7 == copied("WILL vote – on a repair, plan!")


def test_sections_and_notes_say_where_it_was_copied() -> None:
    score = Copied().score(made(headline=HEADLINE, body=body(told(f"They {SIX} soon."))))
    assert {SectionName.HEADLINE: 0.0, SectionName.BODY: 0.75} == score.sections
    assert [f"6 words are a source's: They {SIX} soon."] == [note.text for note in score.notes]


def test_a_script_without_spaces_has_no_words_to_count() -> None:
    assert Copied().score(made(headline=told("旧桥关闭"))).value is None
