"""What the text of a completion amounts to, told from the text alone."""

import json
from typing import Any

from drafter.engines.openai.claims import Ids
from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.forms import body_of
from drafter.engines.openai.messages import messages_of
from drafter.engines.openai.reading import MOST_FAULTS, Read, read
from drafter.engines.openai.wire import Completion
from prompts.reader import read_recipe
from schemas.provenance import Outcome, Rung
from schemas.sections import SectionName
from tests.factories import plan_of, report
from tests.fakes.endpoint import MODEL
from tests.fakes.engine import ATTEMPT
from tests.fakes.replies import valid_reply

PLAN = plan_of(report(), recipe=read_recipe("single"))
(CALL,) = PLAN.calls


def valid() -> dict[str, Any]:
    messages = messages_of(PLAN, CALL, None, state_schema=False)
    body = body_of(MODEL, messages, contract_of(CALL), Rung.STRICT_SCHEMA, {}, stream=False)
    reply: dict[str, Any] = json.loads(valid_reply(body))
    return reply


def read_with(finish_reason: str = "stop", **changes: Any) -> Read:
    """What a valid reply amounts to, some of whose sections were changed."""
    text = json.dumps(valid() | changes)
    answer = Completion(text, finish_reason, None, thought=False, usage=None, request_id=None)
    return read(answer, CALL, Ids.of(PLAN))


def test_an_error_that_only_follows_from_another_is_not_told() -> None:
    found = read_with(body=[{"subhead": None, "statements": []}])
    expected = "body.0.statements: Tuple should have at least 1 item after validation, not 0"
    assert [expected] == [fault.text for fault in found.faults]


def test_each_section_has_a_fault_though_the_list_is_full_before_it() -> None:
    many = [{"subhead": None, "statements": [{"text": number} for number in range(10)]}]
    found = read_with(body=many, scenarios=[5])
    assert MOST_FAULTS + 1 == len(found.faults)
    assert SectionName.SCENARIOS is found.faults[-1].section


def test_ids_that_do_not_exist_are_the_outcome_where_nothing_else_is_wrong() -> None:
    headline = valid()["headline"] | {"cites": ["R7.S99"]}
    assert Outcome.WRONG_IDS is read_with(headline=headline).outcome
    assert Outcome.WRONG_SHAPE is read_with(headline=headline, scenarios=[5]).outcome


def test_a_run_of_spaces_inside_a_whole_reply_spoils_nothing() -> None:
    assert Outcome.OK is read_with(note=" " * 300).outcome


def test_a_headline_that_is_null_is_missing() -> None:
    found = read_with(headline=None)
    assert ["headline: Field required"] == [fault.text for fault in found.faults]


def test_an_attempt_keeps_the_first_fault_and_their_number() -> None:
    found = read_with(headline=None, scenarios=[5])
    (made,) = found.reply("{}", (ATTEMPT,)).attempts
    assert "headline: Field required (2 in all)" == made.error


def test_a_run_of_spaces_in_a_reply_that_is_not_whole_is_a_loop() -> None:
    text = '{"headline":' + " " * 300
    answer = Completion(text, "length", None, thought=False, usage=None, request_id=None)
    assert Outcome.WHITESPACE_LOOP is read(answer, CALL, Ids.of(PLAN)).outcome
