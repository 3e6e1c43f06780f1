"""The house rules that a linter does not hold."""

import ast
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "drafter", "evals", "prompts", "schemas")
FILES = [
    path for package in (*PACKAGES, "tests") for path in sorted((ROOT / package).rglob("*.py"))
]
SOURCES = [path for path in FILES if "versions" not in path.parts]
NOT_USED = ("manager", "handler", "processor", "helper", "utils", "artifact")


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_over_400_lines() -> None:
    long = {str(p): n for p in SOURCES if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert {} == long


def test_no_function_is_over_60_lines() -> None:
    assert [] == [f"{path}:{node.name}" for path, node in functions() if lines(node) > 60]


def test_four_in_five_functions_are_within_20_lines() -> None:
    sizes = [lines(node) for _, node in functions()]
    assert 0.8 <= sum(size <= 20 for size in sizes) / len(sizes)


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{path}:{node.name}"
        for path, node in functions()
        if any(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.walk(node))
    ]
    assert [] == inside


@pytest.mark.parametrize("word", NOT_USED)
def test_no_file_carries_a_word_that_is_not_used(word: str) -> None:
    assert [] == [path for path in FILES if word in path.stem]


def test_no_other_distribution_owns_our_package_names() -> None:
    owners = packages_distributions()
    strangers = {name: set(owners.get(name, ())) - {"drafter"} for name in PACKAGES}
    assert {name: set() for name in PACKAGES} == strangers
