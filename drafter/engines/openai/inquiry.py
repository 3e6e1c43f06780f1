"""Any question to a model by a prompt of ours, with an answer of a form of ours.

What drafts and checks drafts has engines of its own; this is for those who ask about drafts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from pydantic import ValidationError

from drafter.engines.base import Fault
from drafter.engines.openai.answering import REQUEST_FILTERED, Answering, Question, Terms
from drafter.engines.openai.contract import Contract
from drafter.engines.openai.failures import one_line
from drafter.engines.openai.messages import SCHEMA, Message, opening, versions_of
from drafter.engines.openai.reading import ended, nothing_to_read
from drafter.engines.openai.salvage import NoObject, json_object
from drafter.engines.openai.strict_schema import strict_schema
from drafter.engines.openai.wire import Completion
from prompts.reader import read_prompt
from schemas.base import Closed
from schemas.provenance import Attempt, Outcome, PromptVersion

Form = TypeVar("Form", bound=Closed)


@dataclass(frozen=True)
class Inquiry(Generic[Form]):
    """What is asked: a prompt by its name, what it is told, and the form of the answer."""

    prompt: str
    inputs: Mapping[str, object]
    form: type[Form]


@dataclass(frozen=True)
class Inquired(Generic[Form]):
    """What came: the answer, or null where there is none that can be used, and why."""

    answer: Form | None
    why: str | None
    attempts: tuple[Attempt, ...]
    prompts: tuple[PromptVersion, ...] = field(default=())


async def inquire(
    terms: Terms, inquiry: Inquiry[Form], *, tokens: int | None, seconds: float | None
) -> Inquired[Form]:
    """Ask, and read the answer as strictly as what is drafted.

    Raises:
        ProviderUnavailable: the endpoint could not be reached, kept failing, or took too long.
        ProviderRefused: it answered, and will not do this.
    """
    contract = _contract(inquiry.form)
    question = Question(
        lambda stated: _messages(inquiry, contract, state_schema=stated),
        contract,
        f"drafter-{inquiry.prompt}",
    )
    answering = Answering(terms, question, tokens=tokens, seconds=seconds)
    outcome, answer, why = _read(await answering.answer(), inquiry.form)
    answering.learn(outcome)
    faults = () if why is None else (Fault(section=None, text=why),)
    return Inquired(
        answer=answer,
        why=why,
        attempts=ended(answering.attempts, outcome, faults),
        prompts=versions_of(inquiry.prompt, SCHEMA if answering.stated else None),
    )


@cache
def _contract(form: type[Closed]) -> Contract:
    return Contract(model=form, schema=strict_schema(form))


def _messages(inquiry: Inquiry[Form], contract: Contract, *, state_schema: bool) -> list[Message]:
    rendered = read_prompt(inquiry.prompt).render(**inquiry.inputs)
    return opening(rendered, contract, state_schema=state_schema)


def _read(answer: Completion | None, form: type[Form]) -> tuple[Outcome, Form | None, str | None]:
    if answer is None:
        return Outcome.CONTENT_FILTER, None, REQUEST_FILTERED
    if nothing := nothing_to_read(answer):
        return nothing.outcome, None, nothing.faults[0].text
    try:
        found = json_object(answer.text, next(iter(form.model_fields)))
        return Outcome.OK, form.model_validate(found), None
    except NoObject as error:
        return Outcome.BROKEN_JSON, None, str(error)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        return Outcome.WRONG_SHAPE, None, one_line(f"{where}: {first['msg']}")
