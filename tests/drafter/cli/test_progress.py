"""The progress display."""

from io import StringIO

from rich.console import Console

from drafter.cli.progress import shown
from schemas.job import Listen, Progress, Stage
from schemas.sections import SectionName
from schemas.written import Written
from tests.factories import statement


def tell(listen: Listen | None, stage: Stage, call: str | None = None, **more: object) -> None:
    assert listen is not None
    told = {"stage": stage, "call": call, "done": False, "note": None}
    listen(Progress.model_validate(told | more))


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


def test_a_terminal_sees_which_sections_are_written_and_which_one_is_being_written() -> None:
    screen = StringIO()
    headline = Written(headline=statement("Bridge shut"))
    with shown(Console(file=screen, force_terminal=True, width=80)) as listen:
        tell(listen, Stage.COMPOSE, "report", section=SectionName.HEADLINE, written=headline)
        opened = {"section": SectionName.KEY_TAKEAWAY, "statement": statement("It is shut.")}
        tell(listen, Stage.COMPOSE, "report", **opened)
    assert "headline, key takeaway …" in screen.getvalue()


def test_what_is_no_terminal_has_no_listener() -> None:
    screen = StringIO()
    with shown(Console(file=screen, force_terminal=False)) as listen:
        assert listen is None
    assert "" == screen.getvalue()
