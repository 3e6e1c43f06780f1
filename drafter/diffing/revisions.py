"""What differs between two revisions of a draft: statements by their ids, texts word by word.

Whose a change is, is told by the revisions between the two: each is held against the one before.
"""

from collections.abc import Sequence
from itertools import pairwise

from drafter.diffing.sides import Label, Pair
from drafter.diffing.words import compared
from schemas.diff import DraftDiff, LabelDiff, SectionChange, SectionDiff, StatementDiff
from schemas.draft import Draft
from schemas.review import RevisionLine
from schemas.sections import SectionName

Written = tuple[RevisionLine, Draft]
"""A revision with its draft."""


def diff(
    draft_id: str, written: Sequence[Written], *, back: bool = False, everything: bool = False
) -> DraftDiff:
    """What differs between the first and the last of consecutive revisions, oldest first.

    `back` goes from the last to the first. `everything` keeps what is as it was.
    """
    (older, _), (newer, _) = written[0], written[-1]
    steps = [
        (line.number, Pair(before, after))
        for (_, before), (line, after) in pairwise(written)
        if before != after
    ]
    ends = (written[-1][1], written[0][1]) if back else (written[0][1], written[-1][1])
    told = _Told(Pair(*ends), steps)
    sections = [told.section(name, everything=everything) for name in SectionName]
    return DraftDiff(
        draft_id=draft_id,
        from_revision=newer.number if back else older.number,
        to_revision=older.number if back else newer.number,
        revisions=tuple(line for line, _ in written[1:]),
        labels=told.labels(None),
        sections=tuple(
            one for one in sections if everything or one.change is not SectionChange.UNCHANGED
        ),
    )


class _Told:
    """A pair as it is told, each change with the revisions that it came in."""

    def __init__(self, pair: Pair, steps: Sequence[tuple[int, Pair]]) -> None:
        self._pair = pair
        self._steps = steps

    def section(self, name: SectionName, *, everything: bool) -> SectionDiff:
        """One section, without what is as it was, unless everything is wanted."""
        changed = name in self._pair.sections
        now, before = (side.section(name) for side in (self._pair.after, self._pair.before))
        if changed and before is None and now is not None:
            change = SectionChange.ADDED
        elif changed and before is not None and now is None:
            change = SectionChange.CUT
        else:
            change = SectionChange.EDITED if changed else SectionChange.UNCHANGED
        ids = (one for one in self._in_order(name) if everything or one in self._pair.changes)
        return SectionDiff(
            section=name,
            change=change,
            labels=self.labels(name),
            statements=tuple(self._statement(one) for one in ids),
        )

    def labels(self, section: SectionName | None) -> tuple[LabelDiff, ...]:
        """What changed beside the statements of a section, or of the draft itself."""
        return tuple(
            LabelDiff(
                label=label.field,
                statement=label.statements[0] if label.statements else None,
                before=label.before,
                after=label.after,
                by=self._by_label(label),
            )
            for label in self._pair.labels
            if label.section is section
        )

    def _in_order(self, name: SectionName) -> list[str]:
        """The statements as they stand now; one that was cut, behind the one it stood behind."""
        order = self._pair.after.of(name)
        place = 0
        for one in self._pair.before.of(name):
            if one in order:
                place = order.index(one) + 1
            elif one not in self._pair.after.statements:
                order.insert(place, one)
                place += 1
        return order

    def _statement(self, name: str) -> StatementDiff:
        before, after = self._pair.before.placed(name), self._pair.after.placed(name)
        changes = self._pair.changes.get(name, ())
        return StatementDiff(
            id=name,
            changes=changes,
            before=before,
            after=after,
            runs=compared(before.text if before else "", after.text if after else ""),
            by=self._by_statement(name, {one.section for one in (before, after) if one})
            if changes
            else (),
        )

    def _by_statement(self, name: str, sections: set[SectionName]) -> tuple[int, ...]:
        """The revisions that changed it; where it moved past others, those that changed these."""
        own = tuple(number for number, step in self._steps if name in step.changes)
        around = (number for number, step in self._steps if sections & step.sections)
        return own or tuple(around)

    def _by_label(self, label: Label) -> tuple[int, ...]:
        return tuple(
            number
            for number, step in self._steps
            if any(label.same_place(one) for one in step.labels)
        )
