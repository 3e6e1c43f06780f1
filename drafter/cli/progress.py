"""Progress on a terminal, a line for each call; silent where standard error is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Display
from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from drafter.pipeline import Listen, silent
from schemas.job import Progress, Stage


@contextmanager
def shown(console: Console | None = None) -> Iterator[Listen]:
    """A listener that shows stages and calls as they begin and end."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"))
    with Display(*columns, TimeElapsedColumn(), console=console, transient=True) as display:
        yield _Lines(display)


class _Lines:
    """One line of the display for each stage and call."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self.tasks: dict[tuple[Stage, str | None], TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        key = (progress.stage, progress.call)
        name = f"  {progress.call}" if progress.call else progress.stage.value
        if key not in self.tasks:
            note = f" ({progress.note})" if progress.note else ""
            self.tasks[key] = self.display.add_task(name + note, total=1)
        if progress.done:
            self.display.update(self.tasks[key], completed=1)
