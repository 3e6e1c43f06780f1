"""The command line as a user has it: an empty folder, no settings but those of the test."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from drafter.cli import run
from tests.factories import PARAGRAPHS

HEAD = "Headline: Eastmere closes its old bridge\nDate: 2026-03-05\nPublisher: Eastmere Courier\n\n"
REPORT = HEAD + "\n\n".join(PARAGRAPHS) + "\n"
SETTINGS = ("ENGINE", "MODEL", "RECIPE", "LANGUAGE", "FALLBACK", "DATABASE_URL")


@dataclass
class Outcome:
    """What a command came to."""

    status: int
    out: str
    err: str


class Terminal:
    """Runs commands in a folder and keeps what they print."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.report = str(folder / "report.txt")
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Outcome:
        status = run(list(arguments))
        captured = self._capsys.readouterr()
        return Outcome(status, captured.out, captured.err)


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal in an empty folder that holds one report."""
    for name in SETTINGS:
        monkeypatch.delenv(f"DRAFTER_{name}", raising=False)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return Terminal(tmp_path, capsys)
