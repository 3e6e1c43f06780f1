"""`drafter backup`: a copy of the SQLite file, taken while drafter runs."""

from pathlib import Path

import click

from drafter.cli.output import say
from drafter.settings import read_settings
from drafter.store.backup import back_up


@click.command(name="backup")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE where it is there already.")
def command(file: Path, *, force: bool) -> None:
    """Back up the SQLite database to FILE, whole, while others write to it."""
    back_up(read_settings().database_url, file, overwrite=force)
    say(f"the database is backed up to {file}")
