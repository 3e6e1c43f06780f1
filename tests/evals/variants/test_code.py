"""The version of the code changes with what a draft depends on, and with nothing else."""

from pathlib import Path

from evals.variants.code import code_fingerprint


def tree(folder: Path, **changed: str) -> str:
    """The fingerprint of a small project, with some files changed."""
    texts = {
        "drafter/pipeline": "a",
        "drafter/cli/draft": "b",
        "schemas/draft": "c",
        "api/app": "d",
    }
    for name, text in (texts | {k.replace("__", "/"): v for k, v in changed.items()}).items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return code_fingerprint(folder)


def test_the_pipeline_and_the_schemas_count_and_what_stands_around_them_does_not(
    tmp_path: Path,
) -> None:
    before = tree(tmp_path / "a")

    assert before == tree(tmp_path / "b", drafter__cli__draft="other", api__app="other")
    assert before != tree(tmp_path / "c", drafter__pipeline="other")
    assert before != tree(tmp_path / "d", schemas__draft="other")


def test_a_file_that_moved_is_another_version(tmp_path: Path) -> None:
    assert tree(tmp_path / "a") != tree(tmp_path / "b", drafter__planning="")
