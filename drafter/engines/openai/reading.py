"""From a completion to a reply: how it ended first, then its text, then what the text claims."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from drafter.engines.base import Reply
from drafter.engines.openai.contract import Contract
from drafter.engines.openai.failures import one_line, text_or_none
from drafter.engines.openai.salvage import NoObject, json_object
from drafter.planning import Plan, SectionCall
from schemas.base import Closed
from schemas.provenance import Attempt
from schemas.written import NOTES, Written

MOST_ERRORS = 12
_ID = re.compile(r"\bR\d+\.S\d+\b|[\[(]E\d+[\])]")
_TEXTS = frozenset({"text", "subhead", "watch_for", "question", "actor"})
_SECTIONS = frozenset(Written.model_fields) - {"null_reasons"}
_SENTENCES = frozenset({"cites"})
_EVENTS = frozenset({"links", "causes", "effects"})


def reply_of(
    answer: ChatCompletion,
    plan: Plan,
    call: SectionCall,
    contract: Contract,
    attempts: tuple[Attempt, ...],
) -> Reply:
    """The reply that a completion amounts to. Text that was cut is never mended."""
    choice = answer.choices[0]
    text = text_or_none(choice.message.content) or ""
    refusal = text_or_none(choice.message.refusal)
    if ended := _ended_badly(choice.finish_reason, refusal):
        return ended_reply(ended, attempts, text=refusal or text)
    if not text.strip():
        return _asked_again(text, [_empty(choice.message.model_extra)], attempts)
    try:
        found = contract.model.model_validate(_nulled(json_object(text, "null_reasons")))
    except NoObject as error:
        return _asked_again(text, [str(error)], attempts)
    except ValidationError as error:
        return _asked_again(text, _lines(error), attempts)
    wrong = list(_wrong_claims(found, plan))
    if wrong:
        return _asked_again(text, wrong, attempts)
    written = _written(found, call)
    return Reply(text=text, written=written, errors=(), final=False, attempts=attempts)


def ended_reply(why: str, attempts: tuple[Attempt, ...], *, text: str = "") -> Reply:
    """A reply that asking again would not mend."""
    recorded = (*attempts[:-1], *(a.model_copy(update={"error": why}) for a in attempts[-1:]))
    return Reply(text=text, written=None, errors=(why,), final=True, attempts=recorded)


def _asked_again(text: str, errors: list[str], attempts: tuple[Attempt, ...]) -> Reply:
    """A reply that may be mended by asking again. The attempt says how much was wrong."""
    lines = [one_line(error, 300) for error in errors]
    if len(lines) > MOST_ERRORS:
        lines = [*lines[: MOST_ERRORS - 1], f"and {len(lines) - MOST_ERRORS + 1} more like these"]
    said = f"{lines[0]} ({len(errors)} in all)" if len(errors) > 1 else lines[0]
    recorded = (*attempts[:-1], attempts[-1].model_copy(update={"error": said}))
    return Reply(text=text, written=None, errors=tuple(lines), final=False, attempts=recorded)


def _ended_badly(finish_reason: str | None, refusal: str | None) -> str | None:
    if refusal:
        return f"the model refused: {one_line(refusal)}"
    if finish_reason == "content_filter":
        return "the endpoint's content filter stopped the reply"
    if finish_reason == "length":
        return "the reply was cut at the token limit: allow more tokens, or take recipe briefing"
    return None


def _empty(extra: Mapping[str, Any] | None) -> str:
    thought = any((extra or {}).get(name) for name in ("reasoning_content", "reasoning"))
    return "the reply was empty" + (
        ": the model's thinking used it up; switch thinking off or allow more tokens"
        if thought
        else ""
    )


def _nulled(found: dict[str, Any]) -> dict[str, Any]:
    """The object with null for a section that is an empty list, which says the same."""
    return {
        name: None if value == [] and name in _SECTIONS else value for name, value in found.items()
    }


def _lines(error: ValidationError) -> list[str]:
    """One line for each thing that is wrong, without those that only follow from it."""
    found = [(e["loc"], e["msg"]) for e in error.errors(include_url=False, include_input=False)]
    inside = {loc[:length] for loc, _ in found for length in range(len(loc))}
    return [_line(loc, message) for loc, message in found if loc not in inside]


def _line(loc: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, loc)) or 'reply'}: {message.removeprefix('Value error, ')}"


def _wrong_claims(found: Closed, plan: Plan) -> Iterator[str]:
    """Ids that do not exist, and ids in texts that a reader sees. Working notes are let be."""
    sentences, events = set(plan.sentences()), {event.id for event in plan.earlier}
    for where, key, value in _leaves(found.model_dump(mode="json", exclude=set(NOTES)), ()):
        if key in _SENTENCES and value not in sentences:
            yield _line(where, f"there is no source sentence {value}")
        elif key in _EVENTS and value not in events:
            yield _line(where, f"there is no earlier event {value}")
        elif key in _TEXTS and (inside := _ID.search(str(value))):
            yield _line(where, f"the text holds {inside[0]}; ids belong in cites and links")


def _leaves(
    value: object, where: tuple[int | str, ...], key: str = ""
) -> Iterator[tuple[tuple[int | str, ...], str, object]]:
    """Every value of a JSON tree with its place and the name of the field that it is in."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, (*where, name), name)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, (*where, number), key)
    elif value is not None:
        yield where, key, value


def _written(found: Closed, call: SectionCall) -> Written:
    """What was found, as the pipeline takes it. Reasons for other calls' sections are dropped."""
    fields = {name: getattr(found, name, None) for name in Written.model_fields}
    reasons = [reason for reason in fields["null_reasons"] or () if reason.section in call.sections]
    return Written.model_validate(fields | {"null_reasons": tuple(reasons)})
