"""Text that callers send: bounded, and such that any database can keep it."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints

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


_WRITTEN_OUT = re.compile(r"\d{4}-\d\d-\d\d")


def _written_out(value: object) -> object:
    """Refuse a bare number, which pydantic would take for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _WRITTEN_OUT.match(value)):
        return value
    raise ValueError("write it out, such as 2026-03-05T14:00:00Z, or 2026-03-05 for a day")


Time = Annotated[AwareDatetime, BeforeValidator(_written_out)]
Day = Annotated[date, BeforeValidator(_written_out)]
