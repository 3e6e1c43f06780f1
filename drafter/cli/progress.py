"""Progress on a terminal, a line for each call; silent where standard error is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Display
from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from schemas.job import Listen, Progress, Stage


@contextmanager
def shown(console: Console | None = None) -> Iterator[Listen | None]:
    """A listener that shows stages and calls as they begin and end."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[sections]}"),
    )
    with Display(*columns, TimeElapsedColumn(), console=console, transient=True) as display:
        yield _Lines(display)


class _Lines:
    """One line of the display for each stage and call; a call names the sections it has written."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self.tasks: dict[tuple[Stage, str | None], TaskID] = {}
        self.written: dict[TaskID, list[str]] = {}

    def __call__(self, progress: Progress) -> None:
        task = self._task(progress)
        if progress.section is not None:
            self._show(task, progress)
        elif progress.done:
            self.display.update(task, completed=1)

    def _task(self, progress: Progress) -> TaskID:
        key = (progress.stage, progress.call)
        if key not in self.tasks:
            name = f"  {progress.call}" if progress.call else progress.stage.value
            note = f" ({progress.note})" if progress.note else ""
            self.tasks[key] = self.display.add_task(name + note, total=1, sections="")
        return self.tasks[key]

    def _show(self, task: TaskID, progress: Progress) -> None:
        """A section that is complete, and how far the one is that is being written."""
        sections = self.written.setdefault(task, [])
        name = str(progress.section).replace("_", " ")
        if progress.written is not None and name not in sections:
            sections.append(name)
        opened = [] if progress.written else [f"{name} …"]
        self.display.update(task, sections="[dim]" + ", ".join([*sections, *opened]))
