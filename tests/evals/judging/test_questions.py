"""A judge is asked blind: of each draft, of its facts, and of every two in both orders."""

import json

from evals.judging.questions import JudgeQuestion, questions_of
from evals.judging.records import Asked
from evals.judging.showing import shown_draft
from prompts.reader import read_prompt
from tests.evals.judging.judged import draft_saying, made
from tests.evals.making import case
from tests.factories import draft, statement

FACTS = {"facts": [{"says": "Four of the crew were hurt."}, {"says": "212 waited."}]}


def test_three_drafts_of_a_case_make_three_pairs_in_both_orders() -> None:
    drafts = [made("a"), made("b"), made("c")]

    pairs = [one for one in questions_of(drafts) if one.asked is Asked.PAIR]

    shown = [tuple(draft.variant for draft in one.made) for one in pairs]
    expected = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"), ("b", "c"), ("c", "b")]
    assert expected == shown


def test_several_judgements_are_several_questions() -> None:
    asked = list(questions_of([made("a"), made("b")], judgements=3))

    assert 2 + 3 * 2 == len(asked) == len({one.key("m") for one in asked})


def test_drafts_of_different_cases_and_repeats_are_no_pair() -> None:
    drafts = [made("a"), made("b", of=case("other"))]

    assert {Asked.DRAFT} == {one.asked for one in questions_of(drafts)}


def test_the_facts_are_asked_about_where_the_case_names_some() -> None:
    asked = [one.asked for one in questions_of([made("a", of=case(expect=FACTS))])]

    assert [Asked.DRAFT, Asked.FACTS] == asked


def test_no_name_of_a_variant_and_no_engine_is_shown() -> None:
    question = JudgeQuestion(Asked.PAIR, (made("briefing-secret"), made("plain-secret")))
    inquiry = question.inquiry()

    shown = read_prompt(inquiry.prompt).render(**inquiry.inputs)

    assert "secret" not in shown.user + shown.system
    assert "extractive" not in json.dumps(inquiry.inputs)


def test_reasons_for_null_sections_are_not_shown() -> None:
    lines = json.dumps(shown_draft(draft_saying("The ferry is idle.")))

    assert "not supported by the report" not in lines
    assert "The ferry is idle." in lines


def test_another_text_another_judge_or_another_writer_is_another_question() -> None:
    one = JudgeQuestion(Asked.DRAFT, (made("a"),))
    same = JudgeQuestion(Asked.DRAFT, (made("a"),))
    other = JudgeQuestion(Asked.DRAFT, (made("a", text="The ferry sails."),))
    theirs = JudgeQuestion(Asked.DRAFT, (made("b"),))

    assert one.key("m") == same.key("m")
    assert 4 == len({one.key("m"), one.key("n"), other.key("m"), theirs.key("m")})


def test_a_statement_is_shown_with_what_it_claims_to_be() -> None:
    shown = shown_draft(draft(standfirst=statement("The ferry is idle.", cites=("R1.S1", "R1.S2"))))

    (standfirst,) = (one for one in shown if one["name"] == "standfirst")
    assert [{"label": "reported R1.S1 R1.S2", "text": "The ferry is idle."}] == standfirst["lines"]
