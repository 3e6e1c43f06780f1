"""What can go wrong between a plugin and the service, as errors to catch."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import httpx2

URN = "urn:drafter:problem:"


class ClientError(Exception):
    """Whatever this client raises of its own."""


class Unreachable(ClientError):
    """No answer came. `__cause__` is what httpx2 says of it."""


class Unreadable(ClientError):
    """An answer came that is not what the service documents; perhaps it is not the service."""


class NotVerified(ClientError):
    """A webhook that the service did not send, or not within the last five minutes."""


class ApiProblem(ClientError):
    """A refusal of the service: an RFC 9457 problem. docs/problems.md says what each asks for.

    `kind` is the last part of `type`, such as `stale-revision`; go by it, not by `detail`.
    """

    def __init__(self, status: int, document: Mapping[str, Any], retry_after: float | None) -> None:
        self.status = status
        self.type = str(document.get("type", "about:blank"))
        self.title = str(document.get("title", _phrase(status)))
        self.detail = str(document.get("detail", self.title))
        self.request_id: str | None = document.get("request_id")
        self.errors: tuple[dict[str, Any], ...] = tuple(document.get("errors") or ())
        self.current_revision: int | None = document.get("current_revision")
        self.open_findings: tuple[str, ...] = tuple(document.get("open_findings") or ())
        self.retry_after = retry_after
        super().__init__(f"{status} {self.kind or self.title}: {self.detail}")

    @property
    def kind(self) -> str:
        """Such as `not-found`; empty where the answer was not the service's own."""
        return self.type.removeprefix(URN) if self.type.startswith(URN) else ""


class NotAllowed(ApiProblem):
    """The key is missing, unknown, or may not do this (401, 403)."""


class NotFound(ApiProblem):
    """There is no such thing (404)."""


class WrongState(ApiProblem):
    """The draft's state does not allow it (409)."""


class NotYours(ApiProblem):
    """Somebody else has claimed the draft, or you have not (409)."""


class GateClosed(ApiProblem):
    """Something stands against approval: `open_findings` (409)."""


class StaleRevision(ApiProblem):
    """The draft has changed since you read it: it is at `current_revision` (412)."""


class TooMany(ApiProblem):
    """The key asks too often, or has used up what it may: see `retry_after` (429)."""


_OF_KIND: Mapping[str, type[ApiProblem]] = MappingProxyType(
    {"not-yours": NotYours, "gate-closed": GateClosed, "wrong-state": WrongState}
)
_OF_STATUS: Mapping[int, type[ApiProblem]] = MappingProxyType(
    {401: NotAllowed, 403: NotAllowed, 404: NotFound, 412: StaleRevision, 429: TooMany}
)


def problem_of(answer: httpx2.Response) -> ApiProblem:
    """The problem that a refusal is, also where something between us and the service refused."""
    try:
        body = answer.json()
    except ValueError:
        body = None
    document = body if isinstance(body, dict) else {}
    kind = str(document.get("type", "")).removeprefix(URN)
    made = _OF_KIND.get(kind) or _OF_STATUS.get(answer.status_code, ApiProblem)
    return made(answer.status_code, document, retry_after(answer))


def retry_after(answer: httpx2.Response) -> float | None:
    """Seconds to wait, as the answer says; null where it does not, or gives a date."""
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else None


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown status"
