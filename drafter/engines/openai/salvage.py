"""The JSON object in a model's text. Packing around it is taken off; broken JSON stays broken."""

import json
import re
from typing import Any

from drafter.engines.openai.failures import one_line

MOST = 1 << 20
"""Characters. No reply of ours is longer; what is, is a loop."""
TRIES = 50
_THOUGHT = re.compile(
    r"\A\s*<(think|thinking|reasoning)>.*?</\1>|\A(?:(?!<think).)*?</think(?:ing)?>",
    re.DOTALL | re.IGNORECASE,
)
"""What a model thought before it wrote; some templates swallow the opening tag."""


class NoObject(ValueError):
    """The text holds no complete JSON object of the kind that was asked for."""


def json_object(text: str, key: str) -> dict[str, Any]:
    """The last complete JSON object of the text that has the key: the first may be a quotation.

    Raises:
        NoObject: there is none; the message says why, as far as it can be told.
    """
    if len(text) > MOST:
        raise NoObject(f"the reply has {len(text)} characters, which is more than any draft needs")
    bare = text.lstrip("\ufeff \t\r\n")
    if not bare.startswith("{"):  # else a think tag stands inside a string and is a source's word
        bare = _THOUGHT.sub("", bare, count=1)
    found: dict[str, Any] | None = None
    why = "the reply holds no JSON object"
    position, decoder = bare.find("{"), json.JSONDecoder()
    for _ in range(TRIES):
        if position < 0:
            break
        try:
            value, end = decoder.raw_decode(bare, position)
        except (ValueError, RecursionError) as error:
            why = why if "not JSON" in why else f"the reply is not JSON: {one_line(str(error))}"
            position = bare.find("{", position + 1)
            continue
        if key in value:
            found = value
        position = bare.find("{", end)
    if found is None:
        raise NoObject(why)
    return found
