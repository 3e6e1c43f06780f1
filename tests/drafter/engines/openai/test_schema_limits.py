from typing import Literal, Optional

import pytest
from pydantic import BaseModel, create_model

from drafter.engines.openai.strict_schema import strict_schema
from tests.drafter.engines.openai.generated import model_with, of


def chain(levels: int) -> type[BaseModel]:
    """Objects within objects, that many."""
    inner = [create_model("Level1", x=(int, ...))]
    for level in range(2, levels + 1):
        inner.append(create_model(f"Level{level}", x=(of(list, inner[-1]) | None, ...)))
    return inner[-1]


def wide(properties: int, *, longer: int = 0) -> type[BaseModel]:
    """An object of that many properties with names of five characters, and as many more."""
    fields = {f"p{number:04}" + "x" * longer: (int, ...) for number in range(properties)}
    return create_model("Wide", **fields)  # type: ignore[call-overload, no-any-return]


def choice(values: int, *, characters: int = 4) -> type[BaseModel]:
    """A field of that many values, each of as many characters."""
    words = tuple(f"{number:0{characters}}" for number in range(values))
    return create_model("Choice", x=(of(Literal, *words), ...))


class Tree(BaseModel):
    """Holds itself, directly and by way of another."""

    branch: Optional["Branch"]
    left: Optional["Tree"]


class Branch(BaseModel):
    trees: list[Tree]


@pytest.mark.parametrize(
    "model", [chain(10), wide(5000), choice(1000, characters=15), choice(250, characters=400), Tree]
)
def test_a_schema_at_a_limit_is_taken(model: type[BaseModel]) -> None:
    assert "object" == strict_schema(model)["type"]


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (chain(11), "Level11: 11 levels of objects, where endpoints take 10; make it flatter"),
        (wide(5001), "Wide: 5001 properties, where endpoints take 5000; split the reply"),
        (choice(1001), "Choice: 1001 enum values, where endpoints take 1000; take a string"),
        (
            wide(4001, longer=25),
            "Wide: 120030 characters of names and values, where endpoints take 120000; split",
        ),
        (
            choice(241, characters=500),
            "Choice: 120501 characters of names and values, where endpoints take 120000; split",
        ),
        (
            model_with(create_model("N" * 120_000, y=(int, ...))),
            "Reply: 120002 characters of names and values, where endpoints take 120000; split",
        ),
        (
            choice(251, characters=60),
            "Choice: 15060 characters in one enum, where endpoints take 15000; take a string",
        ),
    ],
)
def test_a_schema_over_a_limit_is_refused_with_the_count_and_a_way_out(
    model: type[BaseModel], told: str
) -> None:
    with pytest.raises(ValueError, match=r"endpoints take") as refused:
        strict_schema(model)

    assert str(refused.value).startswith(told)
