"""Real reports drafted by the extractive engine: each blocker on a verbatim sentence is false."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

from drafter.engines.extractive.engine import ExtractiveEngine
from drafter.ingest.reading import read_file, read_report
from drafter.pipeline import draft
from drafter.planning import plan
from prompts.reader import read_recipe
from schemas.evidence import Severity, Verdict
from schemas.report import Report


def wikinews(data: Path) -> Iterator[Report]:
    """The 69 reports of 2019 and 2020."""
    for line in (data / "wikinews" / "reports.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        made = {
            "headline": row["title"],
            "published": row["date"],
            "publisher": "Wikinews",
            "url": row["url"],
            "language": "en",
            "text": "\n\n".join(row["paragraphs"]),
        }
        yield read_report(json.dumps(made).encode(), name=row["id"], media_type="application/json")


def reports(data: Path) -> list[Report]:
    """The seed's report, and those of Wikinews."""
    return [read_file(str(data / "seeds" / "source-report.txt")), *wikinews(data)]


def verbatim_blockers(data: Path) -> tuple[list[str], int]:
    """Each blocker with its statement, and how many statements there were."""
    blockers, count = [], 0
    recipe = read_recipe("extractive")
    for report in reports(data):
        made = asyncio.run(draft(plan([report], recipe), ExtractiveEngine()))
        texts = {statement.id: statement.text for _, statement in made.statements()}
        count += len(texts)
        blockers += [
            f"{finding.check}: {finding.reason} | {texts.get(finding.statement or '', '')}"
            for finding in made.findings
            if finding.severity is Severity.BLOCKER and finding.verdict is Verdict.FAIL
        ]
    return blockers, count
