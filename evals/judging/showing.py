"""What a judge is shown of a case and of a draft: nothing that tells who wrote it."""

from collections.abc import Iterator
from typing import Any

from drafter.planning import Plan
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.statement import Statement
from schemas.walk import statements_of

Shown = list[dict[str, Any]]


def shown_sources(plan: Plan) -> Shown:
    """The reports of a case, sentence by sentence."""
    return [
        {
            "id": f"R{number}",
            "publisher": report.publisher or "unknown",
            "published": report.published.isoformat() if report.published else "unknown",
            "headline": report.headline,
            "sentences": [
                {"id": f"R{number}.S{one.number}", "text": one.text} for one in report.sentences()
            ],
        }
        for number, report in enumerate(plan.reports, 1)
    ]


def shown_events(plan: Plan) -> Shown:
    """The earlier events that the writers were given."""
    return [
        {
            "id": event.id,
            "date": event.date.isoformat(),
            "text": event.text,
            "outlets": [outlet.name for outlet in event.outlets],
        }
        for event in plan.earlier
    ]


def shown_draft(draft: Draft) -> Shown:
    """The draft's sections, each line with what it claims to be.

    Null sections are left out, and so are their reasons: those tell one writer from another.
    """
    sections: dict[SectionName, list[dict[str, str]]] = {}
    details = dict(_details(draft))
    for name, statement in statements_of(draft):
        text = statement.text + details.get(statement.id, "")
        sections.setdefault(name, []).append({"label": _label(statement), "text": text})
    return [
        {"name": name.value.replace("_", " "), "lines": lines} for name, lines in sections.items()
    ]


def words_of(draft: Draft) -> int:
    """Words of all that a judge reads of the draft."""
    return sum(len(statement.text.split()) for _, statement in statements_of(draft))


def _label(statement: Statement) -> str:
    named = " ".join((*statement.cites, *statement.links))
    return f"{statement.basis.value} {named}".strip()


def _details(draft: Draft) -> Iterator[tuple[str, str]]:
    """What stands beside a statement: who it is about, or how likely and by when."""
    for one in draft.scenarios or ():
        likely = one.likelihood.value if one.likelihood else "likelihood not given"
        yield one.statement.id, f" ({likely}; {one.horizon.value.replace('_', ' ')})"
    for perspective in draft.perspectives or ():
        yield perspective.statements[0].id, f" (on {perspective.actor})"
    if draft.escalation:
        direction = draft.escalation.direction.value.replace("_", "-")
        yield draft.escalation.statements[0].id, f" (direction: {direction})"
