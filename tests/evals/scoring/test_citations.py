"""Citations: whether they exist, fit, and stand where the news is."""

from evals.scoring.citations import Plausible, Reported, Valid
from evals.scoring.score import Made
from schemas.sections import SectionName
from schemas.statement import Basis
from tests.evals.scoring.samples import BRIDGE, body, case, made, told

CRACKS = "Divers found cracks in two piers of the bridge, so Eastmere closed it on Tuesday."
SPREAD = 9
"""A sentence of the long report that is about other things: bearings."""


def test_every_id_of_the_case_is_valid() -> None:
    one = made(body=body(told(CRACKS, "R1.S1", "R1.S5")))
    assert 1.0 == Valid().score(one).value


def test_an_id_that_the_case_has_not_is_named() -> None:
    long = made(case(BRIDGE), headline=told(CRACKS, "R1.S1"), body=body(told(CRACKS, "R1.S9")))
    elsewhere = Made(case(), long.variant, long.repeat, long.draft)  # its report has five sentences
    score = Valid().score(elsewhere)
    assert (0.5, ["There is no R1.S9."]) == (score.value, [note.text for note in score.notes])


def test_an_earlier_event_of_the_case_is_valid() -> None:
    event = {
        "id": "ev-1",
        "date": "2026-02-17",
        "text": "The bridge at Eastmere is closed.",
        "outlets": [{"name": "Coast Radio", "url": "https://radio.example.org/1"}],
    }
    linked = told("It was closed before.", basis=Basis.BACKGROUND, links=("E1",))
    one = made(case(BRIDGE, earlier=[event]), body=body(linked))
    assert 1.0 == Valid().score(one).value
    assert 1 / 2 == Valid().score(Made(case(BRIDGE), "by-hand", 0, one.draft)).value


def test_a_draft_that_cites_nothing_is_not_scored() -> None:
    loose = told("It is shut.", basis=Basis.INFERENCE)
    assert Valid().score(made(headline=loose, body=None)).value is None


def test_a_sentence_that_fits_is_plausible_and_one_about_something_else_is_not() -> None:
    text = "Divers found that cracks in two of the nine piers had widened within three weeks."
    one = made(
        case(BRIDGE),
        headline=told("Shut"),
        body=body(told(text, "R1.S1"), told(text, f"R1.S{SPREAD}")),
    )
    score = Plausible().score(one)
    assert (0.5, ["s3"]) == (score.value, [note.statement for note in score.notes])


def test_what_says_too_little_to_be_ranked_is_left_out() -> None:
    one = made(headline=told("Shut"), body=body(told("It is shut.", "R1.S5")))
    assert Plausible().score(one).value is None


def test_inferences_are_not_held_to_a_sentence() -> None:
    guess = told(CRACKS, "R1.S5", basis=Basis.INFERENCE)
    assert Plausible().score(made(headline=told("Shut"), body=body(guess))).value is None


def test_sentences_of_another_language_are_not_ranked() -> None:
    french = made(case(language="fr"), headline=told("Fermé"), body=body(told(CRACKS)))
    assert Plausible().score(french).value is None


def test_the_news_is_reported_or_it_is_named() -> None:
    guess = told("It may take longer.", basis=Basis.INFERENCE)
    one = made(standfirst=told("It is shut."), body=body(told("It is shut."), guess))
    score = Reported().score(one)
    assert (2 / 3, {SectionName.STANDFIRST: 1.0, SectionName.BODY: 0.5}) == (
        score.value,
        score.sections,
    )
    assert ["inference: It may take longer."] == [note.text for note in score.notes]


def test_analysis_elsewhere_does_not_count_as_news() -> None:
    guess = told("It was bound to happen.", basis=Basis.INFERENCE)
    assert 1.0 == Reported().score(made(root_causes=(guess,))).value


def test_without_a_news_section_nothing_is_scored() -> None:
    assert Reported().score(made(body=None)).value is None
