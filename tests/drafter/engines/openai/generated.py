"""Models that a reply may be described by: of one field, or made by chance with their values."""

import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, Json, StringConstraints, create_model

T = TypeVar("T")


class Colour(StrEnum):
    """A string enum."""

    RED = "red"
    BLUE = "blue"


class Rank(IntEnum):
    FIRST = 1
    SECOND = 2


class Tree(BaseModel, Generic[T]):
    """Holds itself, and something else."""

    leaf: T
    parts: list["Tree[T]"] = []
    twin: "Tree[T] | None" = Field(default=None, description="the same elsewhere")


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


@dataclass(frozen=True)
class Kind:
    """A type, and what makes values of it."""

    type: Any
    values: st.SearchStrategy[Any]


def model_with(kind: Any, **field: Any) -> type[BaseModel]:
    """A model `Reply` of one field `x`."""
    return create_model("Reply", x=(kind, Field(**field) if field else ...))


def of(generic: Any, *kinds: Any) -> Any:
    """The generic type of these kinds: `of(list, int)` is `list[int]`."""
    return generic[kinds]


def _bounded_text(least: int, more: int) -> Kind:
    bounds = StringConstraints(min_length=least, max_length=least + more)
    return Kind(Annotated[str, bounds], st.text(min_size=least, max_size=least + more))


def _bounded_int(least: int, more: int, step: int) -> Kind:
    bounds = Field(ge=least * step, lt=(least + more) * step, multiple_of=step)
    values = st.integers(least, least + more - 1).map(lambda n: n * step)
    return Kind(Annotated[int, bounds], values)


def _literal(values: list[str | int | bool | None]) -> Kind:
    return Kind(Literal[tuple(values)], st.sampled_from(values))


FLOATS = st.floats(allow_nan=False, allow_infinity=False)
HASHABLE = st.one_of(
    st.sampled_from(
        [
            Kind(str, st.text(max_size=3)),
            Kind(int, st.integers()),
            Kind(float, FLOATS),
            Kind(bool, st.booleans()),
            Kind(Colour, st.sampled_from(Colour)),
            Kind(Annotated[Rank, Field(description="its place")], st.sampled_from(Rank)),
            Kind(date, st.dates()),
            Kind(datetime, st.datetimes()),
            Kind(time, st.times()),
            Kind(timedelta, st.timedeltas()),
            Kind(UUID, st.uuids()),
            Kind(Decimal, st.decimals(allow_nan=False, allow_infinity=False)),
            Kind(Annotated[float, Field(ge=0.5, le=2)], st.floats(0.5, 2)),
            Kind(
                Annotated[str, Field(pattern=r"^[a-z]{1,3}$")],
                st.text(string.ascii_lowercase, min_size=1, max_size=3),
            ),
        ]
    ),
    st.builds(_bounded_text, st.integers(0, 2), st.integers(0, 2)),
    st.builds(_bounded_int, st.integers(-3, 3), st.integers(1, 3), st.integers(1, 3)),
    st.lists(
        st.sampled_from(["a", "b", 1, 2, True, None]),
        min_size=1,
        unique_by=lambda value: (type(value), value),
    ).map(_literal),
)


def listed(inner: Kind) -> st.SearchStrategy[Kind]:
    """Lists of it, with and without bounds, and tuples of it."""
    some = st.lists(inner.values, min_size=1, max_size=2)
    pair = st.tuples(inner.values, inner.values)
    bounds = Field(min_length=1, max_length=2, description="two")
    return st.sampled_from(
        [
            Kind(of(list, inner.type), some),
            Kind(of(Annotated, of(list, inner.type), bounds), some),
            Kind(of(tuple, inner.type, ...), some.map(tuple)),
            Kind(of(tuple, inner.type, inner.type), pair),
        ]
    )


def sets(inner: Kind) -> st.SearchStrategy[Kind]:
    some = st.frozensets(inner.values, max_size=2)
    kinds = [Kind(of(set, inner.type), some.map(set)), Kind(of(frozenset, inner.type), some)]
    return st.sampled_from(kinds)


def optional(inner: Kind) -> Kind:
    return Kind(inner.type | None, st.none() | inner.values)


def union(one: Kind, other: Kind) -> Kind:
    return Kind(one.type | other.type, one.values | other.values)


def tree(inner: Kind) -> Kind:
    """A model that holds itself, two levels of it."""
    made = of(Tree, inner.type)
    leaf = st.builds(made, leaf=inner.values)
    return Kind(
        made, st.builds(made, leaf=inner.values, parts=st.lists(leaf, max_size=2), twin=leaf)
    )


@st.composite
def fields(draw: st.DrawFn, inner: st.SearchStrategy[Kind]) -> dict[str, tuple[Kind, Any]]:
    """Fields by their names: what they take, and what they are by default, if anything."""
    made: dict[str, tuple[Kind, Any]] = {}
    for name in draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True)):
        kind = draw(inner)
        default = draw(st.sampled_from(["none", "value", "required"]))
        if default == "none":
            made[name] = (optional(kind), None)
        else:
            made[name] = (kind, draw(kind.values) if default == "value" else ...)
    return made


def model_of(name: str, made: dict[str, tuple[Kind, Any]], **more: Any) -> Kind:
    """A model of these fields, and more fields, each with its one value by default."""
    plain: dict[str, Any] = {field: (kind.type, default) for field, (kind, default) in made.items()}
    model = create_model(name, **plain, **more)
    values = {field: kind.values for field, (kind, _) in made.items()}
    return Kind(model, st.builds(model, **values))


def models(inner: st.SearchStrategy[Kind]) -> st.SearchStrategy[Kind]:
    return fields(inner).map(lambda made: model_of("Inner", made))


@st.composite
def told_unions(draw: st.DrawFn, inner: st.SearchStrategy[Kind]) -> Kind:
    """A union of two models that a discriminator tells apart."""
    one = model_of("One", draw(fields(inner)), kind=(Literal["one"], "one"))
    two = model_of("Two", draw(fields(inner)), kind=(Literal["two", "second"], "two"))
    either = union(one, two)
    return Kind(of(Annotated, either.type, Field(discriminator="kind")), either.values)


def _larger(inner: st.SearchStrategy[Kind]) -> st.SearchStrategy[Kind]:
    return st.one_of(
        inner.map(optional),
        inner.flatmap(listed),
        st.builds(union, inner, inner),
        inner.map(tree),
        models(inner),
        told_unions(inner),
    )


KINDS = st.recursive(HASHABLE | HASHABLE.flatmap(sets), _larger, max_leaves=4)
MODELS = fields(KINDS).map(lambda made: model_of("Reply", made))

NOT_PORTABLE: list[Any] = [
    Any,
    object,
    dict,
    list,
    dict[str, int],
    dict[Colour, list[str]],
    tuple[int, str],
    tuple[()],
    Json[int],
    Open,
    Callable[[], int],
    type,
]
WRAPS: list[Callable[[Any], Any]] = [
    lambda kind: kind,
    lambda kind: of(list, kind),
    lambda kind: of(tuple, kind, ...),
    lambda kind: of(Tree, kind),
    lambda kind: of(Annotated, kind, Field(description="wrong")),
    lambda kind: create_model("Inner", a=(kind, ...)),
    lambda kind: create_model("Inner", a=(kind, ...)) | None,
]


@st.composite
def unportable_models(draw: st.DrawFn) -> type[BaseModel]:
    """A model in which one thing, somewhere, is not portable."""
    wrap, wrong = draw(st.sampled_from(WRAPS)), draw(st.sampled_from(NOT_PORTABLE))
    made: type[BaseModel] = model_of("Reply", draw(fields(KINDS)), wrong=(wrap(wrong), ...)).type
    return made
