"""Where results go: standard output, or a file that is never left half-written."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from drafter.errors import InputError


def check_target(out: str | None, inputs: Sequence[str]) -> None:
    """See to it, before any work is done, that the result can be written there.

    Raises:
        InputError: the folder is missing or closed, or the file is one of the inputs.
    """
    if out is None or out == "-":
        return
    path = Path(out)
    target = path if _is_special(path) else path.parent
    if not out or path.is_dir() or not os.access(target, os.W_OK):
        raise InputError(f"{out!r} cannot be written: name a file in a folder open to you")
    there = [Path(name) for name in inputs if Path(name).exists()]
    if path.exists() and any(path.samefile(report) for report in there):
        raise InputError(f"{out} is the report itself; name another file for the draft")


def put(text: str, out: str | None) -> None:
    """Write the result to the file, or to standard output where none is named.

    Raises:
        InputError: it cannot be written.
    """
    text = text if text.endswith("\n") else text + "\n"
    try:
        if out is None or out == "-":
            click.echo(text, nl=False)
        else:
            _replace(Path(out), text)
    except BrokenPipeError:  # whoever read it has seen enough
        sys.stderr.close()
    except OSError as error:
        raise InputError(f"{out or 'the result'} cannot be written: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    if _is_special(path):
        path.write_text(text, encoding="utf-8")
        return
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(part).chmod(0o644)
    Path(part).replace(path)


def _is_special(path: Path) -> bool:
    """Whether it is a device or a pipe: those are written to, never replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def say(text: str) -> None:
    """Tell the person at the terminal something that is not the result."""
    click.echo(f"drafter: {text}", err=True)
