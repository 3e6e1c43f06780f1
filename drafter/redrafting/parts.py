"""A section as parts: what is a person's stays, what is not can be written anew."""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from drafter.errors import WrongState
from schemas.sections import Escalation, SectionName, Sections
from schemas.statement import Statement
from schemas.walk import placed
from schemas.written import Written

LABELS = frozenset({"subhead", "watch_for", "question"})
"""Fields that an engine writes as plain text."""
COMPUTED = frozenset({"as_of"})
"""Fields that no engine writes."""
AS_WRITTEN = {"cites", "links", "basis", "text"}


def require_parts(sections: Sections, name: SectionName, *, overwrite: bool) -> None:
    """See to it that there is something in the section that may be written anew.

    Raises:
        WrongState: all of it is by people, and they are not to be written over.
    """
    parts = parts_of(sections, name)
    if parts and not overwrite and all(map(is_a_persons, parts)):
        raise WrongState(
            f"all of {name} was written by people, and is not written over; say"
            " `overwrite: true` where it is to be"
        )


def parts_of(sections: Sections, name: SectionName) -> tuple[object, ...]:
    """The paragraphs, entries or statements of a section, or the one thing that it is; or none."""
    section = getattr(sections, name.value)
    if section is None:
        return ()
    if isinstance(section, Escalation):
        return section.statements
    return section if isinstance(section, tuple) else (section,)


def is_a_persons(part: object) -> bool:
    """Whether a person wrote any sentence of it."""
    return any(statement.written_by == "editor" for _, statement in placed(part))


def kept_sentences(sections: Sections, name: SectionName) -> tuple[str, ...]:
    """The texts of the parts that stay, in reading order."""
    kept = filter(is_a_persons, parts_of(sections, name))
    return tuple(statement.text for part in kept for _, statement in placed(part))


def interleaved(present: Sequence[object], new: Sequence[object]) -> tuple[object, ...]:
    """What people wrote stays where it is; the new parts take the places of the others.

    Those that find no place come after the last one that did.
    """
    slots = [index for index, part in enumerate(present) if not is_a_persons(part)]
    return tuple(_laid_out(present, new, slots[-1] if slots else len(present)))


def _laid_out(present: Sequence[object], new: Sequence[object], last: int) -> Iterator[object]:
    left = list(new)
    for index, part in enumerate(present):
        if is_a_persons(part):
            yield part
        elif index == last:
            yield from left
            left = []
        elif left:
            yield left.pop(0)
    yield from left


def as_written(sections: Sections, name: SectionName) -> Written:
    """The section as an engine would have written it; the headline with its two labels."""
    with_it = ("category", "status") if name is SectionName.HEADLINE else ()
    fields = {field: getattr(sections, field) for field in with_it}
    fields[name.value] = _bare(getattr(sections, name.value), name.value)
    return Written.model_validate(fields)


def _bare(value: object, field: str) -> object:
    if isinstance(value, Statement):
        if field in LABELS:
            return value.text
        without = {"basis"} if field == SectionName.INFORMATION_GAPS else set()
        return value.model_dump(include=AS_WRITTEN - without)
    if isinstance(value, tuple):
        return [_bare(part, field) for part in value]
    if isinstance(value, BaseModel):
        fields = [name for name in type(value).model_fields if name not in COMPUTED]
        return {name: _bare(getattr(value, name), name) for name in fields}
    return value
