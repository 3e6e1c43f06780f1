import itertools
import json
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from drafter.engines.openai.contract import Contract, contract_of, support_contract
from drafter.planning import SectionCall
from prompts.reader import RecipeCall, read_recipe, recipe_names
from schemas.sections import NULLABLE, SectionName
from tests.drafter.engines.openai.portable import depth, faults, nodes
from tests.fakes.replies import valid_reply

OLDER_LEVELS, OLDER_PROPERTIES = 5, 100
"""The limits of older endpoints, Azure among them."""


def calls() -> Iterator[SectionCall]:
    """Every call that can be made: whole, less what a plan leaves out, or for one section alone."""
    for name in recipe_names():
        for call in read_recipe(name).calls:
            for sections in selections(call):
                for notes in {call.notes, ()}:
                    yield SectionCall(call.name, call.prompt, notes, sections)


def selections(call: RecipeCall) -> Iterator[tuple[SectionName, ...]]:
    whole = tuple(map(SectionName, call.sections))
    left_out = (SectionName.SYNTHESIS, SectionName.CONFLICTS)
    for count in range(len(left_out) + 1):
        for out in itertools.combinations(left_out, count):
            yield tuple(section for section in whole if section not in out)
    yield from ((section,) for section in whole)


CONTRACTS = [
    *{id(contract): contract for contract in map(contract_of, calls())}.values(),
    support_contract(),
]
each_contract = pytest.mark.parametrize("contract", CONTRACTS)


def test_every_section_is_asked_for_alone_too() -> None:
    alone = {contract.keys for contract in CONTRACTS}

    assert {(name.value, "null_reasons") for name in NULLABLE} <= alone
    assert ("category", "status", "headline", "null_reasons") in alone
    assert ("main_facts", "timeline", "body", "null_reasons") in alone


@each_contract
def test_the_schema_of_every_reply_is_in_the_portable_core(contract: Contract) -> None:
    assert [] == faults(contract.schema)
    Draft202012Validator.check_schema(contract.schema)


@each_contract
def test_no_reply_is_larger_than_the_oldest_endpoints_allow(contract: Contract) -> None:
    defs = contract.schema["$defs"]
    every = itertools.chain(nodes(contract.schema), *map(nodes, defs.values()))

    assert depth(contract.schema, defs) <= OLDER_LEVELS
    assert sum(len(node.get("properties", ())) for node in every) <= OLDER_PROPERTIES


@each_contract
def test_the_fakes_reply_is_valid_by_the_schema_and_by_the_model(contract: Contract) -> None:
    form = {"type": "json_schema", "json_schema": {"schema": contract.schema}}
    messages = [{"content": ""}, {"content": "[R1.S1] The bridge is closed."}]

    reply = valid_reply({"response_format": form, "messages": messages})

    Draft202012Validator(contract.schema).validate(json.loads(reply))
    assert contract.keys == tuple(contract.model.model_validate_json(reply).model_dump())


def test_a_reply_is_written_in_the_order_of_its_keys_notes_first_and_reasons_last() -> None:
    call = SectionCall("report", "briefing", ("main_facts",), (SectionName.HEADLINE, *NULLABLE[:1]))

    expected = ("main_facts", "category", "status", "headline", "standfirst", "null_reasons")
    assert expected == contract_of(call).keys
    assert list(expected) == list(contract_of(call).schema["properties"])


def test_a_contract_is_made_once_for_a_kind_of_call() -> None:
    one = SectionCall("one", "briefing", (), (SectionName.SCENARIOS,))
    two = SectionCall("two", "briefing", (), (SectionName.SCENARIOS,))

    assert contract_of(one) is contract_of(two)
