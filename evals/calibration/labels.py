"""Texts that people have labelled consistent with their source or not, from three kinds of file.

Our own is JSON Lines: `source`, `text`, `consistent` (true or false), and `group` where several
items are of one source text. SummEdits and CLIFF are read as they are published.
"""

import hashlib
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import LabelsRefused

_SPACED = re.compile(r"([£$€])\s(\d[\d.,]*)(?:\s(?=(?:m|bn|k)\b))?")
"""Tokenised amounts of CLIFF: `£ 15 m`."""


@dataclass(frozen=True)
class Item:
    """A text, its source, and whether people found it consistent.

    `origin` is the part of the set that it belongs to, where the set has parts.
    """

    source: str
    text: str
    consistent: bool
    origin: str = ""

    @property
    def group(self) -> str:
        """The source that it shares with others: they are not independent."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    @property
    def half(self) -> str:
        """A for tuning, B for reporting: by the source, so that no source is in both."""
        return "AB"[int(self.group[:2], 16) % 2]


def read_labels(path: Path, origin: str | None = None) -> list[Item]:
    """The items of a file, those of one origin alone where one is named.

    Raises:
        LabelsRefused: the file cannot be read, a line is of no known kind, or nothing is left.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LabelsRefused(f"{path}: cannot be read: {error.strerror}") from None
    items = [_item(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    kept = [item for item in items if origin in (None, item.origin)]
    if not kept:
        there = ", ".join(sorted({item.origin for item in items if item.origin})) or "none"
        raise LabelsRefused(f"{path}: no items of {origin or 'any kind'}; there are: {there}")
    return kept


def _item(path: Path, number: int, line: str) -> Item:
    try:
        return _of_row(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise LabelsRefused(
            f"{path}:{number}: no labelled item; it needs source, text and consistent"
        ) from None


def _of_row(row: dict[str, Any]) -> Item:
    if "consistent" in row:
        return Item(row["source"], row["text"], bool(row["consistent"]), row.get("origin", ""))
    if "annotated_span" in row:  # CLIFF (Cao and Wang 2021): wrong words marked, tokenised
        text = _SPACED.sub(r"\1\2", row["summ"].replace(" - ", "-").replace(" ' ", "'"))
        return Item(row["doc"], text, row["annotated_span"] in ("[]", ""), row["origin"])
    return Item(row["doc"], row["summary"], bool(row["label"]))  # SummEdits (Laban et al. 2023)


def sample(items: Sequence[Item], size: int, seed: int = 0) -> list[Item]:
    """So many items, half of them consistent as far as there are enough, in the set's order."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    half = size // 2
    right = [place for place, item in enumerate(items) if item.consistent]
    wrong = [place for place, item in enumerate(items) if not item.consistent]
    taken = chance.sample(right, min(half, len(right)))
    taken += chance.sample(wrong, min(size - len(taken), len(wrong)))
    return [items[place] for place in sorted(taken)]
