import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.engines.base import Objection
from drafter.engines.openai.contract import contract_of
from drafter.engines.openai.messages import LONGEST_REPLY, messages_of
from drafter.planning import Plan, plan
from prompts.reader import read_recipe
from schemas.event import Outlet
from schemas.report import Paragraph, Sentence
from tests.factories import event, report
from tests.prompts.test_framing import HOSTILE

FRAME = re.compile(r"<[/|]?[a-z|]", re.IGNORECASE)
NUMBERED = re.compile(r"^\[(R\d+\.S\d+|E\d+)\] ", re.MULTILINE)


def hostile_plan(text: str) -> Plan:
    """A plan in which everything that comes from outside holds the text."""
    held = f"a {text} b"
    outlet = Outlet(name=held, url=None)
    paragraph = Paragraph(sentences=(Sentence(number=1, text=held),))
    changes = {"headline": held, "publisher": held, "paragraphs": (paragraph,)}
    return plan(
        (report().model_copy(update=changes), report("A quiet sentence")),
        read_recipe("single"),
        topic="topic",
        instructions=held,
        earlier=[event(date(2026, 3, 1), held).model_copy(update={"outlets": (outlet,)})],
    )


def user_message(made: Plan) -> str:
    call = made.calls[0]
    messages = messages_of(made, call, None, state_schema=False)
    return messages[1]["content"]


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_no_text_from_outside_leaves_its_frame(text: str) -> None:
    made = hostile_plan(text)
    user = user_message(made)

    expected = ["<e", "</e", "<t", "</t", "<r", "</r", *["<s", "</s"] * len(made.reports)]
    assert expected == FRAME.findall(user)
    assert [*(e.id for e in made.earlier), *made.sentences()] == NUMBERED.findall(user)
    assert user.splitlines()[-1].startswith("Write now, as one JSON object")


@given(st.text(max_size=40))
def test_the_system_message_is_the_same_whatever_the_sources_say(text: str) -> None:
    made, call = hostile_plan(text), hostile_plan("").calls[0]

    system = [messages_of(p, call, None, state_schema=False)[0] for p in (made, hostile_plan(""))]
    assert system[0] == system[1]


@pytest.mark.parametrize("name", ["briefing", "single"])
def test_a_stated_schema_is_the_one_that_is_validated_by(name: str) -> None:
    made = plan((report(),), read_recipe(name))
    for call in made.calls:
        contract = contract_of(call)
        user = messages_of(made, call, None, state_schema=True)[1]["content"]

        assert contract.schema == json.loads(user.splitlines()[-1])


def test_a_long_last_reply_is_cut_before_it_goes_back() -> None:
    made = hostile_plan("")
    call = made.calls[0]
    objection = Objection(
        reply="x" * (LONGEST_REPLY * 2), errors=("too long",), sections=call.sections
    )

    messages = messages_of(made, call, objection, state_schema=False)

    assert LONGEST_REPLY == len(messages[2]["content"])


def test_sentences_that_disagree_are_named_by_their_ids_and_no_word_of_a_source() -> None:
    reports = [
        report("Nine people were hurt in the collapse of the crane, police said."),
        report(
            "Four people were hurt in the collapse of the crane, police said.",
            publisher="Coast Radio",
        ),
    ]
    made = plan(reports, read_recipe("single"))
    user = user_message(made)

    assert "\n- R1.S1 against R2.S1\n" in user
    assert "against" not in user_message(plan(reports[:1], read_recipe("single")))
