"""`drafter draft` on the embedded default."""

import io
import json
import os
import sys

import pytest
from jsonschema import Draft202012Validator

from drafter.cli.draft import BLOCKED
from schemas.draft import Draft
from schemas.publish import document
from tests.drafter.cli.conftest import REPORT, Terminal


def test_standard_output_is_a_draft_that_fits_the_published_schema(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report)
    assert 0 == outcome.status
    Draft202012Validator(document("draft")).validate(json.loads(outcome.out))


def test_every_reported_statement_cites_a_sentence_of_the_report(terminal: Terminal) -> None:
    made = Draft.model_validate_json(terminal("draft", terminal.report).out)
    for _, statement in made.statements():
        assert statement.cites or statement.basis != "reported"


def test_auto_says_on_standard_error_which_engine_it_is(terminal: Terminal) -> None:
    assert "engine extractive" in terminal("draft", terminal.report).err


def test_an_engine_that_is_named_is_not_announced(terminal: Terminal) -> None:
    assert "engine" not in terminal("draft", terminal.report, "--engine", "extractive").err


def test_a_report_may_come_on_standard_input(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    assert "Eastmere closes its old bridge" in terminal("draft", "-", "--format", "md").out


def test_several_files_make_one_draft(terminal: Terminal) -> None:
    other = terminal.folder / "other.txt"
    other.write_text(REPORT.replace("4,000", "5,000"), encoding="utf-8")
    made = Draft.model_validate_json(terminal("draft", terminal.report, str(other)).out)
    assert ["R1", "R2"] == [source.id for source in made.sources]


def test_a_report_that_is_given_twice_counts_once(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, terminal.report)
    assert 1 == len(Draft.model_validate_json(outcome.out).sources)
    assert "counts once" in outcome.err


def test_a_file_takes_the_result_and_standard_output_stays_empty(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, "--format", "html", "--out", "briefing.html")
    assert (0, "") == (outcome.status, outcome.out)
    assert "<h1" in (terminal.folder / "briefing.html").read_text(encoding="utf-8")
    assert {"briefing.html", "report.txt"} == {path.name for path in terminal.folder.iterdir()}


def test_a_file_that_cannot_be_written_is_one_line_and_status_2(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, "--out", "nowhere/briefing.json")
    assert (2, "") == (outcome.status, outcome.out)
    assert "'nowhere/briefing.json' cannot be written" in outcome.err


def test_a_pipe_is_written_to_and_never_replaced(terminal: Terminal) -> None:
    pipe = terminal.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert 0 == terminal("draft", terminal.report, "--format", "md", "--out", "pipe").status
    assert os.read(reader, 2) == b"# "
    os.close(reader)
    assert pipe.is_fifo()


def test_the_report_is_not_overwritten_by_its_draft(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, "--out", "report.txt")
    assert (2, "") == (outcome.status, outcome.out)
    assert "report itself" in outcome.err
    assert REPORT == (terminal.folder / "report.txt").read_text(encoding="utf-8")


def test_what_has_no_effect_without_a_model_is_said(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, "--language", "de", "--recipe", "single")
    assert "without a model, --recipe, --language has no effect" in outcome.err
    assert "en" == Draft.model_validate_json(outcome.out).language


def events(terminal: Terminal, *lines: str) -> str:
    path = terminal.folder / "events.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_earlier_events_are_read_and_bad_ones_refused_with_their_line(terminal: Terminal) -> None:
    good = json.dumps(
        {
            "id": "ev-1",
            "date": "2026-03-01",
            "text": "Divers inspect the bridge.",
            "outlets": [{"name": "Coast Radio", "url": None}],
        }
    )
    assert 0 == terminal("draft", terminal.report, "--earlier", events(terminal, good)).status
    outcome = terminal("draft", terminal.report, "--earlier", events(terminal, good, "{"))
    assert 2 == outcome.status
    assert "line 2" in outcome.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Headline\n\nToo short to brief.", "50"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"\xff\xfe\x00\xd8" + b"\x81\x8d" * 40, ""),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(
    terminal: Terminal, content: bytes, said: str
) -> None:
    bad = terminal.folder / "bad.txt"
    bad.write_bytes(content)
    outcome = terminal("draft", str(bad), "--engine", "extractive")
    assert (2, "") == (outcome.status, outcome.out)
    assert 1 == len(outcome.err.splitlines())
    assert said in outcome.err


def test_a_missing_file_is_one_clear_line_and_status_2(terminal: Terminal) -> None:
    outcome = terminal("draft", "nowhere.txt", "--engine", "extractive")
    assert (2, 1) == (outcome.status, len(outcome.err.splitlines()))
    assert "nowhere.txt" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft",),
        ("draft", "report.txt", "--format", "docx"),
        ("draft", "report.txt", "--topic", "Not A Slug"),
        ("draft", "report.txt", "--language", "English"),
        ("draft", "report.txt", "--engine", "openai"),
        ("nonsense",),
    ],
)
def test_bad_usage_is_status_2_and_prints_no_result(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    outcome = terminal(*arguments)
    assert (2, "") == (outcome.status, outcome.out)


def test_a_setting_that_does_not_fit_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {
        "DRAFTER_ENGINE": "magic",
        "DRAFTER_LANGUAGE": "en-GB",
        "DRAFTER_DATABASE_URL": "mysql://here",
        "OPENAI_BASE_URL": "nonsense",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
        outcome = terminal("draft", terminal.report)
        monkeypatch.delenv(name)
        assert 2 == outcome.status
        assert name in outcome.err


def test_strict_is_status_0_where_nothing_blocks(terminal: Terminal) -> None:
    outcome = terminal("draft", terminal.report, "--strict")
    assert 0 == outcome.status != BLOCKED


def test_a_queued_draft_can_be_previewed_but_not_exported_before_approval(
    terminal: Terminal,
) -> None:
    outcome = terminal("draft", terminal.report, "--queue")
    draft_id = next(word.strip(";") for word in outcome.err.split() if word.startswith("drf-"))
    refused = terminal("export", draft_id, "--format", "md")
    assert (1, "") == (refused.status, refused.out)
    assert "not approved" in refused.err
    shown = terminal("export", draft_id, "--format", "json", "--preview")
    assert Draft.model_validate_json(outcome.out) == Draft.model_validate_json(shown.out)


def test_an_unknown_draft_is_one_line(terminal: Terminal) -> None:
    outcome = terminal("export", "drf-nothing", "--format", "md")
    assert "in sqlite:///var/drafter.db" in outcome.err
    assert (1, 1) == (outcome.status, len(outcome.err.splitlines()))
