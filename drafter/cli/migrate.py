"""`drafter migrate`: brings the database to the schema of this version."""

import click

from drafter.cli.output import say
from drafter.settings import read_settings
from drafter.store.migrate import migrate


@click.command(name="migrate")
def command() -> None:
    """Bring the database to the schema of this version. Running it twice does no harm."""
    settings = read_settings()
    migrate(settings.database_url)
    say("the database is at the schema of this version")
