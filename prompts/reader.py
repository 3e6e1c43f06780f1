"""Reads recipes and prompts: reviewed files, strict about unknown and missing names."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent
RECIPES = HERE / "recipes"


class RecipeCall(BaseModel):
    """One call of a recipe. `prompt` is null where no model is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    prompt: str | None
    notes: tuple[str, ...]
    sections: Annotated[tuple[str, ...], Field(min_length=1)]


class Recipe(BaseModel):
    """A named, versioned way of drafting: which calls write which sections, within which limits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: Annotated[int, Field(ge=1)]
    description: str
    limits: dict[str, int | float]
    calls: Annotated[tuple[RecipeCall, ...], Field(min_length=1)]


def recipe_names() -> tuple[str, ...]:
    """The names of all recipes, sorted."""
    return tuple(sorted(path.stem for path in RECIPES.glob("*.yaml")))


def read_recipe(name: str) -> Recipe:
    """The recipe of that name.

    Raises:
        LookupError: there is none; the message names those that there are.
    """
    if name not in recipe_names():
        raise LookupError(f"no recipe {name!r}; there are: {', '.join(recipe_names())}")
    text = (RECIPES / f"{name}.yaml").read_text(encoding="utf-8")
    return Recipe.model_validate(yaml.safe_load(text))
