"""Problems: every refusal as an RFC 9457 document, each kind with a stable type.

docs/problems.md explains each kind to those who call the API; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType

from fastapi import HTTPException
from pydantic import Field

from drafter.editing import pointer_to
from drafter.errors import (
    ConfigurationError,
    DrafterError,
    DraftRefused,
    EventsRefused,
    GateClosed,
    InputError,
    LeaseLost,
    NotFound,
    NotYours,
    OverBudget,
    PatchRefused,
    ProviderError,
    ProviderRefused,
    ProviderUnavailable,
    ReportRefused,
    SignatureRefused,
    SpentToday,
    StaleRevision,
    StoreError,
    TooManyAtOnce,
    UrlRefused,
    WrongState,
)
from schemas.base import Closed

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20


class Kind(Enum):
    """A kind of problem: its status, and its title, which is the same each time."""

    MALFORMED_BODY = (400, "The body cannot be read")
    UNAUTHENTICATED = (401, "A valid key is needed")
    MISSING_SCOPE = (403, "The key may not do this")
    PERSON_REQUIRED = (403, "Only a person may do this")
    OVER_BUDGET = (403, "The draft could cost more than is allowed")
    NOT_FOUND = (404, "There is no such thing")
    METHOD_NOT_ALLOWED = (405, "The path does not take this method")
    BODY_TOO_SLOW = (408, "The body did not come in time")
    WRONG_STATE = (409, "The state of things does not allow this")
    NOT_YOURS = (409, "The draft is not in your hands")
    GATE_CLOSED = (409, "Open findings stand against approval")
    IDEMPOTENCY_RUNNING = (409, "The first request with this Idempotency-Key still runs")
    STALE_REVISION = (412, "The draft has changed since you read it")
    BODY_TOO_LARGE = (413, "The body is too large")
    UNSUPPORTED_MEDIA_TYPE = (415, "The body is of a type that is not read here")
    INVALID_REQUEST = (422, "The request does not hold")
    REPORT_REFUSED = (422, "The report cannot be drafted from")
    EVENTS_REFUSED = (422, "The earlier events cannot be read")
    PATCH_REFUSED = (422, "The edit would not leave a valid draft")
    URL_REFUSED = (422, "Nothing is sent to this address")
    NOT_CONFIGURED = (422, "The service is not set up for this")
    IDEMPOTENCY_KEY_REUSED = (422, "The Idempotency-Key was used for another request")
    PRECONDITION_REQUIRED = (428, "If-Match is needed")
    SPENT_TODAY = (429, "The key has spent what it may today")
    TOO_MANY_REQUESTS = (429, "The key asks too often")
    TOO_MANY_DRAFTS = (429, "The key has as many drafts in the making as it may")
    HEADERS_TOO_LARGE = (431, "The headers are too large")
    INTERNAL = (500, "Something broke on our side")
    PROVIDER_REFUSED = (502, "The model's endpoint refused")
    PROVIDER_UNAVAILABLE = (503, "The model's endpoint cannot be reached")
    STORE_UNAVAILABLE = (503, "The database cannot be used")

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.value[0]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.value[1]

    @property
    def type(self) -> str:
        """The stable type URI, such as `urn:drafter:problem:stale-revision`."""
        return f"urn:drafter:problem:{self.name.lower().replace('_', '-')}"


KINDS: Mapping[type[DrafterError], Kind] = MappingProxyType(
    {
        DrafterError: Kind.INTERNAL,
        InputError: Kind.INVALID_REQUEST,
        ReportRefused: Kind.REPORT_REFUSED,
        EventsRefused: Kind.EVENTS_REFUSED,
        DraftRefused: Kind.INVALID_REQUEST,
        PatchRefused: Kind.PATCH_REFUSED,
        UrlRefused: Kind.URL_REFUSED,
        SignatureRefused: Kind.INVALID_REQUEST,  # of receivers; no request comes to it
        ConfigurationError: Kind.NOT_CONFIGURED,
        ProviderError: Kind.PROVIDER_UNAVAILABLE,
        ProviderUnavailable: Kind.PROVIDER_UNAVAILABLE,
        ProviderRefused: Kind.PROVIDER_REFUSED,
        OverBudget: Kind.OVER_BUDGET,
        SpentToday: Kind.SPENT_TODAY,
        NotFound: Kind.NOT_FOUND,
        TooManyAtOnce: Kind.TOO_MANY_DRAFTS,
        WrongState: Kind.WRONG_STATE,
        NotYours: Kind.NOT_YOURS,
        StaleRevision: Kind.STALE_REVISION,
        GateClosed: Kind.GATE_CLOSED,
        LeaseLost: Kind.INTERNAL,  # of workers; no request comes to it
        StoreError: Kind.STORE_UNAVAILABLE,
    }
)
"""Every error of the project, and the kind of problem that it is. A test walks the tree."""

OF_STATUS: Mapping[int, Kind] = MappingProxyType(
    {kind.status: kind for kind in (Kind.MALFORMED_BODY, Kind.NOT_FOUND, Kind.METHOD_NOT_ALLOWED)}
)
"""What the framework itself refuses has a status alone."""


class Wrong(Closed):
    """One thing that is wrong with a request."""

    pointer: str | None = Field(None, description="JSON pointer, where it is in the body")
    parameter: str | None = Field(None, description="its name, where it is one, or a header")
    code: str
    detail: str


class ProblemDocument(Closed):
    """An RFC 9457 problem. Members that do not apply are left out."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: tuple[Wrong, ...] | None = None
    current_revision: int | None = None
    open_findings: tuple[str, ...] | None = None
    violated_policies: tuple[str, ...] | None = None


class Problem(HTTPException):
    """A refusal on its way out. `members` are those of the document beside the usual ones."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        super().__init__(kind.status, detail, dict(headers) if headers else None)
        self.kind = kind
        self.members = members

    def document(self, *, instance: str, request_id: str) -> ProblemDocument:
        """The document, for one request."""
        return ProblemDocument.model_validate(
            {
                "type": self.kind.type,
                "title": self.kind.title,
                "status": self.kind.status,
                "detail": self.detail,
                "instance": instance,
                "request_id": request_id,
                **self.members,
            }
        )


def problem_of(error: DrafterError) -> Problem:
    """The problem that an error of the project is. What is ours to mend keeps its words to us."""
    kind = next(KINDS[base] for base in type(error).__mro__ if base in KINDS)
    members: dict[str, object] = {}
    headers = {"Retry-After": "5"} if kind.status == 503 else None  # noqa: PLR2004 - Unavailable
    if kind in (Kind.INTERNAL, Kind.STORE_UNAVAILABLE):
        return Problem(kind, "Try again later; the log has more under this id.", headers=headers)
    if isinstance(error, SpentToday):
        headers = {"Retry-After": str(error.seconds)}
    if isinstance(error, TooManyAtOnce):
        headers = {"Retry-After": "5"}
        members["violated_policies"] = ("drafts",)
    if isinstance(error, PatchRefused):
        members["errors"] = (wrong_in_body(error.pointer, str(error), kind),)
    if isinstance(error, StaleRevision):
        members["current_revision"] = error.current
    if isinstance(error, GateClosed):
        members["open_findings"] = error.open_findings
    return Problem(kind, str(error), headers=headers, **members)


def at(pointer: str, error: DrafterError, kind: Kind | None = None) -> Problem:
    """The problem of an error that one place of the body caused, of the error's kind or this."""
    known = kind or problem_of(error).kind
    return Problem(known, str(error), errors=(wrong_in_body(pointer, str(error), known),))


def wrong_in_body(pointer: str, detail: str, kind: Kind) -> Wrong:
    """One thing that is wrong with the body, by the kind of problem that it is."""
    code = kind.type.rpartition(":")[2]
    return Wrong(pointer=pointer, code=code, detail=detail)


def invalid(errors: Sequence[Mapping[str, object]]) -> Problem:
    """The problem of a request that does not fit its schema, from what pydantic found."""
    found = tuple(map(_wrong, errors[:MOST_ERRORS]))
    first = found[0]
    where = first.pointer or first.parameter or "the body"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return Problem(Kind.INVALID_REQUEST, f"{where}: {first.detail}{more}", errors=found)


def _wrong(error: Mapping[str, object]) -> Wrong:
    place = error["loc"] if isinstance(error["loc"], tuple) else ()
    code = str(error["type"]).replace("_", "-")
    detail = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "json_invalid":
        return Wrong(pointer="", code=code, detail=f"broken JSON at {place[-1]}")
    if place[:1] == ("body",):
        return Wrong(pointer=pointer_to(place[1:]), code=code, detail=detail)
    named = place[1:2] or place[-1:]  # behind it: which of several values, where it comes again
    return Wrong(parameter="".join(map(str, named)), code=code, detail=detail)
