"""Lines of the log: their form, their marks, their level, and what they leave out."""

import json
import logging
import re
from collections.abc import Callable

import pytest

from drafter.telemetry.logs import logs_on_stderr, wordless
from drafter.telemetry.marks import calling, drafting

OURS = logging.getLogger("drafter.jobs.drafting")
CANARY = "the canary sings"
Lines = Callable[[], list[str]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """What was written to standard error since the last look."""

    def written() -> list[str]:
        return capsys.readouterr().err.splitlines()

    return written


def test_a_line_of_json_has_time_level_logger_message_marks_and_fields(lines: Lines) -> None:
    with logs_on_stderr("json", "info"), drafting("dr-1"), calling("front"):
        OURS.info("asked %s", "Zürich", extra={"outcome": "ok", "seconds": 1.5})
    (line,) = lines()
    told = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told.pop("time"))
    assert {
        "level": "INFO",
        "logger": "drafter.jobs.drafting",
        "message": "asked Zürich",
        "draft_id": "dr-1",
        "call": "front",
        "outcome": "ok",
        "seconds": 1.5,
    } == told
    assert "Zürich" in line


def test_a_line_of_text_has_the_marks_at_its_end(lines: Lines) -> None:
    with logs_on_stderr("text", "info"), drafting("dr-1"):
        OURS.warning("once more in %g s", 4)
    (line,) = lines()
    expected = "WARNING drafter.jobs.drafting: once more in 4 s draft_id=dr-1"
    assert expected == line.partition(" ")[2]


def test_lines_under_the_level_are_not_written(lines: Lines) -> None:
    with logs_on_stderr("text", "warning"):
        OURS.info("no")
        OURS.warning("yes")
    assert ["yes"] == [line.rpartition(" ")[2] for line in lines()]


@pytest.mark.parametrize(
    "name", ["openai._base_client", "httpx2", "aiosqlite", "sqlalchemy.engine", "dbos", "drafters"]
)
def test_of_other_libraries_only_warnings_are_written(lines: Lines, name: str) -> None:
    other = logging.getLogger(name)
    before, passes_on = other.level, other.propagate
    other.setLevel(logging.DEBUG)  # as OPENAI_LOG=debug does
    other.propagate = True  # DBOS stops that where it was started without our logs
    try:
        with logs_on_stderr("text", "debug"):
            other.debug("a whole request")
            other.info("a request")
            other.warning("a warning")
    finally:
        other.setLevel(before)
        other.propagate = passes_on
    assert ["a warning"] == [line.partition(": ")[2] for line in lines()]


def test_of_a_request_the_path_is_logged_and_never_the_query(lines: Lines) -> None:
    request = ("127.0.0.1:5", "DELETE", "/v1/drafts/dr-1/claim?reason=a%20word", "1.1", 204)
    with logs_on_stderr("json", "info"):
        logging.getLogger("uvicorn.access").info('%s - "%s %s HTTP/%s" %d', *request)
    (line,) = lines()
    told = json.loads(line)
    assert ("DELETE", "/v1/drafts/dr-1/claim", 204) == (
        told["method"],
        told["path"],
        told["status"],
    )
    assert "reason" not in line


def broken() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise RuntimeError(CANARY) from error


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_says_where_and_of_what_kind_but_not_what_the_error_said(
    lines: Lines, form: str
) -> None:
    with logs_on_stderr("json" if form == "json" else "text", "info"):
        try:
            broken()
        except RuntimeError:
            OURS.exception("drafting broke off")
    said = "\n".join(lines())
    assert CANARY not in said
    assert "in broken" in said
    assert said.index("builtins.ValueError") < said.index("builtins.RuntimeError")


def test_at_debug_a_traceback_has_the_errors_words(lines: Lines) -> None:
    with logs_on_stderr("text", "debug"):
        try:
            broken()
        except RuntimeError:
            OURS.exception("drafting broke off")
    assert f"RuntimeError: {CANARY}" in lines()


def test_another_formatters_traceback_is_not_taken_over(lines: Lines) -> None:
    error = ValueError(CANARY)
    record = OURS.makeRecord(
        OURS.name, logging.ERROR, "", 1, "broke off", (), (ValueError, error, None)
    )
    logging.Formatter().format(record)
    assert CANARY in str(record.exc_text)
    with logs_on_stderr("text", "info"):
        OURS.handle(record)
    assert ["builtins.ValueError"] == lines()[1:]


def test_an_error_that_hides_its_context_is_shown_alone() -> None:
    error = ValueError()
    error.__context__, error.__suppress_context__ = KeyError(), True
    assert "builtins.ValueError" == wordless(error)


def test_afterwards_logging_is_as_it_was(lines: Lines) -> None:
    root, dbos = logging.getLogger(), logging.getLogger("dbos")
    before = (root.level, list(root.handlers), list(dbos.handlers), OURS.getEffectiveLevel())
    with logs_on_stderr("json", "debug"):
        assert logging.DEBUG == OURS.getEffectiveLevel()
    after = (root.level, list(root.handlers), list(dbos.handlers), OURS.getEffectiveLevel())
    assert before == after
    assert [] == lines()
