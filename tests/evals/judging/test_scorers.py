"""What a judge said becomes scores; what it did not say stays unsaid."""

from statistics import mean

from evals.judging.records import Asked
from evals.judging.scorers import NOT_JUDGED, judge_scorers
from schemas.judging import Coverage, Criterion
from tests.evals.judging.judged import facts, judgement, made, scores
from tests.evals.making import case


def test_each_criterion_is_a_scorer_of_its_own_and_the_mean_of_its_judgements() -> None:
    said = [judgement(Asked.DRAFT, ["a"], draft=scores(value)) for value in (2, 5)]

    scorers = judge_scorers(said)

    assert len(Criterion) == len(scorers) == len({one.name for one in scorers})
    (score,) = scorers[0].scores([made("a")])
    assert mean((2, 5)) == score.value
    assert ["2: so it reads", "5: so it reads"] == [note.text for note in score.notes]


def test_a_draft_that_was_not_judged_has_no_score() -> None:
    (scorer, *_) = judge_scorers([judgement(Asked.DRAFT, ["a"], draft=scores(4))])

    judged, other = scorer.scores([made("a"), made("b")])

    assert (4.0, None, NOT_JUDGED) == (judged.value, other.value, other.why)


def test_a_judge_that_gave_no_answer_is_told_with_its_reason() -> None:
    (scorer, *_) = judge_scorers([judgement(Asked.DRAFT, ["a"], why="the endpoint is down")])

    (score,) = scorer.scores([made("a")])

    assert (None, "the endpoint is down") == (score.value, score.why)


def test_facts_that_are_partly_said_count_half() -> None:
    four = {"facts": [{"says": f"Fact {n}."} for n in range(4)]}
    told = facts(Coverage.SAID, Coverage.PARTLY, Coverage.NOT_SAID, Coverage.CONTRADICTED)
    (scorer,) = judge_scorers([judgement(Asked.FACTS, ["a"], facts=told)])

    (score,) = scorer.scores([made("a", of=case(expect=four))])

    assert 1.5 / 4 == score.value
    assert ["partly: Fact 1.", "not said: Fact 2.", "contradicted: Fact 3."] == [
        note.text for note in score.notes
    ]


def test_where_no_judge_was_asked_there_is_no_scorer() -> None:
    assert () == judge_scorers([])
