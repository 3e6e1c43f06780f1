"""Marks: the draft, job, call and request that a line of the log or a span belongs to.

Each is set in one place. It holds for the block, and for every task that is begun within it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

_DRAFT: ContextVar[str | None] = ContextVar("draft_id", default=None)
_JOB: ContextVar[str | None] = ContextVar("job_id", default=None)
_CALL: ContextVar[str | None] = ContextVar("call", default=None)
_REQUEST: ContextVar[str | None] = ContextVar("request_id", default=None)


@contextmanager
def drafting(draft_id: str, job: str | None = None) -> Iterator[None]:
    """Within the block, all that happens belongs to this draft and this job. Jobs set it."""
    with _set(_DRAFT, draft_id), _set(_JOB, job):
        yield


def calling(call: str) -> AbstractContextManager[None]:
    """Within the block, all that happens belongs to this call of the recipe. `watching` sets it."""
    return _set(_CALL, call)


def requested(request_id: str) -> AbstractContextManager[None]:
    """Within the block, all that happens belongs to this request. The API sets it."""
    return _set(_REQUEST, request_id)


def marks() -> dict[str, str]:
    """The marks that are set here: `draft_id`, `job_id`, `call`, `request_id`."""
    found = {mark.name: mark.get() for mark in (_DRAFT, _JOB, _CALL, _REQUEST)}
    return {name: value for name, value in found.items() if value is not None}


@contextmanager
def _set(mark: ContextVar[str | None], value: str | None) -> Iterator[None]:
    before = mark.set(value)
    try:
        yield
    finally:
        mark.reset(before)
