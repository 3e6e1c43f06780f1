"""Signing off: the review record of an approval, from the record after it and its revisions.

Pure functions. The store keeps the result in the transaction that approves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter import gate
from drafter.editing import EDITABLE
from drafter.redrafting.moves import parts_written
from drafter.review import MACHINE
from schemas.draft import Draft
from schemas.evidence import Finding
from schemas.hashing import sha256_of
from schemas.review import Approval, DraftRecord
from schemas.review_record import (
    RECORD_VERSION,
    Change,
    ChangeKind,
    ReviewRecord,
    SeenSource,
    Settled,
    SignOff,
    Tally,
    Writing,
)
from schemas.sections import SectionName
from schemas.statement import Statement

Placed = tuple[SectionName, Statement]


@dataclass(frozen=True)
class Revision:
    """A revision of a draft, and whose it is."""

    number: int
    author: str
    draft: Draft


def review_record(
    record: DraftRecord,
    given: Approval,
    revisions: Sequence[Revision],
    before: Sequence[SignOff] = (),
) -> ReviewRecord:
    """The review record of a draft that has just been approved at the last of its revisions.

    `before` are the sign-offs of those who approved this revision first, where two people have to.

    Changes are told against the last revision that no person wrote, which after a redraft is not
    the first. One of which a section alone was written anew has people's edits in it.
    """
    approval, approved = record.history[-1], revisions[-1].draft
    in_part = parts_written(record)
    by_machine = [one for one in revisions if one.author == MACHINE]
    written = [one for one in by_machine if one.number not in in_part][-1]
    told: dict[str, object] = {
        "record_version": RECORD_VERSION,
        "draft_id": record.id,
        "headline": approved.headline.text,
        "revision": record.revision,
        "written_revision": written.number,
        "approvals": (
            *before,
            SignOff(by=approval.by, at=approval.at, answers=given.answers),
        ),
        "responsible": given.responsible or approval.by,
        "sources": _sources(approved),
        "writing": _writing(record, approved),
        "findings_when_written": _tallied(written.draft.findings),
        "findings_at_approval": _tallied(approved.findings),
        "settled": _settled(record, approved),
        "cuts": approved.cuts,
        "changed_sections": _changed_sections(written.draft, approved),
        "changes": _changes(revisions[revisions.index(written) :]),
        "draft_sha256": sha256_of(approved.model_dump(mode="json")),
    }
    unsigned = ReviewRecord.model_validate(told | {"sha256": "0" * 64})
    return unsigned.model_copy(update={"sha256": seal(unsigned.model_dump(mode="json"))})


def seal(document: Mapping[str, object]) -> str:
    """The hash that signs a record off: of all of it but `sha256` itself."""
    return sha256_of({name: value for name, value in document.items() if name != "sha256"})


def _sources(draft: Draft) -> tuple[SeenSource, ...]:
    return tuple(
        SeenSource.model_validate({name: getattr(source, name) for name in SeenSource.model_fields})
        for source in draft.sources
    )


def _writing(record: DraftRecord, draft: Draft) -> Writing:
    by = dict(draft.provenance)
    told = {name: by[name] for name in Writing.model_fields if name in by}
    return Writing.model_validate(told | {"degraded": record.degraded})


def _tallied(findings: Sequence[Finding]) -> tuple[Tally, ...]:
    times = Counter((one.check, one.verdict, one.severity) for one in findings)
    return tuple(
        Tally(check=check, verdict=verdict, severity=severity, count=count)
        for (check, verdict, severity), count in sorted(times.items())
    )


def _settled(record: DraftRecord, draft: Draft) -> tuple[Settled, ...]:
    return tuple(
        Settled(finding=finding, verdict=by.verdict, reason=by.reason, by=by.by, at=by.at)
        for finding, by in gate.answered(draft, record.verdicts)
        if by is not None
    )


def _changed_sections(before: Draft, after: Draft) -> tuple[str, ...]:
    return tuple(name for name in EDITABLE if getattr(before, name) != getattr(after, name))


def _changes(revisions: Sequence[Revision]) -> tuple[Change, ...]:
    """Statements that differ between the first and the last of these, in reading order."""
    placed = [_placed(one.draft) for one in revisions]
    before, after = placed[0], placed[-1]
    authors: dict[str, dict[str, None]] = {}
    for revision, old, new in zip(revisions[1:], placed, placed[1:], strict=False):
        for name in old | new:
            if _differs(old.get(name), new.get(name)):
                authors.setdefault(name, {})[revision.author] = None
    return tuple(
        _change(name, before.get(name), after.get(name), tuple(authors[name]))
        for name in after | before
        if _differs(before.get(name), after.get(name))
    )


def _placed(draft: Draft) -> dict[str, Placed]:
    return {statement.id: (section, statement) for section, statement in draft.statements()}


def _differs(one: Placed | None, other: Placed | None) -> bool:
    """Whether they are other words, other evidence or another place, whoever wrote them."""
    if one is None or other is None:
        return one is not other
    by_the_same = one[1].model_copy(update={"written_by": other[1].written_by})
    return (one[0], by_the_same) != other


def _change(name: str, before: Placed | None, after: Placed | None, by: tuple[str, ...]) -> Change:
    kind = ChangeKind.CUT if after is None else ChangeKind.EDITED if before else ChangeKind.ADDED
    there = after or before
    return Change.model_validate(
        {
            "statement": name,
            "section": there and there[0],
            "kind": kind,
            "by": by,
            "before": before and before[1],
            "after": after and after[1],
        }
    )
