"""Where a draft stands, with what has to be looked up for that in its revisions."""

from drafter.exports.disclosure import all_by_editors
from drafter.exports.standing import Standing, standing_of
from drafter.review import MACHINE
from drafter.store.revisions import Revisions
from schemas.review import DraftRecord


async def standing_in(revisions: Revisions, record: DraftRecord) -> Standing:
    """What an export says of the record's draft.

    The machine's own revisions are read only where people have changed every statement: whether
    they have rewritten it has to be held against them.
    """
    if record.draft is None or not all_by_editors(record.draft):
        return standing_of(record)
    written = await revisions.between(record.id, 1, record.revision)
    return standing_of(record, tuple(draft for line, draft in written if line.author == MACHINE))
