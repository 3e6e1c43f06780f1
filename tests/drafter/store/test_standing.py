"""What an export says of a draft: the machine's revisions are read where they are needed."""

from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.reports import Reports
from drafter.store.revisions import Revisions
from drafter.store.standing import standing_in
from schemas.review import DraftRecord
from tests import factories
from tests.drafter.exports.standings import by_editors


async def edited(drafts: Drafts, reports: Reports, *texts: str) -> DraftRecord:
    """A draft at revision 2, its first statements in these words of Ada's."""
    made = factories.draft()
    order = factories.order(await reports.add(factories.report(), "Desk"))
    record = await drafts.hand_in(order, made, "Desk")
    await drafts.claim(record.id, "Ada")
    return await drafts.edit(record.id, by_editors(made, *texts), "Ada", revision=1, reason=None)


async def test_where_people_changed_every_statement_the_machines_words_are_there(
    database: Database, drafts: Drafts, reports: Reports
) -> None:
    record = await edited(drafts, reports, "A bridge is shut", "Nobody may cross.")
    standing = await standing_in(Revisions(database), record)
    assert (factories.draft(),) == standing.machine
    assert (record.id, 2, True) == (standing.draft_id, standing.revision, standing.edited)


async def test_where_a_statement_is_the_machines_still_no_revision_is_read(
    database: Database, drafts: Drafts, reports: Reports
) -> None:
    record = await edited(drafts, reports, "A bridge is shut")
    assert () == (await standing_in(Revisions(database), record)).machine


async def test_a_draft_that_is_not_written_yet_has_a_standing(
    database: Database, drafts: Drafts, reports: Reports
) -> None:
    order = factories.order(await reports.add(factories.report(), "Desk"))
    record = await drafts.ask(order, "Desk")
    assert () == (await standing_in(Revisions(database), record)).machine
