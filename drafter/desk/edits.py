"""What editors made of one draft: its statements as the engine last wrote them, and as approved.

A section that was written anew at a person's wish is held against what was written then. What
people had changed in it before, and kept, is held against what the engine had written there; what
was replaced is neither kept nor cut.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from drafter.diffing.revisions import Written
from drafter.diffing.words import compared, words_of
from drafter.review import MACHINE
from schemas.diff import RunKind
from schemas.draft import Draft
from schemas.sections import SectionName

Placed = tuple[SectionName, str]
"""A statement's section and its text."""


@dataclass(frozen=True)
class Tally:
    """Statements and words of one section, or of several together."""

    rewritten: int = 0
    kept: int = 0
    changed: int = 0
    cut: int = 0
    added: int = 0
    words_written: int = 0
    words_kept: int = 0
    words_approved: int = 0

    @property
    def written(self) -> int:
        """Statements that the engine wrote last."""
        return self.kept + self.changed + self.cut

    @property
    def untouched(self) -> bool:
        """Whether it was approved to the letter."""
        return self.kept == self.written and not self.added


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    every = list(tallies)
    names = [field.name for field in fields(Tally)]
    return Tally(**{name: sum(getattr(one, name) for one in every) for name in names})


def edits(revisions: Sequence[Written]) -> dict[SectionName, Tally]:
    """What became of each section that there is anything of, in reading order.

    `revisions` are those that the machine wrote and the approved one, oldest first; others among
    them are passed over.
    """
    written, rewritten = _last_written(revisions)
    approved = _placed(revisions[-1][1])
    found: dict[SectionName, list[Tally]] = {}
    for name, count in rewritten.items():
        found.setdefault(name, []).append(Tally(rewritten=count))
    for one, (section, text) in written.items():
        after = approved.get(one)
        found.setdefault(section, []).append(_fate(text, after[1] if after else None))
    for one, (section, text) in approved.items():
        if one not in written:
            added = Tally(added=1, words_approved=words(text))
            found.setdefault(section, []).append(added)
    return {name: total(found[name]) for name in SectionName if name in found}


def words(text: str) -> int:
    """Words and numbers of a text, as the comparison of texts has them, without punctuation."""
    return sum(any(map(str.isalnum, word)) for word in words_of(text))


def _fate(text: str, after: str | None) -> Tally:
    """What became of one statement of the engine's."""
    before = words(text)
    if after is None:
        return Tally(cut=1, words_written=before)
    if after == text:
        return Tally(kept=1, words_written=before, words_kept=before, words_approved=before)
    same = sum(words(run.text) for run in compared(text, after) if run.kind is RunKind.EQUAL)
    return Tally(changed=1, words_written=before, words_kept=same, words_approved=words(after))


def _last_written(
    revisions: Sequence[Written],
) -> tuple[Mapping[str, Placed], Counter[SectionName]]:
    """The statements as the engine last wrote them, and how often sections were written anew.

    A machine's revision without a reason is a whole draft; one with a reason is the draft that
    there was with one section written anew, whose new statements have ids that were not there.
    """
    written: dict[str, Placed] = {}
    rewritten: Counter[SectionName] = Counter()
    seen: set[str] = set()
    for line, draft in revisions:
        if line.author != MACHINE:
            continue
        there, own = _placed(draft), _placed(draft, by="engine")
        if line.reason is None:
            written, rewritten = own, Counter()
        else:
            new = {one: place for one, place in own.items() if one not in seen}
            anew = {section for section, _ in new.values()}
            stay = {n: p for n, p in written.items() if p[0] not in anew or n in there}
            written = stay | new
            rewritten.update(anew)
        seen |= there.keys()
    return written, rewritten


def _placed(draft: Draft, *, by: str | None = None) -> dict[str, Placed]:
    every = draft.statements()
    return {one.id: (name, one.text) for name, one in every if by in (None, one.written_by)}
