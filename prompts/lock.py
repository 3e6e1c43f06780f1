"""The append-only lock of prompt fingerprints, so that an old draft's provenance still resolves.

`python -m prompts.lock` appends what is new, and refuses a text that changed under its version.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from prompts.reader import HERE, Prompt, prompt_names, read_prompt

LOCK = HERE / "lock.json"


class Entry(BaseModel):
    """One version of one prompt, and the SHA-256 of all its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: int
    fingerprint: str


def read_lock(path: Path = LOCK) -> tuple[Entry, ...]:
    """All entries, oldest first; none where there is no lock yet."""
    if not path.exists():
        return ()
    return tuple(Entry.model_validate(entry) for entry in json.loads(path.read_text("utf-8")))


def changed_silently(entries: Sequence[Entry], prompts: Sequence[Prompt]) -> tuple[str, ...]:
    """The prompts whose text is not that of their version in the lock, one line each."""
    locked = {(entry.name, entry.version): entry.fingerprint for entry in entries}
    return tuple(
        f"prompt {p.name!r} changed under version {p.version}; raise its version"
        for p in prompts
        if locked.get((p.name, p.version), p.fingerprint) != p.fingerprint
    )


def unlocked(entries: Sequence[Entry], prompts: Sequence[Prompt]) -> tuple[Entry, ...]:
    """Entries for the versions that the lock does not have yet."""
    known = {(entry.name, entry.version) for entry in entries}
    return tuple(
        Entry(name=p.name, version=p.version, fingerprint=p.fingerprint)
        for p in prompts
        if (p.name, p.version) not in known
    )


def all_prompts() -> tuple[Prompt, ...]:
    """Every prompt that there is."""
    return tuple(map(read_prompt, prompt_names()))


def append(path: Path, prompts: Sequence[Prompt]) -> str:
    """Append the new versions to the lock; the line to show.

    Raises:
        ValueError: a text changed without a new version; nothing is written.
    """
    entries = read_lock(path)
    if silent := changed_silently(entries, prompts):
        raise ValueError("; ".join(silent))
    new = unlocked(entries, prompts)
    lines = ",\n".join(f"  {entry.model_dump_json()}" for entry in (*entries, *new))
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return f"{len(new)} new, {len(entries)} kept"


def main() -> int:
    """Bring the lock up to date; 1 where a text changed without a new version."""
    try:
        sys.stdout.write(append(LOCK, all_prompts()) + "\n")
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
