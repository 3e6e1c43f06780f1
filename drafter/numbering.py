"""From what engines wrote to the sections of a draft: every statement gets its id."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

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
    WrittenGap,
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


def numbered_section(written: Written, name: SectionName, plan: Plan, *, after: int) -> object:
    """One section alone, its statement ids those that follow `s{after}`; null where it is."""
    return _Numbering(plan, after).section(name, written)


class _Numbering:
    """Gives out ids; one object per draft, since an id is used once."""

    def __init__(self, plan: Plan, after: int = 0) -> None:
        self.plan = plan
        self.ids: Iterator[int] = count(after + 1)

    def sections(self, w: Written) -> Sections:
        if w.headline is None or w.category is None or w.status is None:
            raise ValueError("no call wrote the headline, category and status")
        fields: dict[str, object] = {"category": w.category, "status": w.status}
        for name in SectionName:  # in reading order, and so the ids
            fields[name.value] = self.section(name, w)
        return Sections.model_validate(fields)

    def section(self, name: SectionName, w: Written) -> object:
        written = getattr(w, name.value)
        if isinstance(written, tuple):
            return tuple(map(self.part, written))
        return None if written is None else self.part(written)

    def part(self, w: object) -> object:
        """A section that is one thing, or an entry of one that is a list."""
        for kind, number in self._by_kind():
            if isinstance(w, kind):
                return number(w)
        raise TypeError(f"no part of a draft: {type(w).__name__}")

    def _by_kind(self) -> tuple[tuple[type[Any], Callable[[Any], object]], ...]:
        return (
            (WrittenStatement, self.statement),
            (WrittenParagraph, self.paragraph),
            (WrittenEscalation, self.escalation),
            (WrittenScenario, self.scenario),
            (WrittenCauses, self.causes),
            (WrittenPerspective, self.perspective),
            (WrittenConflict, self.conflict),
            (WrittenGap, self.gap),
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

    def gap(self, w: WrittenGap) -> Statement:
        inferred = WrittenStatement(
            cites=w.cites, links=w.links, basis=Basis.INFERENCE, text=w.text
        )
        return self.statement(inferred)

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
