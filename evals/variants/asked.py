"""From what people type to variants: `RECIPE`, `RECIPE@MODEL`, or a YAML file of them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from drafter.settings import Settings
from evals.errors import VariantRefused
from evals.variants.code import code_fingerprint
from evals.variants.lead import LEAD
from evals.variants.opening import recipe_of
from evals.variants.variant import Dials, Name, Variant, Writer, bare, slug_of_model
from prompts.reader import Prompt, Recipe, read_prompt
from schemas.base import Text
from schemas.provenance import PromptVersion

EXTRACTIVE, PLAIN = "extractive", "plain"
FLOORS = (LEAD, EXTRACTIVE)
"""They cost nothing and are always there: what does not beat them is not worth its money."""
BESIDE = ("repair", "schema")
"""Prompts that a call may use besides its recipe's own."""


class Asked(Dials):
    """A variant as a person asks for it."""

    name: Name | None = None
    recipe: Text
    model: Text | None = None
    endpoint: Text | None = None


def asked_for(spec: str) -> Asked:
    """A variant in short: `RECIPE` or `RECIPE@MODEL`."""
    recipe, _, model = spec.partition("@")
    return Asked(recipe=recipe, model=model or None)


def read_variants(path: Path) -> tuple[Asked, ...]:
    """The variants of a YAML file, a list under `variants`.

    Raises:
        VariantRefused: the file cannot be read, or one of them does not hold.
    """
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise VariantRefused(f"{path}: cannot be read: {' '.join(str(error).split())}") from None
    listed = given.get("variants") if isinstance(given, dict) else None
    if not isinstance(listed, list) or not listed:
        raise VariantRefused(f"{path}: it needs a list of variants under the key variants")
    return tuple(_held(path, number, one) for number, one in enumerate(listed, 1))


def _held(path: Path, number: int, value: object) -> Asked:
    try:
        return Asked.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise VariantRefused(f"{path}: variant {number}: {where}: {first['msg']}") from None


def variants_of(
    asked: Sequence[Asked], settings: Settings, *, replayed: str | None = None
) -> tuple[Variant, ...]:
    """The variants that are asked for, the floors, and a plain request for each model.

    Raises:
        VariantRefused: there is no such recipe, a model is missing, or two have one name.
    """
    made = [_variant(one, settings, replayed) for one in _with_rivals(asked, settings)]
    names = [variant.name for variant in made]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise VariantRefused(f"two variants are named {', '.join(twice)}; give one a name")
    return tuple(made)


def _with_rivals(asked: Sequence[Asked], settings: Settings) -> Iterator[Asked]:
    there = {(one.recipe, one.model or settings.model, one.endpoint) for one in asked}
    for floor in FLOORS:
        if not any(one.recipe == floor for one in asked):
            yield Asked(recipe=floor)
    models = {
        (one.model or settings.model, one.endpoint): one
        for one in asked
        if one.recipe not in FLOORS
    }
    for (model, endpoint), one in models.items():
        if model is not None and (PLAIN, model, endpoint) not in there:
            name = f"{PLAIN}:{one.name}" if one.name and len(models) > 1 else None
            yield Asked(name=name, recipe=PLAIN, model=model, endpoint=endpoint)
    yield from asked


def _variant(asked: Asked, settings: Settings, replayed: str | None) -> Variant:
    try:
        recipe = recipe_of(asked.recipe)
    except LookupError as error:
        raise VariantRefused(f"{error}, {LEAD}") from None
    writer = Writer(asked.recipe) if asked.recipe in FLOORS else Writer.MODEL
    model = (asked.model or settings.model) if writer is Writer.MODEL else None
    if writer is Writer.MODEL and model is None:
        raise VariantRefused(
            f"{asked.recipe}: name a model: {asked.recipe}@MODEL, or DRAFTER_MODEL"
        )
    if writer is not Writer.MODEL and asked.model:
        raise VariantRefused(f"{asked.recipe}@{asked.model}: {asked.recipe} asks no model")
    given = asked.model_dump(include=set(Dials.model_fields), exclude_none=True)
    if asked.recipe == PLAIN:
        given.setdefault("repairs", 0)  # nobody who types a request checks the reply by machine
    endpoint = asked.endpoint or settings.openai_base_url
    return Variant(
        name=asked.name or _name(asked),
        writer=writer,
        recipe=recipe.name,
        recipe_version=recipe.version,
        recipe_fingerprint=hashlib.sha256(recipe.model_dump_json().encode()).hexdigest(),
        prompts=tuple(map(_version, _prompts(recipe))) if model else (),
        model=model,
        endpoint=bare(endpoint) if model and replayed is None else None,
        dials=Dials.model_validate(given),
        code=code_fingerprint(),
        replayed=replayed if model else None,
    )


def _name(asked: Asked) -> str:
    return f"{asked.recipe}@{slug_of_model(asked.model)}" if asked.model else asked.recipe


def _prompts(recipe: Recipe) -> Iterable[Prompt]:
    """Every prompt that the recipe's calls may use, each once."""
    own = dict.fromkeys(call.prompt for call in recipe.calls if call.prompt)
    return map(read_prompt, (*own, *BESIDE))


def _version(prompt: Prompt) -> PromptVersion:
    return PromptVersion(name=prompt.name, version=prompt.version, fingerprint=prompt.fingerprint)
