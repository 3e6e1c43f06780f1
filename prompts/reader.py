"""Reads recipes and prompts: reviewed files, strict about unknown and missing names.

A prompt is a Markdown-Jinja file with YAML front matter. Its system part and its user part are
parted by `<!-- user -->`; what stands before that line is the system part, which may be empty.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, meta
from pydantic import BaseModel, ConfigDict, Field

from prompts.framing import attribute, finalized

HERE = Path(__file__).parent
RECIPES = HERE / "recipes"
USER = "<!-- user -->"
FENCE = "---\n"


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


@cache
def read_recipe(name: str) -> Recipe:
    """The recipe of that name.

    Raises:
        LookupError: there is none; the message names those that there are.
    """
    if name not in recipe_names():
        raise LookupError(f"no recipe {name!r}; there are: {', '.join(recipe_names())}")
    text = (RECIPES / f"{name}.yaml").read_text(encoding="utf-8")
    return Recipe.model_validate(yaml.safe_load(text))


class FrontMatter(BaseModel):
    """What a prompt says of itself. `schema` names the model of the reply, as a string."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: Annotated[int, Field(ge=1)]
    description: str
    inputs: tuple[str, ...]
    reply: Annotated[str, Field(alias="schema")]


@dataclass(frozen=True)
class RenderedPrompt:
    """The two messages that go to a model."""

    system: str
    user: str


@dataclass(frozen=True)
class Prompt:
    """A prompt as its file has it, ready to be rendered."""

    front: FrontMatter
    fingerprint: str
    system: Template
    user: Template

    @property
    def name(self) -> str:
        """Its name, which is its file's."""
        return self.front.name

    @property
    def version(self) -> int:
        """Its version, which goes up with every change of its text."""
        return self.front.version

    def render(self, **inputs: object) -> RenderedPrompt:
        """The prompt with its inputs. Whatever is printed is made safe by `framing.safe`.

        Raises:
            TypeError: an input is missing, or one is given that the prompt does not declare.
            jinja2.UndefinedError: a template reads a field that an input does not have.
        """
        wrong = sorted(set(inputs) ^ set(self.front.inputs))
        if wrong:
            raise TypeError(f"prompt {self.name!r}: not exactly the declared inputs: {wrong}")
        system, user = (part.render(inputs).strip() for part in (self.system, self.user))
        return RenderedPrompt(system=system, user=user)


def prompt_names(folder: Path = HERE) -> tuple[str, ...]:
    """The names of all prompts, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.md")))


@cache
def read_prompt(name: str, folder: Path = HERE) -> Prompt:
    """The prompt of that name.

    Raises:
        LookupError: there is none; the message names those that there are.
        ValueError: its front matter or its templates are not as they should be.
    """
    if name not in prompt_names(folder):
        raise LookupError(f"no prompt {name!r}; there are: {', '.join(prompt_names(folder))}")
    environment = _environment(folder)
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    front, body = _parted(name, text)
    partials = sorted(set(_partials(environment, body)))
    _require_declared(environment, front, body, partials)
    system, _, user = body.partition(USER)
    return Prompt(
        front=front,
        fingerprint=_fingerprint(folder, text, partials),
        system=environment.from_string(system),
        user=environment.from_string(user),
    )


def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters = {"attribute": attribute, "join": environment.filters["join"]}
    return environment


def _parted(name: str, text: str) -> tuple[FrontMatter, str]:
    if not text.startswith(FENCE) or text.count(USER) != 1:
        raise ValueError(f"prompt {name!r} needs front matter and one line {USER}")
    head, _, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    front = FrontMatter.model_validate(yaml.safe_load(head))
    if front.name != name:
        raise ValueError(f"prompt {name!r} calls itself {front.name!r}; make the two the same")
    return front, body


def _partials(environment: Environment, text: str) -> Iterator[str]:
    """The partials that a text includes, nested ones too."""
    for partial in meta.find_referenced_templates(environment.parse(text)):
        if partial is None:
            raise ValueError("an include must name its partial, or no fingerprint can cover it")
        yield partial
        yield from _partials(environment, _source(environment, partial))


def _source(environment: Environment, partial: str) -> str:
    if environment.loader is None:
        raise ValueError("partials need a folder to be read from")
    return environment.loader.get_source(environment, partial)[0]


def _require_declared(
    environment: Environment, front: FrontMatter, body: str, partials: list[str]
) -> None:
    texts = [body, *(_source(environment, partial) for partial in partials)]
    used = {
        name for text in texts for name in meta.find_undeclared_variables(environment.parse(text))
    }
    if used != set(front.inputs):
        wrong = sorted(used ^ set(front.inputs))
        raise ValueError(f"prompt {front.name!r}: declared and used inputs differ: {wrong}")


def _fingerprint(folder: Path, text: str, partials: list[str]) -> str:
    """SHA-256 over the file and every partial, each under its name."""
    digest = hashlib.sha256(text.encode())
    for partial in partials:
        digest.update(f"\n\0{partial}\0\n".encode() + (folder / partial).read_bytes())
    return digest.hexdigest()
