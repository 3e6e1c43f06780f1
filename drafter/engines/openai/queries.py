"""From a batch of queries to the messages of a request: each claim with the passages it names.

All requests of all drafts share the system message, so that an endpoint which caches by prefix
reads it once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from drafter.engines.base import Batch
from drafter.engines.openai.contract import support_contract
from drafter.engines.openai.messages import Message, message, with_schema
from drafter.planning import Plan
from drafter.verify.support import Query
from prompts.reader import read_prompt
from schemas.event import EarlierEvent
from schemas.report import Report
from schemas.sections import SectionName

SUPPORT = "support"
CACHE_KEY = "drafter-support"


def messages_about(plan: Plan, batch: Batch, *, state_schema: bool) -> list[Message]:
    """The request's messages."""
    rendered = read_prompt(SUPPORT).render(
        language=plan.language if plan.language != "und" else "that of the claims",
        claims=[_claim(query, plan) for query in batch.queries],
        numbers=[str(number) for number in batch.numbers],
    )
    user = with_schema(rendered.user, support_contract(), stated=state_schema)
    return [message("system", rendered.system), message("user", user)]


def _claim(query: Query, plan: Plan) -> dict[str, Any]:
    statement = query.statement
    events = {event.id: event for event in plan.earlier}
    return {
        "number": query.number,
        "kind": statement.basis.value,
        "place": query.section.value.replace("_", " "),
        "text": statement.text,
        "sources": _sources(query, plan),
        "events": [_event(events[name]) for name in statement.links if name in events],
    }


def _sources(query: Query, plan: Plan) -> list[dict[str, Any]]:
    """The sentences that are shown, report by report."""
    sources = []
    for number, report in enumerate(plan.reports, 1):
        texts = {f"R{number}.S{sentence.number}": sentence.text for sentence in report.sentences()}
        if sentences := list(_sentences(texts, query)):
            sources.append(_source(report, query.section) | {"sentences": sentences})
    return sources


def _sentences(texts: Mapping[str, str], query: Query) -> Iterator[dict[str, str | None]]:
    """Each that is cited comes with the one before it, which says who "he" is."""
    cited = query.statement.cites
    before: str | None = None
    for name, text in texts.items():
        shown = name in cited or name in query.beside
        if shown:
            yield {"id": name, "text": text, "before": before if name in cited else None}
        before = None if shown else text


def _source(report: Report, section: SectionName) -> dict[str, str | None]:
    return {
        "publisher": report.publisher or "unknown",
        "published": report.published.isoformat() if report.published else "unknown",
        "headline": report.headline if section is SectionName.HEADLINE else None,
    }


def _event(event: EarlierEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "date": event.date.isoformat(),
        "text": event.text,
        "outlets": [outlet.name for outlet in event.outlets],
    }
