"""Reading the sections of a draft as statements, and counting their words."""

from collections.abc import Iterator

from pydantic import BaseModel

from schemas.limits import Limits
from schemas.sections import SectionName, Sections
from schemas.statement import Statement, WrittenStatement
from schemas.written import Written

PROSE = (
    SectionName.KEY_TAKEAWAY,
    SectionName.PLAIN_ENGLISH,
    SectionName.SYNTHESIS,
    SectionName.ROOT_CAUSES,
)
LISTS = (SectionName.SCENARIOS, SectionName.PERSPECTIVES, SectionName.INFORMATION_GAPS)

Path = tuple[str | int, ...]
"""The way to a value: `("body", 0, "statements", 2)`."""


def words(*statements: WrittenStatement) -> int:
    """Words of the statements together."""
    return sum(len(statement.text.split()) for statement in statements)


def statements_of(sections: Sections) -> Iterator[tuple[SectionName, Statement]]:
    """Every statement with its section, in reading order, labels such as subheads included."""
    for name in SectionName:
        for statement in _inside(getattr(sections, name.value)):
            if isinstance(statement, Statement):
                yield name, statement


def placed(value: object, path: Path = ()) -> Iterator[tuple[Path, Statement]]:
    """Every statement of sections, and where it stands."""
    if isinstance(value, Statement):
        yield path, value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from placed(part, (*path, index))
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from placed(getattr(value, field), (*path, field))


def written_statements(written: Written) -> Iterator[tuple[SectionName, WrittenStatement]]:
    """The same for what an engine wrote, before the statements have ids."""
    for name in SectionName:
        for statement in _inside(getattr(written, name.value)):
            yield name, statement


def section_statements(sections: Sections | Written, name: SectionName) -> list[WrittenStatement]:
    """The statements of one section, none where it is null."""
    return list(_inside(getattr(sections, name.value)))


def _inside(value: object) -> Iterator[WrittenStatement]:
    if isinstance(value, WrittenStatement):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _inside(getattr(value, field))


class Overrun(BaseModel):
    """A section that is longer than its limit."""

    section: SectionName
    what: str
    count: int
    limit: int
    unit: str

    def __str__(self) -> str:
        """As an editor reads it."""
        return f"{self.what} has {self.count} {self.unit}, the limit is {self.limit}"


def overruns(sections: Sections | Written, limits: Limits) -> list[Overrun]:
    """Where the sections are longer than the limits allow."""
    return [run for run in _measured(sections, limits) if run.count > run.limit]


def _measured(sections: Sections | Written, limits: Limits) -> Iterator[Overrun]:
    def words_of(name: SectionName, what: str, limit: int, *counted: WrittenStatement) -> Overrun:
        return Overrun(section=name, what=what, count=words(*counted), limit=limit, unit="words")

    for name in (SectionName.HEADLINE, SectionName.STANDFIRST, *PROSE):
        limit = getattr(limits, f"{name.value}_words")
        what = f"The {name.value.replace('_', ' ')}"
        yield words_of(name, what, limit, *section_statements(sections, name))
    body = [s for paragraph in sections.body or () for s in paragraph.statements]
    yield words_of(SectionName.BODY, "The body", limits.body_words, *body)
    if sections.escalation:
        statements = sections.escalation.statements
        limit = limits.escalation_words
        yield words_of(SectionName.ESCALATION, "The escalation", limit, *statements)
    for scenario in sections.scenarios or ():
        limit = limits.scenario_words
        yield words_of(SectionName.SCENARIOS, "A scenario", limit, scenario.statement)
    for perspective in sections.perspectives or ():
        what = f"The perspective of {perspective.actor}"
        limit = limits.perspective_words
        yield words_of(SectionName.PERSPECTIVES, what, limit, *perspective.statements)
    for name in LISTS:
        count = len(getattr(sections, name.value) or ())
        what = f"The section {name.value.replace('_', ' ')}"
        limit = getattr(limits, name.value)
        yield Overrun(section=name, what=what, count=count, limit=limit, unit="entries")
