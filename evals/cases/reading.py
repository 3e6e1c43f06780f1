"""From a folder or a file to cases: YAML, one case a file, or JSON Lines, one a line.

Everything is held against its model and read as the service would read it, before anything is
drafted: an error names the file, the line, and what to do.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from drafter.errors import InputError
from evals.cases.case import Case
from evals.errors import CasebookRefused

ENDINGS = (".yaml", ".yml", ".jsonl")


def read_casebook(path: Path) -> tuple[Case, ...]:
    """Every case of a folder, or of one file, sorted by name.

    Raises:
        CasebookRefused: there is none, one does not hold, or two have one name.
    """
    found = list(_cases(path))
    if not found:
        raise CasebookRefused(f"{path}: no cases; it needs .yaml files or .jsonl files of cases")
    _require_one_of_each(found)
    return tuple(sorted((case for _, case in found), key=lambda case: case.name))


def _cases(path: Path) -> Iterator[tuple[str, Case]]:
    for file in _files(path):
        text = _text(file)
        if file.suffix == ".jsonl":
            yield from _lines(file, text)
        else:
            yield str(file), _named(file, _yaml(file, text))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in ENDINGS)
    if not path.exists():
        raise CasebookRefused(f"{path}: no such file or folder")
    if path.suffix not in ENDINGS:
        raise CasebookRefused(f"{path}: a casebook is a folder, a .yaml or a .jsonl file")
    return [path]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CasebookRefused(f"{file}: unknown encoding: save it as UTF-8") from None
    except OSError as error:
        raise CasebookRefused(f"{file}: cannot be read: {error.strerror}") from None


def _lines(file: Path, text: str) -> Iterator[tuple[str, Case]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{file}:{number}"
        try:
            value = json.loads(line)
        except ValueError as error:
            raise CasebookRefused(f"{where}: no JSON: {error}") from None
        yield where, _case(value, where, {})


def _yaml(file: Path, text: str) -> Case:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{file}:{mark.line + 1}" if mark else str(file)
        raise CasebookRefused(f"{where}: no YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that is none
        raise CasebookRefused(f"{file}: no YAML: {' '.join(str(error).split())}") from None
    return _case(value, str(file), dict(_line_numbers(node)))


def _line_numbers(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, int]]:
    """The line of each key and each entry of a YAML document, by the way to it."""
    if isinstance(node, yaml.MappingNode):
        entries = [(key.value, key.start_mark.line, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        entries = [(n, value.start_mark.line, value) for n, value in enumerate(node.value)]
    else:
        entries = []
    for name, line, value in entries:
        yield (*path, name), line + 1
        yield from _line_numbers(value, (*path, name))


def _case(value: object, where: str, lines: dict[Any, int]) -> Case:
    """The case in the value, read as the service would read it."""
    try:
        case = Case.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        way = tuple(part for part in first["loc"] if part not in ("str", "FiledReport"))
        named = ".".join(map(str, way)) or "the whole"
        said = str(first["msg"]).removeprefix("Value error, ")
        raise CasebookRefused(f"{_at(where, way, lines)}: {named}: {said}") from None
    try:
        case.request()
    except InputError as error:
        place = ("reports",) if "event" not in type(error).__name__.lower() else ("earlier",)
        raise CasebookRefused(f"{_at(where, place, lines)}: {place[0]}: {error}") from None
    return case


def _at(where: str, way: tuple[Any, ...], lines: dict[Any, int]) -> str:
    """The place with the line of the value, or of the nearest one around it that is there."""
    while way and way not in lines:
        way = way[:-1]
    return f"{where}:{lines.get(way, 1)}" if lines or way else where


def _named(file: Path, case: Case) -> Case:
    if case.name != file.stem:
        raise CasebookRefused(f"{file}: name: it is {case.name}; make the two the same")
    return case


def _require_one_of_each(found: Iterable[tuple[str, Case]]) -> None:
    """No two cases of one name: each has results of its own."""
    found = list(found)
    times = Counter(case.name for _, case in found)
    twice = next((name for name, count in times.items() if count > 1), None)
    if twice is not None:
        places = ", ".join(where for where, case in found if case.name == twice)
        raise CasebookRefused(f"two cases are named {twice}: {places}")
