"""A casebook from a folder of Wikinews reports: `reports.jsonl`, and `stories.jsonl` beside it.

The reports of a story come with those before them as earlier events. The texts are CC BY 2.5 by
their authors: what is made of them names "Wikinews" and the address of each.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from drafter.assembling import slug_of
from drafter.errors import ReportRefused
from drafter.ingest.reading import read_report
from evals.cases.case import Case, CaseEvent, FiledReport
from evals.cases.kinds import kinds_of
from evals.errors import CasebookRefused
from schemas.event import Outlet

PUBLISHER = "Wikinews"


@dataclass(frozen=True)
class _Row:
    name: str
    day: date
    headline: str
    text: str
    url: str

    def report(self) -> FiledReport:
        return FiledReport(
            headline=self.headline,
            text=self.text,
            publisher=PUBLISHER,
            url=self.url,
            published=self.day,
            language="en",
        )

    def event(self) -> CaseEvent:
        outlet = Outlet(name=PUBLISHER, url=self.url)
        return CaseEvent(id=self.name, date=self.day, text=self.headline, outlets=(outlet,))


def cases_of_wikinews(folder: Path) -> Iterator[Case]:
    """A case of each report that is long enough to brief; interviews are left out.

    Raises:
        CasebookRefused: a file is missing, or a row is not as it should be.
    """
    rows = {row["id"]: _row(row) for row in _read(folder / "reports.jsonl") if _usable(row)}
    stories = list(_read(folder / "stories.jsonl")) if (folder / "stories.jsonl").exists() else []
    story_of = {name: str(story["story"]) for story in stories for name in story["reports"]}
    for name, row in rows.items():
        story = story_of.get(name)
        before = [
            other
            for other in rows.values()
            if story is not None and story_of.get(other.name) == story and other.day < row.day
        ]
        if (case := _case(row, story, before)) is not None:
            yield case


def _case(row: _Row, story: str | None, before: Sequence[_Row]) -> Case | None:
    report = row.report()
    try:
        read = read_report(report.filed().encode())
    except ReportRefused:  # too thin, which is for the service to say
        return None
    name = slug_of(row.name)
    return Case(
        name=name,
        story=slug_of(story) if story else name,
        kinds=kinds_of([read], earlier=bool(before)),
        topic=slug_of(story) if story else None,
        reports=(report,),
        earlier=tuple(one.event() for one in before),
    )


def _usable(row: dict[str, Any]) -> bool:
    return not row.get("interview") and bool(row.get("paragraphs"))


def _row(row: dict[str, Any]) -> _Row:
    try:
        return _Row(
            name=row["id"],
            day=date.fromisoformat(row["date"]),
            headline=row["title"],
            text="\n\n".join(row["paragraphs"]),
            url=row["url"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CasebookRefused(f"row {row.get('id', '?')}: {error} is missing or wrong") from None


def _read(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CasebookRefused(f"{path}: cannot be read: {error.strerror}") from None
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError:
            raise CasebookRefused(f"{path}:{number}: no JSON") from None
