"""From what engines wrote to the sections of a draft: every statement gets its id."""

from collections.abc import Iterable, Iterator
from itertools import count

from drafter.planning import Plan
from drafter.verify.markup import odd_pieces
from schemas.sections import (
    BodyParagraph,
    CausesAndEffects,
    Conflict,
    Escalation,
    Perspective,
    Scenario,
    SectionName,
    Sections,
)
from schemas.statement import Basis, Statement, WrittenStatement
from schemas.written import (
    NullReason,
    Written,
    WrittenCauses,
    WrittenConflict,
    WrittenEscalation,
    WrittenParagraph,
    WrittenPerspective,
    WrittenScenario,
)

NO_REASON = "the engine gave no reason"
NOT_PLAIN = "the reason that the engine gave is no plain phrase"
LONGEST_REASON = 60
"""Words. A reason is a phrase; what is longer is something else, in a place that no check reads."""


def merged(replies: Iterable[Written]) -> Written:
    """What several calls wrote, as one. Each section comes from the one call that wrote it."""
    fields: dict[str, object] = {}
    reasons: list[NullReason] = []
    for reply in replies:
        reasons += reply.null_reasons
        for name in Written.model_fields:
            if name != "null_reasons" and getattr(reply, name) is not None:
                fields.setdefault(name, getattr(reply, name))
    return Written.model_validate(fields | {"null_reasons": tuple(reasons)})


def numbered(written: Written, plan: Plan) -> Sections:
    """The sections with statement ids `s1`, `s2`, ... in reading order.

    Labels that a reader sees (subheads, questions, signs to watch for) become statements too:
    they stand on what the statements beside them cite.
    """
    return _Numbering(plan).sections(written)


class _Numbering:
    """Gives out ids; one object per draft, since an id is used once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.ids: Iterator[int] = count(1)

    def sections(self, w: Written) -> Sections:
        if w.headline is None or w.category is None or w.status is None:
            raise ValueError("no call wrote the headline, category and status")
        headline = self.statement(w.headline)  # first, so that ids run in reading order
        return Sections(
            category=w.category,
            status=w.status,
            headline=headline,
            standfirst=self.statement(w.standfirst) if w.standfirst else None,
            key_takeaway=self.prose(w.key_takeaway),
            body=tuple(map(self.paragraph, w.body)) if w.body else None,
            plain_english=self.prose(w.plain_english),
            synthesis=self.prose(w.synthesis),
            root_causes=self.prose(w.root_causes),
            escalation=self.escalation(w.escalation) if w.escalation else None,
            scenarios=tuple(map(self.scenario, w.scenarios)) if w.scenarios else None,
            causes_and_effects=self.causes(w.causes_and_effects) if w.causes_and_effects else None,
            perspectives=tuple(map(self.perspective, w.perspectives)) if w.perspectives else None,
            conflicts=tuple(map(self.conflict, w.conflicts)) if w.conflicts else None,
            information_gaps=self.prose(
                WrittenStatement(cites=g.cites, links=g.links, basis=Basis.INFERENCE, text=g.text)
                for g in w.information_gaps
            )
            if w.information_gaps
            else None,
        )

    def statement(self, w: WrittenStatement) -> Statement:
        return Statement(
            id=f"s{next(self.ids)}",
            written_by="engine",
            text=w.text,
            basis=w.basis,
            cites=w.cites,
            links=w.links,
        )

    def prose(self, written: Iterable[WrittenStatement] | None) -> tuple[Statement, ...] | None:
        return None if written is None else tuple(map(self.statement, written))

    def label(self, text: str, beside: Iterable[WrittenStatement], basis: Basis) -> Statement:
        beside = tuple(beside)
        cites = tuple(dict.fromkeys(c for w in beside for c in w.cites))
        links = tuple(dict.fromkeys(e for w in beside for e in w.links))
        if basis is Basis.REPORTED and not cites:
            basis = Basis.BACKGROUND
        return self.statement(WrittenStatement(cites=cites, links=links, basis=basis, text=text))

    def paragraph(self, w: WrittenParagraph) -> BodyParagraph:
        return BodyParagraph(
            subhead=self.label(w.subhead, w.statements, Basis.REPORTED) if w.subhead else None,
            statements=tuple(map(self.statement, w.statements)),
        )

    def escalation(self, w: WrittenEscalation) -> Escalation:
        return Escalation(
            direction=w.direction, statements=tuple(map(self.statement, w.statements))
        )

    def scenario(self, w: WrittenScenario) -> Scenario:
        return Scenario(
            kind=w.kind,
            statement=self.statement(w.statement),
            horizon=w.horizon,
            confidence=w.confidence,
            likelihood=w.likelihood,
            watch_for=self.label(w.watch_for, [w.statement], Basis.INFERENCE)
            if w.watch_for
            else None,
        )

    def causes(self, w: WrittenCauses) -> CausesAndEffects:
        return CausesAndEffects(
            this_event=self.statement(w.this_event), causes=w.causes, effects=w.effects
        )

    def perspective(self, w: WrittenPerspective) -> Perspective:
        dates = [report.published for report in self.plan.reports if report.published]
        return Perspective(
            actor=w.actor,
            statements=tuple(map(self.statement, w.statements)),
            as_of=max(dates, default=None),
        )

    def conflict(self, w: WrittenConflict) -> Conflict:
        return Conflict(
            question=self.label(w.question, w.versions, Basis.INFERENCE),
            versions=tuple(map(self.statement, w.versions)),
        )


def null_reasons(sections: Sections, written: Written, plan: Plan) -> dict[SectionName, str]:
    """Why each null section is null: the plan's reason first, then what the engine said."""
    said = {r.section: _phrase(r.reason) for r in written.null_reasons}
    return {
        name: plan.null_reasons.get(name) or said.get(name) or NO_REASON
        for name in SectionName
        if getattr(sections, name.value) is None
    }


def _phrase(reason: str) -> str:
    """The reason, where it is short and plain prose: no source is cited to hold it against."""
    is_phrase = len(reason.split()) <= LONGEST_REASON and not any(odd_pieces(reason))
    return reason if is_phrase else NOT_PLAIN
