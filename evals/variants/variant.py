"""A variant: recipe, model, endpoint, settings and code, and what tells it from all others."""

import hashlib
import re
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from schemas.base import Closed, Text
from schemas.provenance import Fingerprint, PromptVersion, Rung

Name = Annotated[str, StringConstraints(pattern=r"^[\w.:@/-]+$", max_length=120)]


class Writer(StrEnum):
    """What writes: first sentences, our extractive engine, or a model."""

    LEAD = "lead"
    EXTRACTIVE = "extractive"
    MODEL = "model"


class Dials(Closed):
    """The settings of the service that a variant may have of its own; null is the service's."""

    repairs: Annotated[int, Field(ge=0, le=5)] | None = None
    rung: Rung | None = None
    output_tokens: Annotated[int, Field(ge=64)] | None = None
    support: bool = False

    def changed(self) -> dict[str, object]:
        """Those that are set, by the names of the settings."""
        return self.model_dump(exclude_none=True, exclude={"support"})


class Variant(Closed):
    """One way of drafting. `name` is what people call it; all else is what makes it what it is.

    `endpoint` is a base URL without credentials, null where it is the service's own. `recipe` is
    the recipe's name with its version and a fingerprint of its text; `replayed` names the
    recording that answers in the model's place.
    """

    name: Name
    writer: Writer
    recipe: Text
    recipe_version: int = Field(ge=1)
    recipe_fingerprint: Fingerprint
    prompts: tuple[PromptVersion, ...]
    model: Text | None
    endpoint: Text | None
    dials: Dials = Dials()
    code: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    replayed: Text | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all but the name."""
        told = self.model_dump_json(exclude={"name"})
        return hashlib.sha256(told.encode()).hexdigest()


def slug_of_model(model: str) -> str:
    """A model's name as part of a variant's: a path or a URL loses what is odd in it."""
    return re.sub(r"[^\w.:/-]+", "-", model)


def bare(endpoint: str | None) -> str | None:
    """An endpoint's address without what a URL may hide: credentials and a query."""
    if endpoint is None:
        return None
    parts = urlsplit(endpoint)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}".rstrip("/")
