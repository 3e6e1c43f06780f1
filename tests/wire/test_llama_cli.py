"""`drafter draft` against llama.cpp, whose model writes nonsense.

Now and then the nonsense is of the right form, and a draft of it is made: findings stop that one.
"""

import os

import pytest

from drafter.cli import PROVIDER_FAILED, run
from schemas.draft import Draft
from schemas.provenance import EngineName
from tests.wire.conftest import REPORT
from tests.wire.server import Server


class Drafted:
    """What the command came to: its status, and what it wrote."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, recipe: str, fallback: str) -> tuple[int, str, str]:
        self._monkeypatch.setenv("DRAFTER_FALLBACK", fallback)
        status = run(["draft", str(REPORT), "--engine", "openai", "--recipe", recipe])
        return (status, *self._capsys.readouterr())


@pytest.fixture
def drafted(
    llama: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Drafted:
    """Runs the command with no settings but the endpoint and those of the test."""
    for name in os.environ:
        if name.startswith(("DRAFTER_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("OPENAI_BASE_URL", llama.url)
    return Drafted(monkeypatch, capsys)


def test_with_a_fallback_there_is_always_a_draft_that_says_who_wrote_it(drafted: Drafted) -> None:
    status, out, err = drafted("briefing", "extractive")
    assert 0 == status, err
    told = Draft.model_validate_json(out).provenance
    assert (told.engine is EngineName.EXTRACTIVE) == bool(told.fallback_reason)
    assert told.calls[0].attempts, "what was asked and paid for is told"


def test_without_a_fallback_there_is_a_draft_or_status_3_and_a_line_that_says_why(
    drafted: Drafted,
) -> None:
    status, out, err = drafted("single", "none")
    assert status in (0, PROVIDER_FAILED), err
    assert bool(out) == (status == 0)
    assert "drafter: " in err.splitlines()[-1]
    assert "Traceback" not in err
