"""`drafter export`: an approved draft in a format of your choice."""

import asyncio

import click

from drafter.cli.output import put, say
from drafter.errors import NotFound, WrongState
from drafter.exports.formats import Format, is_cancellation, render
from drafter.exports.standing import APPROVED, Standing
from drafter.review import COMMAND_LINE
from drafter.settings import read_settings
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.migrate import migrate
from drafter.store.revisions import Revisions
from drafter.store.standing import standing_in
from schemas.review import DraftRecord


@click.command(name="export")
@click.argument("draft_id")
@click.option("--format", "form", type=click.Choice([form.value for form in Format]), required=True)
@click.option("--out", metavar="FILE", help="Write there instead of to standard output.")
@click.option("--preview", is_flag=True, help="Show a draft that is not approved yet.")
def command(draft_id: str, form: str, out: str | None, *, preview: bool) -> None:
    """Export an approved draft; with --preview also one that is still on its way.

    ninjs, ninjs-superdesk and jsonld of a withdrawn draft are its cancellation.
    """
    settings = read_settings()
    migrate(settings.database_url)
    wanted = Format(form)
    record, standing = asyncio.run(
        _record(settings.database_url, draft_id, wanted, preview=preview)
    )
    if record.draft is None:
        raise WrongState(f"{draft_id} is {record.state}: there is no draft to show yet")
    put(render(record.draft, wanted, standing), out)
    if record.state not in APPROVED:
        say(f"{draft_id} is {record.state}, not approved")


async def _found(drafts: Drafts, draft_id: str, url: str) -> DraftRecord:
    try:
        return await drafts.get(draft_id)
    except NotFound as error:
        where = url.rpartition("@")[2]  # without what a URL may hold of secrets
        raise NotFound(f"{error} in {where}; DRAFTER_DATABASE_URL names another") from error


async def _record(
    url: str, draft_id: str, form: Format, *, preview: bool
) -> tuple[DraftRecord, Standing]:
    database = Database(url)
    try:
        drafts = Drafts(database)
        record = await _found(drafts, draft_id, url)
        shown = preview or is_cancellation(form, record.state)
        if record.state not in APPROVED and not shown:
            raise WrongState(f"{draft_id} is {record.state}, not approved; --preview shows it")
        if not shown:
            record = await drafts.exported(draft_id, COMMAND_LINE)
        return record, await standing_in(Revisions(database), record)
    finally:
        await database.close()
