"""Many drafts in one request, and what became of each."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, WrapSerializer

from api.bodies.drafts import Asked, Wanted
from api.bodies.words import writable
from api.problems import ProblemDocument
from schemas.base import Closed

MOST = 100


class WantedOnce(Wanted):
    """A draft that is asked for with others."""

    idempotency_key: str | None = Field(
        default=None,
        pattern="^[ -~]{1,255}$",
        description="as the header Idempotency-Key, for this draft: the same again has its first"
        " answer again, in a batch or alone",
    )


def _object(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("give an object: what a draft is asked for with")  # noqa: TRY004 - pydantic's
    return value


GivenWanted = Annotated[
    dict[str, Any],
    PlainValidator(_object, json_schema_input_type=WantedOnce),
    AfterValidator(writable),
]
"""Looked into one by one: what is wrong with one is no reason to refuse the others."""


class Batch(Closed):
    """Drafts that are asked for together. Each is made, or refused, by itself."""

    drafts: tuple[GivenWanted, ...] = Field(min_length=1, max_length=MOST)


LeanProblem = Annotated[
    ProblemDocument,
    WrapSerializer(lambda given, dump: {k: v for k, v in dump(given).items() if v is not None}),
]
"""Members that do not apply are left out, as in a problem of its own."""


class BatchResult(Closed):
    """What became of one: the status and the body that it would have had alone."""

    status: int = Field(description="202, or that of the problem")
    location: str | None = Field(description="where the draft is")
    replayed: bool = Field(description="this is the first answer again")
    body: Asked | LeanProblem


class BatchAnswer(Closed):
    """The results, in the order of the request."""

    results: tuple[BatchResult, ...]
