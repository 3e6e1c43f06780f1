"""From a plan and a call to the messages of a request. The same plan gives the same prefix.

All calls of a draft share everything but the last line, so that an endpoint which caches by
prefix reads the sources once. Nothing in them depends on the time or on chance.
"""

import json
from typing import Any

from drafter.engines.base import Objection
from drafter.engines.openai.contract import Contract
from drafter.planning import Plan, SectionCall
from prompts.framing import safe
from prompts.reader import RenderedPrompt, read_prompt
from schemas.report import Report

REPAIR = "repair"
SCHEMA = "schema"
LONGEST_REPLY = 60_000
"""Characters of the last reply that go back with an objection; whole drafts have about 30,000."""
Message = dict[str, str]


def messages_of(
    plan: Plan,
    call: SectionCall,
    contract: Contract,
    objection: Objection | None,
    *,
    state_schema: bool,
) -> list[Message]:
    """The request's messages; after an objection, with the last reply and what was wrong with it.

    Raises:
        ValueError: the call is none for a model, having no prompt.
    """
    rendered = rendered_for(plan, call, contract.keys)
    user = rendered.user
    if state_schema:
        schema = json.dumps(contract.schema, ensure_ascii=False)
        user = f"{user}\n\n{read_prompt(SCHEMA).render(schema=schema).user}"
    messages = [_message("system", rendered.system), _message("user", user)]
    if objection is None:
        return messages
    again = read_prompt(REPAIR).render(errors=objection.errors, keys=contract.keys)
    last = safe(objection.reply)[:LONGEST_REPLY] or "(nothing)"
    return [*messages, _message("assistant", last), _message("user", again.user)]


def rendered_for(plan: Plan, call: SectionCall, keys: tuple[str, ...]) -> RenderedPrompt:
    """The call's prompt with the plan's context, sources last."""
    if call.prompt is None:
        raise ValueError(f"call {call.name!r} has no prompt, so no model can make it")
    return read_prompt(call.prompt).render(
        limits=plan.limits,
        language=plan.language if plan.language != "und" else "that of the first source",
        topic=plan.topic or "",
        instructions=plan.instructions or "",
        events=[
            {
                "id": event.id,
                "date": event.date.isoformat(),
                "text": event.text,
                "outlets": [outlet.name for outlet in event.outlets],
            }
            for event in plan.earlier
        ],
        dates=[str(resolved) for resolved in plan.dates],
        sources=[_source(number, report) for number, report in enumerate(plan.reports, 1)],
        keys=keys,
    )


def _source(number: int, report: Report) -> dict[str, Any]:
    return {
        "id": f"R{number}",
        "publisher": report.publisher or "unknown",
        "published": report.published.isoformat() if report.published else "unknown",
        "headline": report.headline,
        "paragraphs": [
            [{"id": f"R{number}.S{s.number}", "text": s.text} for s in paragraph.sentences]
            for paragraph in report.paragraphs
        ],
    }


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}
