"""Replies that were recorded once, played back in a model's place.

A recording is a folder of JSON Lines, each line a request's key and its reply. The key is the
SHA-256 of the request's body without `stream`, `stream_options` and `user`, its keys sorted: a
changed prompt finds no reply, and its unit fails and says so. Tokens are not a model's: they are
told as a quarter of the characters, as good as nothing but for comparing sizes.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2

from drafter.engines.openai.client import open_endpoint
from drafter.engines.openai.engine import OpenAIEngine
from drafter.engines.openai.transport import Patience
from drafter.settings import Settings
from drafter.spending.prices import Prices
from evals.errors import RunRefused

ADDRESS = "http://recording.invalid/v1"
"""Nobody is asked there: the name is reserved for that (RFC 6761)."""
NOT_SENT = ("stream", "stream_options", "user")
CHARACTERS_A_TOKEN = 4
NOT_RECORDED = (
    "no reply to this request was recorded: a prompt, a case or the code has changed since;"
    " docs/evaluation.md says how to record"
)


class Recording:
    """Recorded replies by the keys of their requests."""

    def __init__(self, name: str, replies: Mapping[str, str]) -> None:
        self.name = name
        self.replies = replies

    @asynccontextmanager
    async def engine(self, model: str, settings: Settings) -> AsyncIterator[OpenAIEngine]:
        """The engine of a model whose replies are played back."""
        endpoint = open_endpoint(ADDRESS, None, transport=httpx2.MockTransport(self._answer))
        patience = Patience(attempts=1, seconds=settings.call_seconds)
        prices, most = Prices(settings.price), settings.output_tokens
        try:
            yield OpenAIEngine(
                endpoint, model, prices=prices, patience=patience, output_tokens=most
            )
        finally:
            await endpoint.close()

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        reply = self.replies.get(key_of(body))
        if reply is None:
            told = {"error": {"message": NOT_RECORDED, "type": "not_recorded"}}
            return httpx2.Response(404, json=told)
        return httpx2.Response(200, json=_completion(body, reply))


def key_of(body: Mapping[str, Any]) -> str:
    """The key of a request."""
    sent = {name: value for name, value in body.items() if name not in NOT_SENT}
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def read_recording(folder: Path) -> Recording:
    """Every reply of the folder's files.

    Raises:
        RunRefused: there is no such folder, nothing in it, or a line that is no reply.
    """
    replies: dict[str, str] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                entry = json.loads(line)
                replies[entry["key"]] = entry["reply"]
            except (ValueError, TypeError, KeyError):
                raise RunRefused(f"{file}:{number}: no recorded reply") from None
    if not replies:
        raise RunRefused(f"{folder}: no recorded replies there; it needs .jsonl files of them")
    return Recording(folder.name, replies)


def _completion(body: Mapping[str, Any], reply: str) -> dict[str, Any]:
    asked = sum(len(str(message.get("content", ""))) for message in body["messages"])
    usage = {"prompt_tokens": asked // CHARACTERS_A_TOKEN}
    usage["completion_tokens"] = len(reply) // CHARACTERS_A_TOKEN
    usage["total_tokens"] = sum(usage.values())
    message = {"role": "assistant", "content": reply, "refusal": None}
    return {
        "id": f"recorded-{key_of(body)[:16]}",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "logprobs": None, "message": message}],
        "usage": usage,
    }
