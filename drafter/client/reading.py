"""Answers read into our schemas, also those of a server that is newer than this client.

Policy of change (docs/schemas.md): a reader is ready for fields and words that it does not know.
So nothing here is refused for being new: unknown fields are passed over, and an unknown word of a
vocabulary is kept as a member that no list has. What is missing or of another type is refused.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

import httpx2
from pydantic import BaseModel, TypeAdapter, ValidationError

from drafter.client.problems import Unreadable

M = TypeVar("M", bound=BaseModel)


def read(kind: type[M], answer: httpx2.Response) -> M:
    """The answer's body as that model.

    Raises:
        Unreadable: it is no JSON, or lacks what the model has to have.
    """
    return read_as(kind, object_of(answer), answer)


def object_of(answer: httpx2.Response) -> dict[str, Any]:
    """The answer's body, which is an object.

    Raises:
        Unreadable: it is not.
    """
    try:
        return dict(answer.json())
    except (ValueError, TypeError) as error:
        raise Unreadable(f"{_asked(answer)}: the answer is no JSON object") from error


def read_as(kind: type[M], value: Any, answer: httpx2.Response) -> M:
    """A value out of the answer as that model.

    Raises:
        Unreadable: it is of another form, or lacks what the model has to have.
    """
    try:
        return cast("M", built(kind, value))
    except (ValueError, TypeError, KeyError) as error:  # a ValidationError is a ValueError
        said = f"this is no {kind.__name__}: {_said(error)}"
        raise Unreadable(f"{_asked(answer)}: {said}") from error


def built(kind: Any, value: Any) -> Any:  # noqa: PLR0911 - one line for each form of a type
    """The value as that type, built without the rules that a later version may have changed.

    Raises:
        ValueError, TypeError, KeyError: the value is not of that form.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return built(inner[0], value)
    if origin in (Union, UnionType):
        return built(_arm(inner, value), value)
    if origin in (tuple, frozenset):
        return origin(built(inner[0], one) for one in _list(value))
    if origin is dict:
        return {built(inner[0], name): built(inner[1], one) for name, one in dict(value).items()}
    if origin is Literal:
        return value
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind, value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _word(kind, value)
    return _plain(kind).validate_python(value)


def _model(kind: type[BaseModel], value: Any) -> BaseModel:
    if not isinstance(value, Mapping):
        raise TypeError(f"{kind.__name__} is to be an object, not {value!r:.40}")
    missing = [name for name in _required(kind) if name not in value]
    if missing:
        raise KeyError(f"{kind.__name__} lacks {', '.join(missing)}")
    fields = kind.model_fields
    known = {name: built(fields[name].annotation, value[name]) for name in fields if name in value}
    return kind.model_construct(**known)


def _word(kind: type[StrEnum], value: Any) -> StrEnum:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no word of {kind.__name__}")
    try:
        return kind(value)
    except ValueError:
        unknown = str.__new__(kind, value)
        unknown._name_ = unknown._value_ = value
        return unknown


def _arm(kinds: tuple[Any, ...], value: Any) -> Any:
    """Which of several types the value is: null, or the one whose fields it has."""
    if value is None and NoneType in kinds:
        return NoneType
    left = [kind for kind in kinds if kind is not NoneType]
    fitting = (kind for kind in left[:-1] if _fits(kind, value))
    return next(fitting, left[-1])


def _fits(kind: Any, value: Any) -> bool:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return True
    return isinstance(value, Mapping) and all(name in value for name in _required(kind))


def _required(kind: type[BaseModel]) -> list[str]:
    return [name for name, field in kind.model_fields.items() if field.is_required()]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} is no list")
    return value


@cache
def _plain(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _asked(answer: httpx2.Response) -> str:
    return f"{answer.request.method} {answer.request.url.path}"


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return str(error.errors()[0]["msg"])
    return str(error.args[0])
