"""Cases as files: YAML to read and to change, one case a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from evals.cases.case import Case
from evals.errors import CasebookRefused


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read, not on one line with escapes."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(case: Case) -> str:
    """The case as YAML, without what it leaves open."""
    told: dict[str, Any] = case.model_dump(mode="json", exclude_defaults=True)
    return yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def write_casebook(cases: Iterable[Case], folder: Path) -> int:
    """Write each case into the folder; how many there were. A case that is there stays as it is.

    Raises:
        CasebookRefused: the folder cannot be written.
    """
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for case in cases:
            file = folder / f"{case.name}.yaml"
            if not file.exists():
                file.write_text(as_yaml(case), encoding="utf-8")
                count += 1
    except OSError as error:
        raise CasebookRefused(f"{folder}: cannot be written: {error.strerror}") from None
    return count
