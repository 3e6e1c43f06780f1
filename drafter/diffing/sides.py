"""Two versions of a draft side by side: what became of each statement and each label."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel, JsonValue

from drafter.editing import STATEMENT_FIELDS, pointer_to
from schemas.diff import PlacedStatement, StatementChange
from schemas.draft import Draft
from schemas.sections import SectionName
from schemas.statement import Statement
from schemas.walk import Path, placed

OF_THE_DRAFT = ("topic", "category", "status")
GROUNDS = ("basis", "cites", "links")
NULL_REASON = "null_reason"


@dataclass(frozen=True)
class Label:
    """A value that two drafts do not have the same, and the statements of its entry in either."""

    section: SectionName | None
    field: str
    statements: tuple[str, ...]
    before: JsonValue
    after: JsonValue

    def same_place(self, other: "Label") -> bool:
        """Whether it is the same value of the same entry."""
        shared = set(self.statements) & set(other.statements)
        entry = bool(shared) or self.statements == other.statements
        return (self.section, self.field) == (other.section, other.field) and entry


class Side:
    """A draft taken apart: its statements by their ids, and the entries that they stand in."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.statements: dict[str, tuple[Path, Statement]] = {}
        self.entries: dict[Path, list[str]] = {}
        for name in SectionName:
            for path, statement in placed(self.section(name), (name.value,)):
                self.statements[statement.id] = (path, statement)
                self.entries.setdefault(entry_of(path), []).append(statement.id)

    def section(self, name: SectionName) -> object:
        """The section as the draft has it."""
        return getattr(self.draft, name.value)

    def of(self, name: SectionName) -> list[str]:
        """The ids of a section's statements, in reading order."""
        return [one for one, (path, _) in self.statements.items() if path[0] == name.value]

    def placed(self, name: str) -> PlacedStatement | None:
        """One of its statements."""
        if name not in self.statements:
            return None
        path, statement = self.statements[name]
        own = {field: getattr(statement, field) for field in ("text", *GROUNDS)}
        section = SectionName(str(path[0]))
        return PlacedStatement(section=section, pointer=pointer_to(path), **own)

    def labels(self, entry: Path) -> dict[str, JsonValue]:
        """What an entry says beside its statements."""
        value: Any = self.draft
        for step in entry:
            value = value[step] if isinstance(step, int) else getattr(value, step)
        if not isinstance(value, BaseModel) or isinstance(value, Statement):
            return {}
        fields = set(type(value).model_fields) - STATEMENT_FIELDS
        return value.model_dump(mode="json", include=fields)


def entry_of(path: Path) -> Path:
    """What the statement is a part of: a paragraph, a scenario, or the section itself."""
    match path:
        case (_, int(), _, *_):
            return path[:2]
        case _:
            return path[:1]


class Pair:
    """Two drafts, and what became of each statement and label from one to the other."""

    def __init__(self, before: Draft, after: Draft) -> None:
        self.before, self.after = Side(before), Side(after)
        self._same_entry = _matched(self.before.entries, self.after.entries)
        moved = set(self._moved())
        every = dict.fromkeys((*self.before.statements, *self.after.statements))
        found = {name: tuple(self._changes(name, moved)) for name in every}
        self.changes = {name: changes for name, changes in found.items() if changes}
        self.labels = tuple(self._labels())
        self.sections = set(self._touched())

    def _changes(self, name: str, moved: set[str]) -> Iterator[StatementChange]:
        if name not in self.before.statements:
            yield StatementChange.ADDED
            return
        if name not in self.after.statements:
            yield StatementChange.CUT
            return
        (_, old), (_, new) = self.before.statements[name], self.after.statements[name]
        if old.text != new.text:
            yield StatementChange.EDITED
        if any(getattr(old, field) != getattr(new, field) for field in GROUNDS):
            yield StatementChange.GROUNDED
        if name in moved:
            yield StatementChange.MOVED

    def _moved(self) -> Iterator[str]:
        """Those that stand in another place, or no longer in the order in which they stood."""
        for name in SectionName:
            here = self.after.of(name)
            there = [one for one in self.before.of(name) if one in self.after.statements]
            matcher = SequenceMatcher(None, there, here, autojunk=False)
            kept = {one for m in matcher.get_matching_blocks() for one in here[m.b : m.b + m.size]}
            known = (one for one in here if one in self.before.statements)
            yield from (one for one in known if one not in kept or self._elsewhere(one))

    def _elsewhere(self, name: str) -> bool:
        (old, _), (new, _) = self.before.statements[name], self.after.statements[name]
        return _role(old) != _role(new) or self._same_entry.get(entry_of(new)) != entry_of(old)

    def _labels(self) -> Iterator[Label]:
        for field in OF_THE_DRAFT:
            yield from _label(
                None, field, (), *(getattr(side.draft, field) for side in (self.before, self.after))
            )
        for name in SectionName:
            reasons = [side.draft.null_reasons.get(name) for side in (self.before, self.after)]
            yield from _label(name, NULL_REASON, (), *reasons)
        gone = [entry for entry in self.before.entries if entry not in self._same_entry.values()]
        for old, new in ((self._same_entry.get(entry), entry) for entry in self.after.entries):
            yield from self._of_entry(old, new)
        for entry in gone:
            yield from self._of_entry(entry, None)

    def _of_entry(self, old: Path | None, new: Path | None) -> Iterator[Label]:
        entry = new or old or ()
        before = self.before.labels(old) if old else {}
        after = self.after.labels(new) if new else {}
        ids = dict.fromkeys(
            (*self.after.entries.get(new or (), ()), *self.before.entries.get(old or (), ()))
        )
        for field in before | after:
            values = before.get(field), after.get(field)
            yield from _label(SectionName(str(entry[0])), field, tuple(ids), *values)

    def _touched(self) -> Iterator[SectionName]:
        yield from (label.section for label in self.labels if label.section)
        for name in self.changes:
            for side in (self.before, self.after):
                if (one := side.placed(name)) is not None:
                    yield one.section


def _matched(old: Mapping[Path, list[str]], new: Mapping[Path, list[str]]) -> dict[Path, Path]:
    """For each entry of the new side the one that it was: it has most statements from there."""
    home = {name: entry for entry, names in old.items() for name in names}
    shared = [
        (sum(home.get(name) == was for name in names), was, entry)
        for entry, names in new.items()
        for was in dict.fromkeys(home[name] for name in names if name in home)
        if was[0] == entry[0]
    ]
    found: dict[Path, Path] = {}
    for _, was, entry in sorted(shared, key=lambda one: -one[0]):
        if entry not in found and was not in found.values():
            found[entry] = was
    return found


def _role(path: Path) -> Path:
    """The fields that lead to a statement, wherever it stands in its list."""
    return tuple(step for step in path if isinstance(step, str))


def _label(
    section: SectionName | None,
    field: str,
    statements: Iterable[str],
    before: JsonValue,
    after: JsonValue,
) -> Iterator[Label]:
    if before != after:
        yield Label(section, field, tuple(statements), before, after)
