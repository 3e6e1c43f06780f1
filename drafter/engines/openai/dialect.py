"""What an endpoint calls things, and what it does not know: by its host, then by what it refuses.

Only hosts that are one provider's own are told by their name. llama.cpp, vLLM, Ollama and LM
Studio live on any host and port; what they do not know is learnt from what they refuse.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from drafter.engines.openai.strict_schema import Json
from schemas.provenance import Rung

Clock = Callable[[], float]
SCHEMA_RUNGS = frozenset({Rung.STRICT_SCHEMA, Rung.JSON_SCHEMA})
LIMITS = ("max_tokens", "max_completion_tokens")
"""The limit of a reply by its old name, which every server knows, and by OpenAI's new one."""


class Memory:
    """Words that were learnt, each forgotten after so many seconds."""

    def __init__(self, seconds: float, now: Clock) -> None:
        self._seconds = seconds
        self._now = now
        self._until: dict[str, float] = {}

    def learn(self, *words: str) -> None:
        """Remember the words from now on."""
        self._until |= dict.fromkeys(words, self._now() + self._seconds)

    def __contains__(self, word: str) -> bool:
        return self._now() < self._until.get(word, float("-inf"))


@dataclass(frozen=True)
class Host:
    """What is known of a provider by its host name."""

    limits: tuple[str, str] = LIMITS
    cache_key: bool = False
    routes: bool = False  # passes requests on to providers of which some ignore what they get
    schemas: bool = True  # takes `response_format` of type `json_schema` on chat completions


OTHER = Host()
HOSTS = {
    # Reasoning models refuse max_tokens there. Azure's guide to prompt caching has the cache key;
    # models that are not OpenAI's refuse it on the same hosts, which costs one free request.
    "api.openai.com": Host(limits=(LIMITS[1], LIMITS[0]), cache_key=True),
    "openai.azure.com": Host(limits=(LIMITS[1], LIMITS[0]), cache_key=True),
    "openrouter.ai": Host(routes=True),
    "api.deepseek.com": Host(schemas=False),
}


def host_of(base_url: str) -> Host:
    """What is known of the host of a base URL, or of the domain that it is in."""
    name = (urlsplit(base_url).hostname or "").rstrip(".")
    return next((host for known, host in HOSTS.items() if f".{name}".endswith(f".{known}")), OTHER)


class Dialect:
    """The optional parameters of one endpoint's requests, without those that it refused."""

    def __init__(
        self, base_url: str = "", *, seconds: float = 3600.0, now: Clock = time.monotonic
    ) -> None:
        self._host = host_of(base_url)
        self._refused = Memory(seconds, now)

    def parameters(
        self,
        *,
        tokens: int | None,
        cache_key: str | None,
        stream: bool,
        rung: Rung = Rung.STRICT_SCHEMA,
    ) -> Json:
        """What goes into a request beside its messages and its form, in the endpoint's words.

        `tokens` limits the reply; `cache_key` is the same for requests that begin alike.
        """
        told: Json = {}
        if tokens is not None and (limit := self._limit()):
            told[limit] = tokens
        if cache_key and self._host.cache_key:
            told["prompt_cache_key"] = cache_key
        if stream:
            told["stream_options"] = {"include_usage": True}
        if self._host.routes and rung in SCHEMA_RUNGS:
            told["provider"] = {"require_parameters": True}
        return {name: value for name, value in told.items() if name not in self._refused}

    def refused(self, parameter: str) -> bool:
        """Go without a parameter from now on, or call it by its other name.

        False where it is none that was sent: then the refusal is about something else. Calls run
        side by side, so it is true of a parameter that has already been given up.
        """
        name = parameter.partition(".")[0]
        if name not in self._vocabulary():
            return False
        self._refused.learn(name)
        return True

    def start(self, configured: Rung) -> Rung:
        """The rung to begin at: the configured one, or a lower one where that is known to fail."""
        if configured in SCHEMA_RUNGS and not self._host.schemas:
            return Rung.JSON_OBJECT  # its models that reason, the default now, refuse forced tools
        return configured

    def _limit(self) -> str | None:
        return next((name for name in self._host.limits if name not in self._refused), None)

    def _vocabulary(self) -> set[str]:
        """Every parameter that may have been sent to this host."""
        own = {"prompt_cache_key": self._host.cache_key, "provider": self._host.routes}
        return {*LIMITS, "stream_options", *(name for name, sent in own.items() if sent)}
