"""One call of a model as it stands in the queue of its endpoint: what to ask, about which draft.

No source text: whoever makes the call reads the draft's order and reports from the store.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from drafter.engines.base import Batch, Objection
from schemas.base import Closed, Text


class _Call(Closed):
    draft_id: Text
    model: Text
    until: datetime | None = Field(description="when the time of the draft is over")


class WriteCall(_Call):
    """Have the sections of one call written, or some of them again."""

    kind: Literal["write"] = "write"
    call: Text
    objection: Objection | None


class SupportCall(_Call):
    """Have a batch of statements judged."""

    kind: Literal["support"] = "support"
    batch: Batch


ModelCall = Annotated[WriteCall | SupportCall, Field(discriminator="kind")]
