"""Form: what is counted of sentences and sections."""

from drafter.readability import grade
from evals.scoring.form import (
    LimitsKept,
    NaturalSentences,
    ReadingGrade,
    SectionsFilled,
    Words,
)
from schemas.limits import Limits
from schemas.sections import SectionName
from tests.evals.scoring.samples import body, case, made, told, with_provenance

PLAIN = (told("The bridge is shut."), told("Divers found cracks in it."))


def test_the_grade_is_that_of_the_plain_english() -> None:
    one = made(plain_english=PLAIN, body=body(told("Infrastructural deterioration proliferated.")))
    assert grade([one.text for one in PLAIN]) == ReadingGrade().score(one).value


def test_there_is_no_grade_without_the_section_or_in_another_language() -> None:
    french = made(case(language="fr"), plain_english=PLAIN)
    assert [None, None] == [score.value for score in ReadingGrade().scores([made(), french])]


def test_a_section_that_is_too_long_is_named() -> None:
    long = told(" ".join(["bridge"] * 36) + ".")
    score = LimitsKept().score(made(standfirst=long))
    assert 2 / 3 == score.value  # headline and body are within theirs
    assert ["The standfirst has 36 words, the limit is 35"] == [note.text for note in score.notes]


def test_a_recipe_that_allows_more_is_held_to_the_same_limits() -> None:
    long = made(standfirst=told(" ".join(["bridge"] * 36) + "."))
    recipe = long.draft.provenance.recipe
    lax = recipe.model_copy(update={"limits": Limits(standfirst_words=100)})
    assert 2 / 3 == LimitsKept().score(with_provenance(long, recipe=lax)).value


def test_a_standfirst_of_35_words_is_within_its_limit() -> None:
    assert 1.0 == LimitsKept().score(made(standfirst=told(" ".join(["bridge"] * 35)))).value


def test_words_are_counted_by_section() -> None:
    score = Words().score(made(headline=told("It is shut"), body=body(told("The old bridge."))))
    assert (6.0, {SectionName.HEADLINE: 3.0, SectionName.BODY: 3.0}) == (
        score.value,
        score.sections,
    )


def test_one_section_of_the_twelve_that_may_be_null_is_filled() -> None:
    score = SectionsFilled().score(made())
    assert (1 / 12, 1.0, 0.0) == (
        score.value,
        score.sections[SectionName.BODY],
        score.sections[SectionName.STANDFIRST],
    )


def test_a_sentence_of_12_words_is_natural_and_one_of_11_is_clipped() -> None:
    twelve, eleven = (told(" ".join(["word"] * count) + ".") for count in (12, 11))
    score = NaturalSentences().score(made(body=body(twelve, eleven)))
    assert (0.5, ["s3"]) == (score.value, [note.statement for note in score.notes])


def test_a_sentence_of_29_words_is_endless() -> None:
    score = NaturalSentences().score(made(body=body(told(" ".join(["word"] * 29) + "."))))
    assert 0.0 == score.value


def test_without_a_body_its_sentences_are_not_scored() -> None:
    assert NaturalSentences().score(made(body=None)).value is None
