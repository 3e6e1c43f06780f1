"""Repetition: what a draft has told before, and what it might as well not tell."""

import pytest

from evals.scoring.repetition import Padding, ToldAgain
from schemas.statement import Basis, WrittenStatement
from tests.evals.scoring.samples import BRIDGE, body, case, faithful, made, padded, told, value

NEWS = "Divers found cracks in two piers, so the council shut the bridge to all traffic."
AGAIN = "The council shut the bridge to all traffic because divers found cracks in the piers."
VOTE = "A plan of 12 million crowns for its repair goes to a vote on Friday."
REASONING = (
    "The council votes on 12 million crowns on Friday, since divers found cracks in the piers of"
    " the bridge."
)
"""All its words stand in one or the other of the two."""
FILLER = (
    "The situation remains complex and will continue to develop in the coming weeks.",
    "It is important to note that the bridge plays a crucial role in the life of the region.",
    "Observers will be watching closely to see what happens next.",
    "This development highlights the broader challenges that both sides face.",
    "The bridge has a significant impact on the lives of people in Eastmere and Harrow Sound.",
    "The coming weeks will be decisive for the future of the region.",
    "It remains to be seen how the parties will respond to these developments.",
    "These events underline the importance of dialogue and cooperation.",
)


def inference(text: str) -> WrittenStatement:
    return told(text, basis=Basis.INFERENCE)


def test_a_statement_that_another_section_has_told_is_told_again() -> None:
    score = ToldAgain().score(made(body=body(told(NEWS), told(VOTE)), root_causes=(told(AGAIN),)))
    assert (1 / 3, ["s4"]) == (score.value, [note.statement for note in score.notes])


def test_within_one_section_it_is_for_the_check_of_form() -> None:
    assert 0.0 == ToldAgain().score(made(body=body(told(NEWS), told(AGAIN)))).value


def test_plain_english_may_say_again_what_the_body_says() -> None:
    assert 0.0 == ToldAgain().score(made(body=body(told(NEWS)), plain_english=(told(AGAIN),))).value


def test_labels_are_too_short_to_be_told_again() -> None:
    score = ToldAgain().score(made(body=body(told("The bridge is shut.")), synthesis=None))
    assert score.value is None


def test_a_core_fact_told_in_every_section_is_counted_in_each_but_the_first() -> None:
    one = made(
        standfirst=told(NEWS),
        key_takeaway=(told(AGAIN),),
        body=body(told(NEWS)),
        root_causes=(told(AGAIN),),
    )
    assert 0.75 == ToldAgain().score(one).value


@pytest.mark.parametrize("filler", FILLER)
def test_a_sentence_that_would_fit_any_story_is_padding(filler: str) -> None:
    one = faithful()
    longer = padded(one, [filler])
    assert 0.0 == Padding().score(one).value
    assert [filler] == [note.text for note in Padding().score(longer).notes]


def test_a_sentence_that_says_again_what_was_said_is_padding() -> None:
    score = Padding().score(made(body=body(told(NEWS), told(AGAIN))))
    assert (0.5, ["s3"]) == (score.value, [note.statement for note in score.notes])


def test_news_in_plain_words_is_no_padding_where_a_report_has_them() -> None:
    plain = body(
        told("Eastmere’s bridge is shut to all."), told("Talks could begin next week now.")
    )
    with_it, without_it = (made(of, body=plain) for of in (case(BRIDGE), case()))
    assert [0.0, 0.5] == [Padding().score(one).value for one in (with_it, without_it)]


def test_a_line_of_reasoning_from_what_was_told_is_no_padding() -> None:
    one = made(body=body(told(NEWS), told(VOTE)), root_causes=(inference(REASONING),))
    assert 0.0 == Padding().score(one).value


def test_the_same_reasoning_a_second_time_is() -> None:
    twice = (inference(REASONING), inference(REASONING))
    assert 0.25 == Padding().score(made(body=body(told(NEWS), told(VOTE)), root_causes=twice)).value


def test_padding_is_looked_for_in_body_and_analysis_alone() -> None:
    one = made(body=body(told(NEWS)), information_gaps=None, standfirst=told(FILLER[0]))
    assert 0.0 == Padding().score(one).value


def test_in_other_languages_what_says_it_again_is_padding() -> None:
    text = "Taucher fanden Risse in zwei Pfeilern, darum ist die alte Brücke gesperrt."
    german = made(case(language="de"), body=body(told(text), told(text)))
    assert 0.5 == Padding().score(german).value


def test_without_stop_words_nothing_is_scored() -> None:
    assert Padding().score(made(case(language="fi"))).value is None


def test_without_body_and_analysis_nothing_is_scored() -> None:
    assert Padding().score(made(body=None)).value is None


def test_a_padded_draft_has_as_much_padding_as_was_put_in() -> None:
    sentences = 13
    share = value(Padding().score(padded(faithful(), FILLER)))
    assert len(FILLER) / (sentences + len(FILLER)) == pytest.approx(share)
