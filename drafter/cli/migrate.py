"""`drafter migrate`: brings the database to the schema of this version, or fills a new one."""

import click

from drafter.cli.output import say
from drafter.jobs import prepare
from drafter.settings import read_settings
from drafter.store.copying import copy


@click.command(name="migrate")
@click.option(
    "--copy-from",
    "source",
    metavar="URL",
    help="Then copy everything from this database into it; it has to be empty. Stop drafter first.",
)
def command(source: str | None) -> None:
    """Bring the database to the schema of this version. Running it twice does no harm."""
    settings = read_settings()
    prepare(settings.database_url)
    say("the database is at the schema of this version")
    if source is not None:
        copied = copy(source, settings.database_url)
        rows = ", ".join(f"{number} {table}" for table, number in copied.items() if number)
        say(f"copied, and equal field by field: {rows or 'nothing, there was nothing'}")
