"""Asked once: under one Idempotency-Key, the same order twice is one draft.

The draft's id is derived from the API key and the Idempotency-Key, so that the database itself
sees to it, whichever process is asked, and at the same moment too.
"""

from typing import Annotated

from fastapi import Header

from api.drafting import put_by
from api.ordering import Ordered
from api.problems import Kind, Problem
from drafter.errors import WrongState
from drafter.store.drafts import Drafts
from drafter.store.ids import id_from
from schemas.key import Key
from schemas.review import DraftRecord

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern="^[!-~]+$",
        description="1 to 255 visible ASCII characters, new for each order, such as a UUID",
    ),
]


async def asked_once(
    drafts: Drafts, ordered: Ordered, key: Key, idempotency_key: str | None
) -> DraftRecord:
    """Keep the order, or give the draft that there is, as it is now; then nothing more is put by.

    Raises:
        Problem: another order was sent under the same Idempotency-Key.
        OverBudget: it could cost more than the key may spend.
    """
    reservation = put_by(key, ordered.estimate)
    if idempotency_key is None:
        return await drafts.ask(ordered.order, key.name, reservation=reservation)
    draft_id = id_from("drf", key.id, idempotency_key)
    try:
        return await drafts.ask(ordered.order, key.name, draft_id=draft_id, reservation=reservation)
    except WrongState as error:
        detail = f"This Idempotency-Key was used for {draft_id}, another order; send a new one."
        raise Problem(Kind.IDEMPOTENCY_KEY_REUSED, detail) from error
