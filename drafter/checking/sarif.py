"""The findings of a re-check as SARIF 2.1.0, which code-review tools show beside the draft's file.

What could not be checked has the kind `review` ("requires review by a human user") and so, as the
standard wants it (3.27.9, 3.27.10), the level `none`; all else fails, with a level.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from urllib.parse import quote

from drafter import __version__
from drafter.checking.places import Place, inside, line_and_column, places_of
from drafter.checking.reading import STANDARD_INPUT, GivenDraft
from drafter.exports.labels import VERDICTS
from drafter.exports.marks import clean
from drafter.verify.catalogue import CATALOGUE, About
from schemas.checked import Checked
from schemas.evidence import Check, Finding, Severity, Verdict
from schemas.walk import Path, placed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "drafterFinding/v1"
LEVELS: Mapping[Severity, str] = {
    Severity.BLOCKER: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}
_RULES = tuple(Check)

Json = dict[str, object]


def sarif(checked: Checked, given: GivenDraft) -> str:
    """The SARIF log, indented, with one result a finding."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(checked, given)]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _run(checked: Checked, given: GivenDraft) -> Json:
    uri = _uri(given.name)
    results = _Results(given, uri)
    driver = {
        "name": "drafter",
        "version": __version__,
        "rules": [_rule(check, CATALOGUE[check]) for check in _RULES],
    }
    artifact = {
        "location": {"uri": uri},
        "mimeType": "application/json",
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": checked.draft_hash},
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [artifact],
        "results": list(results.of(checked)),
    }


def _rule(check: Check, about: About) -> Json:
    fears = f"It fears {about.fears}."
    spoken = f" Made in full in: {', '.join(sorted(about.languages))}." if about.languages else ""
    return {
        "id": check.value,
        "name": check.value.capitalize(),
        "shortDescription": {"text": fears},
        "help": {"text": f"{fears} It cannot see {about.cannot_see}.{spoken}"},
        "properties": {"version": about.version},
    }


class _Results:
    """The results of one draft. Its file is read once for all of them."""

    def __init__(self, given: GivenDraft, uri: str) -> None:
        self._text = given.text
        self._uri = uri
        self._places = places_of(given.text)
        self._statements = {one.id: (path, one.text) for path, one in placed(given.draft)}

    def of(self, checked: Checked) -> Iterator[Json]:
        seen: dict[str, int] = {}
        for finding in checked.findings:
            print_of = self._fingerprint(finding)
            number = seen[print_of] = seen.get(print_of, 0) + 1
            yield self._result(finding) | {
                "partialFingerprints": {FINGERPRINT: f"{print_of}:{number}"}
            }

    def _result(self, finding: Finding) -> Json:
        fails = finding.verdict is Verdict.FAIL
        return {
            "ruleId": finding.check.value,
            "ruleIndex": _RULES.index(finding.check),
            "kind": "fail" if fails else _KINDS[finding.verdict],
            "level": LEVELS[finding.severity] if fails else "none",
            "message": {"text": _message(finding)},
            "locations": [self._location(finding)],
            "properties": {"severity": finding.severity.value, "stopsApproval": finding.stops},
        }

    def _location(self, finding: Finding) -> Json:
        name = finding.section.value
        kind = "section"
        if finding.statement is not None:
            name, kind = f"{name}/{finding.statement}", "statement"
        place = self._place(finding)
        start, end = (line_and_column(self._text, at) for at in (place.start, place.end))
        region = {
            "startLine": start[0],
            "startColumn": start[1],
            "endLine": end[0],
            "endColumn": end[1],
        }
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": self._uri, "index": 0},
                "region": region,
            },
            "logicalLocations": [{"fullyQualifiedName": name, "kind": kind}],
        }

    def _place(self, finding: Finding) -> Place:
        """Of a statement its text, or the part that the finding is about; else its section."""
        if finding.statement is None:
            return self._places[finding.section.value,]
        path, text = self._statements[finding.statement]
        where: Path = (*path, "text")
        start, end = (finding.span.start, finding.span.end) if finding.span else (0, len(text))
        return inside(self._text, self._places[where], start, end)

    def _fingerprint(self, finding: Finding) -> str:
        """The same for a finding that is still there after other parts of the draft changed."""
        text = self._statements[finding.statement][1] if finding.statement else ""
        span = text[finding.span.start : finding.span.end] if finding.span else ""
        parts = (finding.check.value, finding.section.value, text, span)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


_KINDS = {Verdict.PASS: "pass", Verdict.COULD_NOT_CHECK: "review"}


def _message(finding: Finding) -> str:
    """One sentence first, since only that is shown where there is little room."""
    better = f" Rather cite {', '.join(finding.proposed)}." if finding.proposed else ""
    told = f"{clean(finding.reason)}{better}"
    if finding.verdict is Verdict.COULD_NOT_CHECK:
        return f"{finding.check.value.capitalize()} {VERDICTS[finding.verdict]}. {told}"
    return told


def _uri(name: str) -> str:
    """The file as a relative reference, or as a file URI where the path is absolute."""
    path = PurePath("draft.json" if name == STANDARD_INPUT else name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
