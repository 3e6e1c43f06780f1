"""The version of the code that drafts: a fingerprint of the files that a draft depends on."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
AROUND = {
    *("cli", "client", "desk", "diffing", "exports", "jobs"),
    *("redrafting", "review", "store", "telemetry", "webhooks"),
}
"""Folders of drafter that stand around the pipeline: what changes there changes no draft."""


@cache
def code_fingerprint(root: Path = ROOT) -> str:
    """SHA-256 over the names and contents of the pipeline's sources, 16 hex digits of it.

    Prompts have fingerprints of their own, so a changed prompt that a variant does not use does
    not change that variant.
    """
    digest = hashlib.sha256()
    for path in _sources(root):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    for package in ("drafter", "schemas"):
        for path in sorted((root / package).rglob("*.py")):
            if not AROUND & set(path.relative_to(root).parts):
                yield path
