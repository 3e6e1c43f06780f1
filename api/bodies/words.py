"""Text that callers send: bounded, and such that any database can keep it."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from schemas.review import telling

_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def writable(value: object) -> object:
    """Refuse what JSON can escape and no database can keep, anywhere in the value.

    Raises:
        ValueError: it holds a NUL or half of a surrogate pair.
    """
    parts = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, str) and _NO_CHARACTER.search(part):
            raise ValueError("the text holds a NUL or half of a surrogate pair")
        if isinstance(part, dict):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            parts += part
    return value


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(writable),
]
Why = Annotated[Words, AfterValidator(telling)]
Name = Annotated[Why, StringConstraints(max_length=200)]
Patch = Annotated[dict[str, Any], AfterValidator(writable)]
