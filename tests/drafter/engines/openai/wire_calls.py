"""How the tests of the wire ask a fake endpoint: one request, and everything that came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from openai import APIStatusError

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.transport import Patience, exchange
from drafter.engines.openai.wire import Completion
from drafter.errors import ProviderError
from schemas.provenance import Attempt, Rung
from tests.fakes.endpoint import FakeEndpoint, Scripted

BODY = {"model": "fake-model", "messages": [{"role": "user", "content": "Brief it."}]}
STREAM = {**BODY, "stream": True}


class Waits(list[float]):
    """Sleeps for no time, and remembers how long it was asked to."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@dataclass
class Came:
    """What came of a request: the attempts, what they heard, and the answer or the error."""

    attempts: Sequence[Attempt] = ()
    answer: Completion | APIStatusError | None = None
    error: ProviderError | None = None
    heard: list[list[str]] = field(default_factory=list)
    waits: Waits = field(default_factory=Waits)
    asked: int = 0

    @property
    def completion(self) -> Completion:
        assert isinstance(self.answer, Completion)
        return self.answer

    @property
    def outcomes(self) -> list[str]:
        return [attempt.outcome.value for attempt in self.attempts if attempt.outcome]


async def asked(
    *answers: Scripted,
    stream: bool = False,
    rung: Rung = Rung.PLAIN,
    seconds: float = 20.0,
    attempts: int = 4,
    key: str | None = None,
) -> Came:
    """Ask an endpoint that gives these answers."""
    came = Came()

    def hear() -> Callable[[str], None]:
        came.heard.append([])
        return came.heard[-1].append

    patience = Patience(attempts=attempts, seconds=seconds, sleep=came.waits)
    async with FakeEndpoint(*answers) as fake:
        endpoint = open_endpoint(fake.url, key)
        try:
            body, listener = (STREAM, hear) if stream else (BODY, None)
            made = await exchange(endpoint, body, rung, patience, listener)
            came.attempts, came.answer = made.attempts, made.outcome
        except ProviderError as error:
            came.attempts, came.error = error.attempts, error
        finally:
            await endpoint.close()
        came.asked = len(fake.bodies)
    return came
