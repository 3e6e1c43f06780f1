"""Drafts as `drafter check` is given them: text of a file, and the reports beside it."""

import hashlib
from typing import Any

from drafter.checking.matching import GivenReport
from drafter.checking.reading import GivenDraft
from schemas.draft import Draft
from schemas.report import Report
from tests.drafter.exports.briefings import rich, two_reports

RICH = rich()
REPORTS = two_reports()

Document = dict[str, Any]


def given(draft: Draft = RICH, *, indent: int | None = 2) -> GivenDraft:
    text = draft.model_dump_json(indent=indent)
    return GivenDraft("draft.json", draft, text, hashlib.sha256(text.encode()).hexdigest())


def reports(*of: Report) -> list[GivenReport]:
    return [GivenReport(f"report-{n}.txt", one) for n, one in enumerate(of or REPORTS, 1)]


def changed(**parts: object) -> Draft:
    """The rich draft with some parts of its document replaced, as a hand would."""
    return Draft.model_validate(RICH.model_dump(mode="json") | parts)
