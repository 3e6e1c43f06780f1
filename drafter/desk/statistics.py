"""Edits of many drafts, put together by recipe, model and period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from drafter.desk.edits import Tally, edits, total
from drafter.desk.intervals import clustered
from drafter.diffing.revisions import Written
from schemas.desk import EditGroup, Edits, Period, SectionEdits
from schemas.provenance import EngineName
from schemas.sections import SectionName


class MadeBy(NamedTuple):
    """What wrote a draft."""

    recipe: str
    recipe_version: int
    engine: EngineName
    model: str | None


@dataclass(frozen=True)
class DraftEdits:
    """What editors made of one draft, how it was written, and when it was approved."""

    approved_at: datetime
    made_by: MadeBy
    sections: Mapping[SectionName, Tally]


def draft_edits(approved_at: datetime, revisions: Sequence[Written]) -> DraftEdits:
    """What editors made of a draft; its revisions as `edits` takes them."""
    _, approved = revisions[-1]
    by = approved.provenance
    made_by = MadeBy(by.recipe.name, by.recipe.version, by.engine, by.model)
    return DraftEdits(approved_at, made_by, edits(revisions))


def grouped(drafts: Iterable[DraftEdits], period: Period) -> tuple[EditGroup, ...]:
    """One group for each recipe, model and period, the newest period first."""
    groups: dict[tuple[date | None, MadeBy], list[DraftEdits]] = {}
    for one in drafts:
        groups.setdefault((first_day(one.approved_at, period), one.made_by), []).append(one)
    in_order = sorted(groups, key=_place)
    return tuple(_group(*key, groups[key]) for key in in_order)


def _place(key: tuple[date | None, MadeBy]) -> tuple[int | str, ...]:
    start, by = key
    newest_first = -start.toordinal() if start else 0
    return newest_first, by.recipe, by.recipe_version, by.engine, by.model or ""


def first_day(at: datetime, period: Period) -> date | None:
    """The day (UTC) that the period of this time begins with; weeks begin on Monday."""
    day = at.astimezone(UTC).date()
    match period:
        case Period.DAY:
            return day
        case Period.WEEK:
            return day - timedelta(days=day.weekday())
        case Period.MONTH:
            return day.replace(day=1)
        case Period.NONE:
            return None


def _group(start: date | None, by: MadeBy, drafts: Sequence[DraftEdits]) -> EditGroup:
    whole = [total(one.sections.values()) for one in drafts]
    sections = {
        name: [one.sections[name] for one in drafts if name in one.sections] for name in SectionName
    }
    return EditGroup(
        **by._asdict(),
        start=start,
        untouched=sum(one.untouched for one in whole),
        whole=Edits.model_validate(_told(whole)),
        sections=tuple(
            SectionEdits.model_validate({"section": name} | _told(tallies))
            for name, tallies in sections.items()
            if tallies
        ),
    )


def _told(tallies: Sequence[Tally]) -> dict[str, object]:
    """The fields of `Edits`; each tally is one draft's."""
    every = total(tallies)
    kept, written = [one.kept for one in tallies], [one.written for one in tallies]
    low, high = clustered(kept, written)
    return vars(every) | {
        "drafts": len(tallies),
        "written": every.written,
        "kept_share": _share(every.kept, every.written),
        "kept_low": low,
        "kept_high": high,
        "words_kept_share": _share(every.words_kept, every.words_written),
        "similarity": _share(2 * every.words_kept, every.words_written + every.words_approved),
    }


def _share(part: int, of: int) -> float | None:
    return part / of if of else None
