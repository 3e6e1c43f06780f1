"""Which lines of the log a person at a terminal sees: none but warnings, unless asked for."""

import pytest

from tests.drafter.cli.conftest import Terminal


def logged(terminal: Terminal) -> list[str]:
    err = terminal("draft", terminal.report, "--engine", "extractive").err
    return [line for line in err.splitlines() if not line.startswith("drafter: ")]


def test_by_itself_drafting_logs_nothing(terminal: Terminal) -> None:
    assert [] == logged(terminal)


def test_where_a_level_is_asked_for_the_terminal_has_its_lines(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_LOG_LEVEL", "info")
    (line,) = logged(terminal)
    assert (
        "INFO drafter.telemetry.watching: drafted by extractive with the engine extractive" in line
    )


def test_a_wrong_setting_does_not_keep_the_help_away(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_LOG", "xml")
    assert 0 == terminal("draft", "--help").status
    assert "DRAFTER_LOG" in terminal("draft", terminal.report).err
