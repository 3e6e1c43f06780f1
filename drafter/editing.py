"""Editing: a merge patch of sections (RFC 7396) becomes a new version of the draft.

A statement keeps its id through every edit. `{"id": "s7", "text": "New words."}` is enough to
change one: what is left out stays. An object without an id is a new statement.
"""

from collections.abc import Collection, Mapping, Sequence

from pydantic import ValidationError

from drafter.assembling import revised
from drafter.errors import PatchRefused, WrongState
from drafter.verify.evidence import evidence_of
from schemas.draft import Draft
from schemas.event import EarlierEvent
from schemas.report import Report
from schemas.sections import NULLABLE, SectionName, Sections
from schemas.statement import Statement
from schemas.walk import Path, placed

TAKEN_OUT = "taken out by the editor"
"""Why a section is null where the editor who nulled it gave no reason."""

STATEMENT_FIELDS = frozenset(
    {"headline", "standfirst", "key_takeaway", "plain_english", "synthesis", "root_causes"}
    | {"information_gaps", "statements", "subhead", "statement", "watch_for", "this_event"}
    | {"question", "versions"}
)
"""Fields that hold a statement or a list of them; the others hold what statements are part of."""

EDITABLE = (*Sections.model_fields, "null_reasons")
"""What a patch may name."""

DEEPEST = 6
"""`body/0/statements/0/cites/0` is the longest way to a value."""

Json = dict[str, object]


def patched(
    draft: Draft,
    patch: Mapping[str, object],
    reports: Sequence[Report],
    earlier: Sequence[EarlierEvent],
    *,
    last_statement: int = 0,
) -> Draft:
    """The draft with the patch merged into its sections, its checks run again.

    `earlier` are the events as the plan numbered them. `last_statement` is the highest number of a
    statement in any revision, so that an id that was cut is not given to another statement.

    Raises:
        PatchRefused: it would not leave a valid draft; `pointer` leads to what is wrong.
        WrongState: `earlier` are not the events that the draft was made with.
    """
    refuse_renumbered(draft, earlier)
    _refuse_unknown(patch)
    editing = _Editing(draft, last_statement)
    sections = editing.sections({k: v for k, v in patch.items() if k in Sections.model_fields})
    _refuse_duplicates(sections, patch)
    _refuse_missing_evidence(sections, reports, earlier)
    reasons = _null_reasons(draft, sections, patch.get("null_reasons", {}))
    try:
        return revised(draft, sections, reasons, reports, earlier)
    except ValidationError as error:
        raise _refusal(error) from error


def last_statement(draft: Draft) -> int:
    """The highest number of a statement: 7 where `s7` is the last."""
    return max(int(statement.id.removeprefix("s")) for _, statement in draft.statements())


def merged(target: object, patch: Mapping[str, object]) -> Json:
    """RFC 7396, section 2: objects merge, null removes, everything else replaces."""
    result: Json = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value) if isinstance(value, Mapping) else value
    return result


class _Editing:
    """One edit of one draft; gives out the ids of new statements."""

    def __init__(self, draft: Draft, last: int) -> None:
        self._draft = draft
        self._kept = {statement.id: statement for _, statement in draft.statements()}
        self._last = max(last, last_statement(draft))

    def sections(self, patch: Mapping[str, object]) -> Sections:
        """The sections after the patch, every statement with its id and its author."""
        before = self._draft.model_dump(mode="json", include=set(Sections.model_fields))
        given = {name: self._completed(value, (name,)) for name, value in patch.items()}
        after: Json = {name.value: None for name in NULLABLE} | merged(before, given)
        for name, value in after.items():
            self._sign(value, name)
        try:
            return Sections.model_validate(after)
        except ValidationError as error:
            raise _refusal(error) from error

    def _completed(self, value: object, path: Path) -> object:
        """A copy of the patch, each statement that it names filled up with what it leaves out."""
        if len(path) > DEEPEST:
            raise PatchRefused("no section is nested so deep", pointer_to(path))
        if isinstance(value, Mapping):
            given = {key: self._completed(part, (*path, key)) for key, part in value.items()}
            return self._known(given["id"], path) | given if "id" in given else given
        if isinstance(value, list | tuple):
            return [self._completed(part, (*path, index)) for index, part in enumerate(value)]
        return value

    def _known(self, name: object, path: Path) -> Json:
        if not isinstance(name, str) or name not in self._kept:
            message = f"there is no statement {name!r} in this draft; a new one is given without id"
            raise PatchRefused(message, pointer_to((*path, "id")))
        return self._kept[name].model_dump(mode="json")

    def _sign(self, value: object, field: str) -> None:
        """Give ids to new statements, and each statement its author, in place."""
        if isinstance(value, list):
            for part in value:
                self._sign(part, field)
        elif isinstance(value, dict) and field in STATEMENT_FIELDS:
            self._sign_statement(value)
        elif isinstance(value, dict):
            for key, part in value.items():
                self._sign(part, key)

    def _sign_statement(self, statement: Json) -> None:
        if "id" not in statement:
            self._last += 1
            statement["id"] = f"s{self._last}"
            statement.setdefault("cites", [])
            statement.setdefault("links", [])
        kept = self._kept.get(str(statement["id"]))
        same = kept is not None and _unchanged(statement, kept)
        statement["written_by"] = kept.written_by if kept and same else "editor"


def _unchanged(statement: Json, kept: Statement) -> bool:
    """Compared as the schema reads it, which for one trims white space in its own way."""
    try:
        return Statement.model_validate(statement | {"written_by": kept.written_by}) == kept
    except ValidationError:
        return False  # which the sections will refuse, with the way to it


def refuse_renumbered(draft: Draft, earlier: Sequence[EarlierEvent]) -> None:
    """Under other numbers, the links of the draft would come to mean other events.

    Raises:
        WrongState: they are not numbered as they were when the draft was made.
    """
    keys = {event.id: event.key for event in earlier}
    for event in draft.earlier_events:
        if keys.get(event.id) != event.key:
            raise WrongState(
                f"{event.id} of the draft is {event.key}, and {keys.get(event.id, 'nothing')} in"
                " its order, so that it cannot be edited; ask for a new draft"
            )


def _refuse_unknown(patch: Mapping[str, object]) -> None:
    for name in patch:
        if name in Draft.model_fields and name not in EDITABLE:
            raise PatchRefused(f"{name} is computed, and not for editing", pointer_to((name,)))
        if name not in EDITABLE:
            there = ", ".join(EDITABLE)
            raise PatchRefused(
                f"there is no section {name}; there are: {there}", pointer_to((name,))
            )


def _refuse_duplicates(sections: Sections, patch: Mapping[str, object]) -> None:
    """Of two places of one id, the one that the patch put it in is wrong."""
    seen: set[str] = set()
    in_order = sorted(placed(sections), key=lambda place: place[0][0] in patch)
    for path, statement in in_order:
        if statement.id in seen:
            message = f"{statement.id} would stand twice; take it out of the other place as well"
            raise PatchRefused(message, pointer_to((*path, "id")))
        seen.add(statement.id)


def _refuse_missing_evidence(
    sections: Sections, reports: Sequence[Report], earlier: Sequence[EarlierEvent]
) -> None:
    evidence = evidence_of(reports, earlier)
    for path, statement in placed(sections):
        _refuse_missing(statement.cites, evidence.sentences, (*path, "cites"))
        _refuse_missing(statement.links, evidence.events, (*path, "links"))
    if (section := sections.causes_and_effects) is not None:
        _refuse_missing(section.causes, evidence.events, ("causes_and_effects", "causes"))
        _refuse_missing(section.effects, evidence.events, ("causes_and_effects", "effects"))


def _refuse_missing(names: Sequence[str], known: Collection[str], path: Path) -> None:
    for index, name in enumerate(names):
        if name not in known:
            message = f"there is no {name} in the reports and earlier events of this draft"
            raise PatchRefused(message, pointer_to((*path, index)))


def _null_reasons(draft: Draft, sections: Sections, given: object) -> dict[SectionName, str]:
    """Exactly the null sections carry a reason: the patch's, else the one that it had."""
    null = [name for name in NULLABLE if getattr(sections, name.value) is None]
    if not isinstance(given, Mapping):
        raise PatchRefused("null_reasons is an object of sections and reasons", "/null_reasons")
    for name, reason in given.items():
        if reason is not None and name not in null:
            raise PatchRefused(f"{name} is not a null section", pointer_to(("null_reasons", name)))
        if reason is not None and not (isinstance(reason, str) and reason.strip()):
            raise PatchRefused("a reason is text", pointer_to(("null_reasons", name)))
    return {name: given.get(name) or draft.null_reasons.get(name) or TAKEN_OUT for name in null}


def _refusal(error: ValidationError) -> PatchRefused:
    """The first thing that is wrong, as the editor may read it."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = "/".join(map(str, first["loc"])) or "the draft"
    message = f"{place}: {first['msg'].removeprefix('Value error, ')}"
    return PatchRefused(message, pointer_to(first["loc"]))


def pointer_to(path: Sequence[object]) -> str:
    """A way as a JSON pointer (RFC 6901): `/body/0/statements/2`."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
