"""The progress display."""

from io import StringIO

from rich.console import Console

from drafter.cli.progress import shown
from drafter.pipeline import silent, tell
from schemas.job import Stage


def test_a_terminal_sees_stages_and_calls_as_they_begin_and_end() -> None:
    screen = StringIO()
    with shown(Console(file=screen, force_terminal=True, width=80)) as listen:
        tell(listen, Stage.COMPOSE)
        tell(listen, Stage.COMPOSE, "report")
        tell(listen, Stage.COMPOSE, "report", done=True)
        tell(listen, Stage.VERIFY, "report", note="once more: a number")
    drawn = screen.getvalue()
    assert ["compose", "report", "✓", "once more: a number"] == [
        part for part in ("compose", "report", "✓", "once more: a number") if part in drawn
    ]


def test_what_is_no_terminal_sees_nothing() -> None:
    screen = StringIO()
    with shown(Console(file=screen, force_terminal=False)) as listen:
        tell(listen, Stage.COMPOSE)
        assert listen is silent
    assert "" == screen.getvalue()
