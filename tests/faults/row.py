"""One row of the fault matrix: how a fault shows, and all that must follow from it."""

from dataclasses import dataclass
from enum import StrEnum

from drafter.errors import ProviderError, ProviderRefused, ProviderUnavailable
from schemas.provenance import Outcome, Rung
from tests.fakes.endpoint import Scripted


class Kind(StrEnum):
    """What is at fault."""

    REPLY = "The reply"
    REQUEST = "The request"
    NETWORK = "The network and the server"
    ACCOUNT = "The account"


@dataclass(frozen=True)
class Lost:
    """The call came to nothing: what its sections say, and the error where one is the headline."""

    reads: str
    says: str
    error: type[ProviderError] = ProviderRefused


class Loses(StrEnum):
    """Which sections of the call are lost, where any are."""

    ALL = "all"
    FIRST_HALF = "first half"
    FIRST = "first"


FINISH = {
    Outcome.OK: "stop",
    Outcome.REFUSAL: "stop",
    Outcome.LENGTH: "length",
    Outcome.EMPTY: "stop",
    Outcome.EMPTY_WITH_REASONING: "stop",
    Outcome.BROKEN_JSON: "stop",
    Outcome.WRONG_SHAPE: "stop",
    Outcome.WRONG_IDS: "stop",
}
"""The finish reason that an attempt holds where its row says nothing else; none for all others."""


@dataclass(frozen=True)
class Row:
    """One way in which an outcome shows, and what must follow.

    `answers` are what the endpoint gives to one call, in order, before valid replies; `attempts`
    how each request of that call must end, all of them. `lost` is null where the draft must be
    what it would have been without the fault. `warns` is in a line of the log at WARNING, where
    there is one. `streams`: whether it can only show in a stream, or only without one.
    """

    kind: Kind
    outcome: Outcome
    shows: str
    asked: str
    answers: tuple[Scripted, ...]
    attempts: tuple[Outcome, ...]
    lost: Lost | None = None
    loses: Loses = Loses.ALL
    warns: str | None = None
    modes: tuple[Rung, ...] = ()
    streams: bool | None = None
    seconds: float = 20.0
    waits: tuple[float, ...] | None = None
    finish: str | None = None
    counted: bool = True
    told_id: bool = True
    pieces: bool = True

    @property
    def name(self) -> str:
        """For the report of a test run."""
        return f"{self.outcome}: {self.shows}"

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """How the form was asked for at each attempt."""
        return self.modes or (Rung.STRICT_SCHEMA,) * len(self.attempts)

    def finish_of(self, outcome: Outcome) -> str | None:
        """The finish reason of an attempt that ended so."""
        return (self.finish if outcome is self.outcome else None) or FINISH.get(outcome)

    @property
    def section(self) -> str:
        """What becomes of the sections of the call."""
        return "null" if self.lost else "written"

    @property
    def draft(self) -> str:
        """What becomes of the draft."""
        return "without them" if self.lost else "whole"

    @property
    def level(self) -> str:
        """The highest level of what the log holds."""
        return "warning" if self.warns else "info"


def unavailable(says: str) -> Lost:
    """What is said where another try may do, later."""
    return Lost("the provider failed while this part was written", says, ProviderUnavailable)


def refusing(says: str) -> Lost:
    """What is said where the endpoint will not do it."""
    return Lost("the provider failed while this part was written", says)


NO_FAULT = Row(Kind.REPLY, Outcome.OK, "a valid reply", "once", (), (Outcome.OK,))
