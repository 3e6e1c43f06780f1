"""What one call's reply must look like: its model, its schema, its keys. Made once per kind.

Made when a kind is first called for, about 2 ms (pydantic's own work; the conversion is 0.3 of
it), and not at import: all kinds of the recipes together would cost every start 36 ms.
"""

from dataclasses import dataclass
from functools import cache

from drafter.engines.openai.strict_schema import Json, strict_schema
from drafter.planning import SectionCall
from schemas.base import Closed
from schemas.sections import SectionName
from schemas.support import SupportVerdicts
from schemas.written import reply_model

NAME = "reply"


@dataclass(frozen=True)
class Contract:
    """The model that a reply is validated by, and what the endpoint is told of it."""

    model: type[Closed]
    schema: Json

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the reply, in the order in which they are written."""
        return tuple(self.model.model_fields)


def contract_of(call: SectionCall) -> Contract:
    """The contract of a call."""
    return _contract(call.notes, call.sections)


@cache
def _contract(notes: tuple[str, ...], sections: tuple[SectionName, ...]) -> Contract:
    model = reply_model(NAME, notes, sections)
    return Contract(model=model, schema=strict_schema(model))


@cache
def support_contract() -> Contract:
    """The contract of a request for verdicts."""
    return Contract(model=SupportVerdicts, schema=strict_schema(SupportVerdicts))
