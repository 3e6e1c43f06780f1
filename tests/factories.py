"""Small valid things to test with. All texts are ours."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime

from drafter.assembling import assemble
from drafter.numbering import null_reasons, numbered
from drafter.planning import Plan, plan
from prompts.reader import Recipe, read_recipe
from schemas.draft import Draft
from schemas.event import EarlierEvent, Outlet
from schemas.job import Order, Priority
from schemas.provenance import EngineName, Provenance
from schemas.report import Paragraph, Report, Sentence
from schemas.review import Answer, Approval, DraftRecord, DraftState, Question
from schemas.sections import Category, SectionName, StoryStatus
from schemas.statement import Basis, WrittenStatement
from schemas.written import NullReason, Written, WrittenParagraph

PARAGRAPHS = (
    """The town of Eastmere closed its old bridge on Tuesday after divers found cracks in two \
piers. Mayor Anna Holt said the closure would last at least six weeks.""",
    """Harbour pilots warned that ferries could not carry the 4,000 people who cross every day. \
“We were not asked,” said their spokesman, Peter Lund.""",
    "The council will vote on a repair plan of 12 million crowns on Friday.",
)


def report(
    *paragraphs: str,
    headline: str = "Eastmere closes its old bridge",
    published: date | None = date(2026, 3, 5),
    publisher: str | None = "Eastmere Courier",
    language: str = "en",
) -> Report:
    """A report of these paragraphs; sentences end at a full stop and a space, no more."""
    made, number = [], 0
    for paragraph in paragraphs or PARAGRAPHS:
        texts = [text.strip() for text in paragraph.replace(". ", ".\n").splitlines()]
        sentences = [Sentence(number=number + n, text=text) for n, text in enumerate(texts, 1)]
        number += len(sentences)
        made.append(Paragraph(sentences=tuple(sentences)))
    return Report(
        headline=headline,
        publisher=publisher,
        url="https://courier.example.org/bridge",
        published=published,
        language=language,
        paragraphs=tuple(made),
        content_hash=hashlib.sha256("\n".join(paragraphs or PARAGRAPHS).encode()).hexdigest(),
    )


def event(day: date, text: str, *, key: str = "ev-1", number: int = 1) -> EarlierEvent:
    """An earlier event, reported by one outlet."""
    outlet = Outlet(name="Coast Radio", url="https://radio.example.org/1")
    return EarlierEvent(id=f"E{number}", key=key, date=day, text=text, outlets=(outlet,))


def statement(
    text: str = "The old bridge is closed.",
    *,
    basis: Basis = Basis.REPORTED,
    cites: Sequence[str] = ("R1.S1",),
    links: Sequence[str] = (),
) -> WrittenStatement:
    """A statement as an engine writes it."""
    return WrittenStatement(cites=tuple(cites), links=tuple(links), basis=basis, text=text)


def written(**sections: object) -> Written:
    """What an engine wrote: a headline, a body, and the sections given."""
    fields: dict[str, object] = {
        "category": Category.SOCIETY,
        "status": StoryStatus.DEVELOPING,
        "headline": statement("Eastmere closes its old bridge"),
        "body": (WrittenParagraph(subhead=None, statements=(statement(),)),),
    }
    fields |= sections
    null = [name for name in SectionName if fields.get(name.value) is None]
    reasons = tuple(NullReason(section=name, reason="not supported by the report") for name in null)
    return Written.model_validate({"null_reasons": reasons} | fields)


def plan_of(
    *reports: Report,
    recipe: Recipe | None = None,
    earlier: Sequence[EarlierEvent] = (),
    topic: str | None = None,
) -> Plan:
    """A plan for the reports by the extractive recipe, or by the one given."""
    used = recipe or read_recipe("extractive")
    return plan(reports or (report(),), used, topic=topic, earlier=earlier)


def provenance(of: Plan) -> Provenance:
    """A provenance that names the extractive engine."""
    return Provenance(
        engine=EngineName.EXTRACTIVE,
        model=None,
        endpoint=None,
        recipe=of.recipe,
        prompts=(),
        calls=(),
        input_tokens=None,
        output_tokens=None,
        cost_usd=None,
        seconds=0.01,
        fallback_reason=None,
        software="drafter test",
    )


def draft(by: Plan | None = None, **sections: object) -> Draft:
    """A valid draft of the plan's reports with the sections given."""
    by = by or plan_of()
    wrote = written(**sections)
    made = numbered(wrote, by)
    return assemble(
        made,
        null_reasons(made, wrote, by),
        provenance(by),
        reports=by.reports,
        earlier=by.earlier,
        topic=by.topic,
        language=by.language,
    )


NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


YES = Approval(answers=dict.fromkeys(Question, Answer(holds=True)))
"""An approval in which every question is answered with yes."""


def order(*reports: str, topic: str | None = None) -> Order:
    """An order for the extractive engine, by the ids of stored reports."""
    return Order(
        reports=reports,
        earlier=(),
        topic=topic,
        engine=EngineName.EXTRACTIVE,
        model=None,
        recipe="extractive",
        language=None,
        instructions=None,
        priority=Priority.NORMAL,
    )


def record(state: DraftState = DraftState.DRAFTING, made: Draft | None = None) -> DraftRecord:
    """A record of that state at revision 1, or at 0 without a draft, that nobody has claimed."""
    return DraftRecord(
        id="drf-aaaaaaaaaaaaaaaa",
        state=state,
        revision=1 if made else 0,
        topic=None,
        engine=EngineName.EXTRACTIVE,
        recipe="extractive",
        degraded=False,
        headline=made.headline.text if made else None,
        created_at=NOON,
        updated_at=NOON,
        created_by="Desk",
        claimed_by=None,
        claimed_until=None,
        failure=None,
        draft=made,
        verdicts=(),
        history=(),
    )
