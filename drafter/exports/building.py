"""From a draft to the briefing that is shown."""

from collections.abc import Iterable
from dataclasses import replace

from drafter.exports import labels
from drafter.exports.beside import beside_of
from drafter.exports.links import link_of
from drafter.exports.marks import Marking, Said, anchor_of, clean
from drafter.exports.origin import Origin
from drafter.exports.problems import problems_of
from drafter.exports.view import (
    Analysis,
    Briefing,
    Causes,
    Dispute,
    Event,
    First,
    Missing,
    Outlet,
    Outlook,
    Part,
    Quoted,
    Related,
    SourceReport,
    Stance,
    Words,
)
from schemas.draft import Draft, FirstReported, Source
from schemas.event import EarlierEvent
from schemas.sections import Scenario, SectionName
from schemas.statement import Statement


def briefing_of(draft: Draft, origin: Origin) -> Briefing:
    """The draft as a reader sees it; open findings only while it is not approved."""
    building = _Building(draft)
    briefing = building.briefing(origin)  # which gives the statements their anchors
    found = () if origin.approved else problems_of(draft, building.marking)
    return replace(
        briefing,
        problems=tuple(problem for _, problem in found),
        beside=beside_of(draft, building.marking, found),
    )


class _Building:
    """One object per briefing: marks are given out in reading order, then the sources follow."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.several = len(draft.sources) > 1
        self.events = {event.id: event for event in draft.earlier_events}
        self.marking = Marking(self.events, several=self.several)

    def briefing(self, origin: Origin) -> Briefing:
        draft = self.draft
        said = self.marking.said
        days = [source.published for source in draft.sources if source.published]
        return Briefing(
            language=draft.language,
            direction=labels.direction(draft.language, draft.headline.text),
            topic=draft.topic and draft.topic.replace("-", " ").capitalize(),
            category=draft.category.value.capitalize(),
            status=draft.status.value.capitalize(),
            minutes=draft.read_minutes,
            day=labels.day(max(days, default=None)),
            origin=origin,
            # arguments are evaluated in order, and that is the order of the marks
            headline=said(draft.headline),
            standfirst=said(draft.standfirst) if draft.standfirst else None,
            takeaway=self.prose(draft.key_takeaway),
            body=self.body(),
            analysis=tuple(self.analysis()),
            outlooks=tuple(map(self.outlook, draft.scenarios or ())),
            first=_first(draft.first_reported_in),
            causes=self.causes(),
            stances=self.stances(),
            disputes=self.disputes(),
            gaps=tuple(self.marking.label(s, ()) for s in draft.information_gaps or ()),
            sources=tuple(map(self.source, draft.sources)),
            events=tuple(map(self.event, draft.earlier_events)),
            missing=tuple(self.missing()),
        )

    def prose(self, statements: Iterable[Statement] | None) -> Words:
        return tuple(map(self.marking.said, statements or ()))

    def label(self, statement: Statement | None, *beside: Statement) -> Said | None:
        return self.marking.label(statement, beside) if statement else None

    def body(self) -> tuple[Part, ...]:
        return tuple(
            Part(self.label(part.subhead, *part.statements), self.prose(part.statements))
            for part in self.draft.body or ()
        )

    def analysis(self) -> Iterable[Analysis]:
        for name in (SectionName.PLAIN_ENGLISH, SectionName.SYNTHESIS, SectionName.ROOT_CAUSES):
            if statements := getattr(self.draft, name.value):
                yield self.part_of_analysis(name, None, statements)
        if escalation := self.draft.escalation:
            lead = labels.DIRECTIONS[escalation.direction]
            yield self.part_of_analysis(SectionName.ESCALATION, lead, escalation.statements)

    def part_of_analysis(
        self, name: SectionName, lead: str | None, statements: Iterable[Statement]
    ) -> Analysis:
        title = labels.title(name, self.draft.language)
        return Analysis(name.value.replace("_", "-"), title, lead, self.prose(statements))

    def outlook(self, scenario: Scenario) -> Outlook:
        likelihood = labels.likelihood(scenario.likelihood)
        shown = (labels.HORIZONS[scenario.horizon], scenario.confidence.value, likelihood)
        return Outlook(
            kind=scenario.kind.value.capitalize(),
            labels=tuple(label for label in shown if label),
            statement=self.marking.said(scenario.statement),
            watch_for=self.label(scenario.watch_for, scenario.statement),
        )

    def causes(self) -> Causes | None:
        section = self.draft.causes_and_effects
        if section is None:
            return None
        return Causes(
            this_event=self.marking.said(section.this_event),
            causes=tuple(map(self.related, section.causes)),
            effects=tuple(map(self.related, section.effects)),
        )

    def related(self, event_id: str) -> Related:
        return Related(self.marking.event(event_id), clean(self.events[event_id].text))

    def stances(self) -> tuple[Stance, ...]:
        return tuple(
            Stance(clean(p.actor), labels.day(p.as_of), self.prose(p.statements))
            for p in self.draft.perspectives or ()
        )

    def disputes(self) -> tuple[Dispute, ...]:
        return tuple(
            Dispute(
                question=self.marking.label(conflict.question, conflict.versions),
                versions=self.prose(conflict.versions),
            )
            for conflict in self.draft.conflicts or ()
        )

    def source(self, source: Source) -> SourceReport:
        back = self.marking.back
        count = f"{len(source.evidence)} of {source.sentences} sentences cited"
        return SourceReport(
            name=f"Report {source.id.removeprefix('R')}" if self.several else None,
            headline=clean(source.headline),
            publisher=source.publisher and clean(source.publisher),
            day=labels.day(source.published),
            link=link_of(source.url),
            language=source.language,
            direction=labels.direction(source.language, source.headline),
            count=count,
            evidence=tuple(
                Quoted(
                    number=labels.sentence_number(sentence.id, several=self.several),
                    anchor=anchor_of(sentence.id),
                    text=clean(sentence.text),
                    back=tuple(back[anchor_of(sentence.id)]),
                )
                for sentence in source.evidence
            ),
        )

    def event(self, event: EarlierEvent) -> Event:
        anchor = f"event-{event.id.removeprefix('E')}"
        return Event(
            anchor=anchor,
            day=labels.day(event.date),
            text=clean(event.text),
            outlets=tuple(Outlet(clean(o.name), link_of(o.url)) for o in event.outlets),
            back=tuple(self.marking.back[anchor]),
        )

    def missing(self) -> Iterable[Missing]:
        """The null sections, those of one reason together."""
        titles: dict[str, list[str]] = {}
        for name in SectionName:
            if reason := self.draft.null_reasons.get(name):
                told = labels.readable(clean(reason), several=self.several)
                title = labels.title(name, self.draft.language).rstrip("?")
                titles.setdefault(told, []).append(title)
        return (Missing(tuple(named), reason) for reason, named in titles.items())


def _first(first: FirstReported) -> First:
    update = first.update
    return First(
        update=f"Update {update.number}: {clean(update.title)}" if update else None,
        publisher=first.publisher and clean(first.publisher),
        day=labels.day(first.published),
        link=link_of(first.url),
    )
