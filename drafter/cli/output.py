"""Where results go: standard output, or a file that is never left half-written."""

import os
import tempfile
from pathlib import Path

import click

from drafter.errors import InputError


def put(text: str, out: str | None) -> None:
    """Write the result to the file, or to standard output where none is named.

    Raises:
        InputError: the file cannot be written.
    """
    text = text if text.endswith("\n") else text + "\n"
    if out is None or out == "-":
        click.echo(text, nl=False)
        return
    path = Path(out)
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from error


def say(text: str) -> None:
    """Tell the person at the terminal something that is not the result."""
    click.echo(f"drafter: {text}", err=True)
