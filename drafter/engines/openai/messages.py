"""From a plan and a call to the messages of a request. The same plan gives the same prefix.

All calls of a draft share everything but the last line, so that an endpoint which caches by
prefix reads the sources once; a section that is written anew is asked for behind the same prefix.
Nothing in them depends on the time or on chance.
"""

import hashlib
import json
from typing import Any

from drafter.across.disagreements import Disagreement
from drafter.across.timeline import Dated
from drafter.engines.base import Objection
from drafter.engines.openai.contract import Contract, contract_of
from drafter.planning import Anew, Plan, SectionCall
from prompts.framing import safe
from prompts.reader import RenderedPrompt, read_prompt
from schemas.provenance import PromptVersion
from schemas.report import Report

REPAIR = "repair"
REDRAFT = "redraft"
SCHEMA = "schema"
LONGEST_REPLY = 60_000
"""Characters of the last reply that go back with an objection; whole drafts have about 30,000."""
Message = dict[str, str]


def messages_of(
    plan: Plan,
    call: SectionCall,
    objection: Objection | None,
    *,
    state_schema: bool,
) -> list[Message]:
    """The request's messages; after an objection, the same with the last reply and its faults.

    A section that is written anew comes as a turn of its own: as it stands, and what is wanted.

    Raises:
        ValueError: the call is none for a model, having no prompt.
    """
    contract = contract_of(call)
    rendered = rendered_for(plan, call, contract.keys)
    messages = opening(rendered, contract, state_schema=state_schema)
    if call.anew is not None:
        messages += _wanted_anew(call.anew, contract)
    if objection is None:
        return messages
    asked = contract_of(call.only(objection.sections))
    again = read_prompt(REPAIR).render(errors=objection.errors, keys=asked.keys)
    narrower = state_schema and asked is not contract
    last = safe(objection.reply)[:LONGEST_REPLY] or "(nothing)"
    return [
        *messages,
        message("assistant", last),
        message("user", with_schema(again.user, asked, stated=narrower)),
    ]


def _wanted_anew(anew: Anew, contract: Contract) -> list[Message]:
    wish = read_prompt(REDRAFT).render(
        kept=anew.kept, instructions=anew.instructions or "", keys=contract.keys
    )
    present = safe(anew.present)[:LONGEST_REPLY]
    return [message("assistant", present), message("user", wish.user)]


def opening(rendered: RenderedPrompt, contract: Contract, *, state_schema: bool) -> list[Message]:
    """The messages of a prompt: the system's, where it has any, and the user's."""
    user = message("user", with_schema(rendered.user, contract, stated=state_schema))
    return [message("system", rendered.system), user] if rendered.system else [user]


def with_schema(text: str, contract: Contract, *, stated: bool) -> str:
    """The text of a message, with the schema of the reply under it where that is to be stated."""
    if not stated:
        return text
    schema = json.dumps(contract.schema, ensure_ascii=False)
    return f"{text}\n\n{read_prompt(SCHEMA).render(schema=schema).user}"


def cache_key_of(plan: Plan) -> str:
    """The same for all calls about the same reports: they share everything but the last line.

    A provider sends requests of one key to one machine, as long as they are some 15 a minute.
    """
    hashes = "".join(report.content_hash for report in plan.reports)
    return hashlib.sha256(hashes.encode()).hexdigest()[:32]


def rendered_for(plan: Plan, call: SectionCall, keys: tuple[str, ...]) -> RenderedPrompt:
    """The call's prompt with the plan's context, sources last."""
    if call.prompt is None:
        raise ValueError(f"call {call.name!r} has no prompt, so no model can make it")
    prompt = read_prompt(call.prompt)
    inputs = _inputs(plan, keys)
    return prompt.render(**{name: inputs[name] for name in prompt.front.inputs if name in inputs})


def _inputs(plan: Plan, keys: tuple[str, ...]) -> dict[str, Any]:
    """All that a prompt may be told; each takes what it declares."""
    return {
        "limits": plan.limits,
        "language": plan.language if plan.language != "und" else "that of the first source",
        "topic": plan.topic or "",
        "instructions": plan.instructions or "",
        "events": [
            {
                "id": event.id,
                "date": event.date.isoformat(),
                "text": event.text,
                "outlets": [outlet.name for outlet in event.outlets],
            }
            for event in plan.earlier
        ],
        "timeline": [_dated(fact) for fact in plan.timeline],
        "disagreements": [_sentences(one) for one in plan.disagreements],
        "sources": [_source(number, report) for number, report in enumerate(plan.reports, 1)],
        "keys": keys,
    }


def _dated(fact: Dated) -> dict[str, Any]:
    """An entry of the timeline. Of an earlier event the id alone: it stands above in full."""
    of_a_report = any(name.startswith("R") for name in fact.sources)
    return {
        "day": fact.shown,
        "told": fact.told,
        "inferred": fact.inferred,
        "sources": fact.sources,
        "text": fact.text if of_a_report else "",
    }


def _sentences(disagreement: Disagreement) -> list[str]:
    """Of each version the ids of its sentences: no words of a source stand outside a frame."""
    return [", ".join(version.sentences) for version in disagreement.versions]


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


def versions_of(*names: str | None) -> tuple[PromptVersion, ...]:
    """The prompts of these names, as the provenance keeps them."""
    used = (read_prompt(name) for name in names if name)
    return tuple(
        PromptVersion(name=p.name, version=p.version, fingerprint=p.fingerprint) for p in used
    )


def message(role: str, content: str) -> Message:
    """One message of a request."""
    return {"role": role, "content": content}
