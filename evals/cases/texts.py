"""A casebook from a folder of reports: each file a case, each sub-folder a case of several."""

from collections.abc import Iterator
from pathlib import Path

from drafter.assembling import slug_of
from drafter.ingest.reading import read_file
from evals.cases.case import Case, FiledReport
from evals.cases.kinds import kinds_of
from evals.errors import CasebookRefused
from schemas.report import Report

ENDINGS = (".txt", ".md", ".json", ".ninjs", ".html")


def cases_of_texts(folder: Path) -> Iterator[Case]:
    """The cases; reports of one sub-folder are about one event.

    Raises:
        CasebookRefused: there is no such folder, or nothing in it.
        ReportRefused: a report cannot be read, or is too thin.
    """
    if not folder.is_dir():
        raise CasebookRefused(f"{folder}: no such folder")
    found = [path for path in sorted(folder.iterdir()) if path.is_dir() or _is_report(path)]
    if not found:
        raise CasebookRefused(f"{folder}: no reports there; they end in {', '.join(ENDINGS)}")
    for path in found:
        files = sorted(filter(_is_report, path.iterdir())) if path.is_dir() else [path]
        if files:
            yield case_of(slug_of(path.stem), [read_file(str(file)) for file in files])


def _is_report(path: Path) -> bool:
    return path.is_file() and path.suffix in ENDINGS


def case_of(name: str, reports: list[Report], *, story: str | None = None) -> Case:
    """A case of these reports, which expects nothing."""
    return Case(
        name=name,
        story=story or name,
        kinds=kinds_of(reports, earlier=False),
        reports=tuple(map(filed, reports)),
    )


def filed(report: Report) -> FiledReport:
    """The report as it could have been filed."""
    paragraphs = (" ".join(s.text for s in part.sentences) for part in report.paragraphs)
    return FiledReport(
        headline=report.headline,
        text="\n\n".join(paragraphs),
        publisher=report.publisher,
        url=report.url,
        published=report.published,
        language=None if report.language == "und" else report.language,
    )
