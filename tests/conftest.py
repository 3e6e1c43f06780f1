"""Fixtures for every test, whichever folder it is in."""

import os
from collections.abc import Iterator

import pytest

from tests.postgres import NoPostgres, Server, server

LACKING = pytest.StashKey[str]()
"""Why the tests on PostgreSQL were skipped."""


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A PostgreSQL of the session's own, started for the first test that asks for it."""
    try:
        with server() as running:
            yield running
    except NoPostgres as error:
        request.config.stash[LACKING] = str(error)
        if os.environ.get("CI"):
            pytest.fail(f"no PostgreSQL: {error}")
        pytest.skip(f"no PostgreSQL: {error}")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """A skip is one letter among a thousand, so this one is said at the end."""
    if reason := config.stash.get(LACKING, None):
        terminalreporter.section("NOT TESTED ON POSTGRESQL", red=True, bold=True)
        terminalreporter.write_line(f"no PostgreSQL was found: {reason}")
