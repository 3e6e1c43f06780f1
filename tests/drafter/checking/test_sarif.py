"""SARIF 2.1.0: what the standard asks of a log, and what a code-review tool needs to show it."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft7Validator

from drafter.checking.rechecking import recheck
from drafter.checking.sarif import LEVELS, sarif
from schemas.draft import Draft
from schemas.evidence import Check, Severity, Verdict
from tests.drafter.checking.given import RICH, given, reports
from tests.drafter.exports.briefings import arabic, sparse

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"minLength": 1}}}
PLACE = {"type": "integer", "minimum": 1}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "help"],
    "properties": {"id": {"type": "string"}, "shortDescription": TEXT, "help": TEXT},
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation", "logicalLocations"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"type": "object", "required": ["uri"]},
                "region": {
                    "type": "object",
                    "required": ["startLine", "startColumn", "endLine", "endColumn"],
                    "additionalProperties": PLACE,
                },
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"enum": [check.value for check in Check]},
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "minItems": 1, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"rules": {"items": RULE, "uniqueItems": True}},
                }
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"minItems": 1, "items": RUN}},
}
"""What of the official schema a log of ours makes use of, written by hand."""


def log_of(draft: Draft = RICH, *, indent: int | None = 2, alone: bool = False) -> Any:
    handed = given(draft, indent=indent)
    sources = [] if alone else reports()
    return json.loads(sarif(recheck(handed, sources), handed))


@pytest.mark.parametrize("draft", [RICH, sparse(), arabic()], ids=["rich", "sparse", "arabic"])
def test_a_log_holds_to_the_standard(draft: Draft) -> None:
    Draft7Validator(LOG).validate(log_of(draft, alone=True))


@pytest.mark.parametrize("broken", ["version", "runs"])
def test_the_subset_refuses_a_log_without_what_the_standard_asks_for(broken: str) -> None:
    log = log_of()
    del log[broken]
    assert [broken in error.message for error in Draft7Validator(LOG).iter_errors(log)] == [True]


def test_every_check_is_a_rule_and_each_result_points_at_its_own() -> None:
    (run,) = log_of()["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [check.value for check in Check] == rules
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])


def test_a_result_points_at_the_words_that_it_is_about() -> None:
    handed = given()
    checked = recheck(handed, reports())
    (run,) = json.loads(sarif(checked, handed))["runs"]
    lines = handed.text.splitlines()
    texts = {s.id: s.text for _, s in RICH.statements()}
    seen = 0
    for finding, result in zip(checked.findings, run["results"], strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        if finding.statement and region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            text = texts[finding.statement]
            span = finding.span
            expected = text[span.start : span.end] if span else text
            assert expected == line[region["startColumn"] - 1 : region["endColumn"] - 1]
            seen += 1
    assert seen


def test_a_result_on_a_section_points_at_the_section() -> None:
    handed = given(indent=None)
    (run,) = json.loads(sarif(recheck(handed, []), handed))["runs"]
    (result,) = [one for one in run["results"] if one["ruleId"] == "coverage"]
    place = result["locations"][0]
    region = place["physicalLocation"]["region"]
    cut = handed.text[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert RICH.headline.model_dump(mode="json") == json.loads(cut)
    assert [{"fullyQualifiedName": "headline", "kind": "section"}] == place["logicalLocations"]


def test_what_could_not_be_checked_is_for_review_and_has_no_level() -> None:
    handed = given()
    checked = recheck(handed, [])
    (run,) = json.loads(sarif(checked, handed))["runs"]
    for finding, result in zip(checked.findings, run["results"], strict=True):
        fails = finding.verdict is Verdict.FAIL
        expected = ("fail", LEVELS[finding.severity]) if fails else ("review", "none")
        assert expected == (result["kind"], result["level"])
    assert {"review", "fail"} == {result["kind"] for result in run["results"]}


def test_each_severity_has_a_level_of_its_own() -> None:
    assert ["error", "warning", "note"] == [LEVELS[severity] for severity in Severity]


def test_fingerprints_are_unique_and_stay_where_another_part_changes() -> None:
    document = RICH.model_dump(mode="json")
    document["standfirst"]["text"] = "Cracks in the piers cut the town in two."
    after = prints(log_of(Draft.model_validate(document)))
    before = prints(log_of())
    assert len(set(before)) == len(before)
    assert set(before) <= set(after)


def prints(log: Any) -> list[str]:
    return [next(iter(one["partialFingerprints"].values())) for one in log["runs"][0]["results"]]


def test_the_file_is_named_by_a_relative_reference_without_signs_of_its_own() -> None:
    handed = replace(given(), name="my drafts/a:b?.json")
    log = json.loads(sarif(recheck(handed, []), handed))
    uris = set(re.findall(r'"uri": "([^"]*)"', json.dumps(log)))
    assert {"my%20drafts/a%3Ab%3F.json"} == uris
