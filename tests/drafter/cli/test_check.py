"""`drafter check`: a draft held against its reports once more."""

import io
import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from schemas.draft import Draft
from schemas.publish import document
from tests.drafter.cli.conftest import Terminal


@pytest.fixture
def draft(terminal: Terminal) -> Draft:
    """A draft of the report, in draft.json."""
    assert 0 == terminal("draft", terminal.report, "--out", "draft.json").status
    return Draft.model_validate_json((terminal.folder / "draft.json").read_text("utf-8"))


def change(terminal: Terminal, text: str) -> None:
    """Another headline, as a hand writes it into the file."""
    path = Path(terminal.folder / "draft.json")
    made = json.loads(path.read_text("utf-8"))
    made["headline"]["text"] = text
    path.write_text(json.dumps(made), encoding="utf-8")


def test_an_exported_draft_has_the_same_findings_when_it_is_read_again(
    terminal: Terminal, draft: Draft
) -> None:
    outcome = terminal("check", "draft.json", terminal.report, "--format", "json")
    checked = json.loads(outcome.out)
    Draft202012Validator(document("checked")).validate(checked)
    assert (0, "") == (outcome.status, outcome.err)
    assert "content_hash" == checked["held_against"][0]["matched_by"]
    assert draft.model_dump(mode="json")["findings"] == checked["findings"]


def test_evidence_carries_the_offsets_of_the_canonical_text(draft: Draft) -> None:
    assert [] == [s for source in draft.sources for s in source.evidence if s.start is None]


@pytest.mark.usefixtures("draft")
def test_a_number_that_is_made_up_is_told_with_its_statement(terminal: Terminal) -> None:
    change(terminal, "Eastmere closes its old bridge for 77 weeks")
    outcome = terminal("check", "draft.json", terminal.report)
    assert "Eastmere closes its old bridge for ⟦77⟧ weeks" in outcome.out
    assert "BLOCKER  numbers failed: “77” does not stand in what it cites." in outcome.out


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 4)])
def test_strict_ends_with_4_where_a_finding_stands_against_approval(
    terminal: Terminal, strict: tuple[str, ...], status: int
) -> None:
    change(terminal, "Eastmere closes its old bridge for 77 weeks")
    assert status == terminal("check", "draft.json", terminal.report, *strict).status


@pytest.mark.usefixtures("draft")
def test_strict_ends_with_0_where_nothing_stands(terminal: Terminal) -> None:
    assert 0 == terminal("check", "draft.json", terminal.report, "--strict").status


@pytest.mark.usefixtures("draft")
def test_without_its_report_a_draft_is_held_against_what_it_cites(terminal: Terminal) -> None:
    outcome = terminal("check", "draft.json", "--strict")
    assert 4 == outcome.status
    assert "R1 is not among the reports: only its cited sentences are known" in outcome.err
    assert "coverage could not be checked" in outcome.out


@pytest.mark.usefixtures("draft")
def test_a_report_that_reads_otherwise_is_used_with_a_warning(terminal: Terminal) -> None:
    other = terminal.folder / "other.txt"
    text = Path(terminal.report).read_text("utf-8")
    other.write_text(text.replace("4,000", "5,000"), encoding="utf-8")
    outcome = terminal("check", "draft.json", str(other))
    assert "is taken for R1 by its headline, and its text differs" in outcome.err
    assert "and its report has not" in " ".join(outcome.out.split())


@pytest.mark.usefixtures("draft")
def test_a_report_too_many_is_named(terminal: Terminal) -> None:
    other = terminal.folder / "other.txt"
    text = Path(terminal.report).read_text("utf-8")
    other.write_text(text.replace("closes its old", "mends its new"), encoding="utf-8")
    outcome = terminal("check", "draft.json", terminal.report, str(other))
    assert "other.txt is no source of this draft, and is not used" in outcome.err


def test_a_draft_may_come_on_standard_input(
    terminal: Terminal, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = draft.model_dump_json()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    outcome = terminal("check", "-", terminal.report, "--format", "sarif")
    assert "2.1.0" == json.loads(outcome.out)["version"]


@pytest.mark.usefixtures("draft")
def test_a_file_takes_the_result(terminal: Terminal) -> None:
    outcome = terminal("check", "draft.json", terminal.report, "--out", "found.txt")
    assert (0, "") == (outcome.status, outcome.out)
    assert "stand against approval" in (terminal.folder / "found.txt").read_text("utf-8")


@pytest.mark.usefixtures("draft")
def test_the_draft_is_not_overwritten_by_its_findings(terminal: Terminal) -> None:
    assert 2 == terminal("check", "draft.json", "--out", "draft.json").status


@pytest.mark.usefixtures("draft")
def test_what_is_no_draft_is_one_line_a_fault_and_status_2(terminal: Terminal) -> None:
    path = terminal.folder / "draft.json"
    made = json.loads(path.read_text("utf-8"))
    del made["category"], made["headline"]["text"]
    path.write_text(json.dumps(made), encoding="utf-8")
    outcome = terminal("check", "draft.json", terminal.report)
    assert (2, "") == (outcome.status, outcome.out)
    assert ["drafter: draft.json: /category: Field required"] == outcome.err.splitlines()[:1]
    assert "draft.json: /headline/text: Field required" == outcome.err.splitlines()[1]


def test_standard_input_is_one_file_only(terminal: Terminal) -> None:
    outcome = terminal("check", "-", "-")
    assert 2 == outcome.status
    assert "standard input can be one file only" in outcome.err
