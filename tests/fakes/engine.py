"""An engine whose replies are given beforehand; it keeps what it was asked."""

from collections.abc import Mapping, Sequence

from drafter.engines.base import Objection, Reply
from drafter.errors import DrafterError
from drafter.planning import Plan, SectionCall
from schemas.provenance import Attempt, EngineName, Usage
from schemas.written import Written

ATTEMPT = Attempt(
    seconds=0.5,
    request_id="req-1",
    finish_reason="stop",
    usage=Usage(input_tokens=100, output_tokens=20, cached_tokens=None, reasoning_tokens=None),
    error=None,
)


def reply(written: Written | None, *errors: str, final: bool = False, text: str = "{...}") -> Reply:
    """A reply after one attempt."""
    return Reply(text=text, written=written, errors=errors, final=final, attempts=(ATTEMPT,))


class FakeEngine:
    """Gives each call its replies in turn; an exception among them is raised."""

    name = EngineName.OPENAI
    model: str | None = "fake"
    endpoint: str | None = "127.0.0.1"

    def __init__(self, replies: Mapping[str, Sequence[Reply | DrafterError]]) -> None:
        self.replies = {name: list(given) for name, given in replies.items()}
        self.asked: list[tuple[str, Objection | None]] = []

    async def write(self, plan: Plan, call: SectionCall, objection: Objection | None) -> Reply:
        """The next reply for this call."""
        del plan
        self.asked.append((call.name, objection))
        given = self.replies[call.name].pop(0)
        if isinstance(given, DrafterError):
            raise given
        return given
