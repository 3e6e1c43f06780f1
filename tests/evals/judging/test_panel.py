"""A judge's answers are kept, asked for once, and used only where they are whole."""

import json
from collections.abc import Sequence
from pathlib import Path

from drafter.settings import Settings
from evals.judging.panel import Panel, judge_engine
from evals.judging.questions import JudgeQuestion
from evals.judging.records import Asked, Judgement, newest
from evals.running.lanes import Lane
from evals.running.log import Log, read_lines
from schemas.base import Closed
from schemas.judging import Coverage, Criterion, Preference
from tests.evals.judging.judged import facts, made, preferring, scores
from tests.evals.making import case
from tests.fakes.endpoint import Answer, FakeEndpoint, completion, failure

QUESTION = JudgeQuestion(Asked.DRAFT, (made("a"),))


def said(answer: Closed) -> Answer:
    return completion(answer.model_dump_json())


async def asked(
    path: Path, endpoint: FakeEndpoint, questions: Sequence[JudgeQuestion]
) -> dict[str, Judgement]:
    """Everything that is on the disk after asking."""
    kept = newest(map(Judgement.model_validate_json, read_lines(path)))
    settings = Settings(openai_base_url=endpoint.url, attempts=1)
    async with Log(path) as log, judge_engine("m", settings) as engine:
        await Panel(engine, log, kept, Lane(4)).ask(questions)
    return newest(map(Judgement.model_validate_json, read_lines(path)))


async def test_an_answer_is_kept_with_the_judge_and_the_words_of_the_draft(tmp_path: Path) -> None:
    async with FakeEndpoint(said(scores(4))) as endpoint:
        (kept,) = (await asked(tmp_path / "j", endpoint, [QUESTION])).values()

    assert scores(4) == kept.draft
    assert ("m", "judge-draft") == (kept.judge.model, kept.judge.prompt.name)
    assert QUESTION.words() == kept.words


async def test_what_has_been_answered_is_not_asked_again(tmp_path: Path) -> None:
    async with FakeEndpoint(said(scores(4))) as endpoint:
        await asked(tmp_path / "j", endpoint, [QUESTION])
        await asked(tmp_path / "j", endpoint, [QUESTION, QUESTION])

        assert 1 == len(endpoint.bodies)


async def test_an_answer_that_leaves_a_criterion_out_is_none_and_asked_for_again(
    tmp_path: Path,
) -> None:
    short = said(scores(4, without=Criterion.LOGIC))
    async with FakeEndpoint(short, said(scores(3))) as endpoint:
        (first,) = (await asked(tmp_path / "j", endpoint, [QUESTION])).values()
        (second,) = (await asked(tmp_path / "j", endpoint, [QUESTION])).values()

    assert first.draft is None
    assert first.why is not None
    assert scores(3) == second.draft


async def test_facts_are_answered_one_by_one_or_not_at_all(tmp_path: Path) -> None:
    two = {"facts": [{"says": "Four were hurt."}, {"says": "212 waited."}]}
    question = JudgeQuestion(Asked.FACTS, (made("a", of=case(expect=two)),))
    async with FakeEndpoint(
        said(facts(Coverage.SAID)), said(facts(Coverage.SAID, Coverage.PARTLY))
    ) as endpoint:
        (first,) = (await asked(tmp_path / "j", endpoint, [question])).values()
        (second,) = (await asked(tmp_path / "j", endpoint, [question])).values()

    assert (False, True) == (first.answered, second.answered)


async def test_an_endpoint_that_fails_leaves_a_reason_and_no_number(tmp_path: Path) -> None:
    async with FakeEndpoint(failure(401)) as endpoint:
        (kept,) = (await asked(tmp_path / "j", endpoint, [QUESTION])).values()

    assert (None, None, None) == (kept.draft, kept.facts, kept.pair)
    assert kept.why is not None
    assert "key" in kept.why


async def test_both_drafts_of_a_pair_are_shown_and_the_schema_is_asked_for(tmp_path: Path) -> None:
    pair = JudgeQuestion(Asked.PAIR, (made("a", text="First told."), made("b", text="Then told.")))
    async with FakeEndpoint(said(preferring(Preference.TIE))) as endpoint:
        (kept,) = (await asked(tmp_path / "j", endpoint, [pair])).values()
        shown = json.dumps(endpoint.bodies)

    assert kept.pair == preferring(Preference.TIE)
    assert shown.index("First told.") < shown.index("Then told.")
    assert '"better"' in shown
