"""Reading the sections of a draft as statements, and counting their words."""

from collections.abc import Iterator

from pydantic import BaseModel

from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Statement

PROSE = (
    SectionName.KEY_TAKEAWAY,
    SectionName.PLAIN_ENGLISH,
    SectionName.SYNTHESIS,
    SectionName.ROOT_CAUSES,
)


def words(*statements: Statement) -> int:
    """Words of the statements together."""
    return sum(len(statement.text.split()) for statement in statements)


def statements_of(sections: Sections) -> Iterator[tuple[SectionName, Statement]]:
    """Every statement with its section, in reading order, labels such as subheads included."""
    for name in SectionName:
        for statement in section_statements(sections, name):
            yield name, statement


def section_statements(sections: Sections, name: SectionName) -> tuple[Statement, ...]:
    """The statements of one section, none where it is null."""
    value = getattr(sections, name.value)
    return () if value is None else tuple(_inside(value))


def _inside(value: object) -> Iterator[Statement]:
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _inside(getattr(value, field))


def over_limit(sections: Sections, limits: Limits) -> dict[SectionName, str]:
    """The sections that are longer than the limits allow, each with what is too long."""
    found: dict[SectionName, str] = {}

    def hold(name: SectionName, what: str, count: int, limit: int, unit: str = "words") -> None:
        if count > limit:
            found.setdefault(name, f"{what} has {count} {unit}, the limit is {limit}")

    hold(SectionName.HEADLINE, "The headline", words(sections.headline), limits.headline_words)
    if sections.standfirst:
        count = words(sections.standfirst)
        hold(SectionName.STANDFIRST, "The standfirst", count, limits.standfirst_words)
    for name in PROSE:
        count = words(*section_statements(sections, name))
        hold(name, "The section", count, getattr(limits, f"{name.value}_words"))
    if sections.body:
        count = words(*(s for paragraph in sections.body for s in paragraph.statements))
        hold(SectionName.BODY, "The body", count, limits.body_words)
    if sections.escalation:
        count = words(*sections.escalation.statements)
        hold(SectionName.ESCALATION, "The section", count, limits.escalation_words)
    for scenario in sections.scenarios or ():
        count = words(scenario.statement)
        hold(SectionName.SCENARIOS, "A scenario", count, limits.scenario_words)
    for perspective in sections.perspectives or ():
        count = words(*perspective.statements)
        what = f"The perspective of {perspective.actor}"
        hold(SectionName.PERSPECTIVES, what, count, limits.perspective_words)
    for name in (SectionName.SCENARIOS, SectionName.PERSPECTIVES, SectionName.INFORMATION_GAPS):
        count = len(getattr(sections, name.value) or ())
        hold(name, "The section", count, getattr(limits, name.value), "entries")
    return found
