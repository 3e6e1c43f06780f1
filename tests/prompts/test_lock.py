from collections.abc import Sequence
from pathlib import Path

import pytest

from prompts.lock import all_prompts, append, changed_silently, read_lock, unlocked
from prompts.reader import Prompt, read_prompt

TEXT = """---
name: note
version: {version}
description: A note.
inputs: []
schema: schemas.written.reply_model
---
<!-- user -->
{text}
"""


def prompts_of(folder: Path, version: int, text: str) -> Sequence[Prompt]:
    (folder / "note.md").write_text(TEXT.format(version=version, text=text), encoding="utf-8")
    read_prompt.cache_clear()
    return [read_prompt("note", folder)]


def test_no_prompt_has_changed_without_a_new_version() -> None:
    assert () == changed_silently(read_lock(), all_prompts())


def test_every_prompt_is_in_the_lock() -> None:
    """Where this fails: `python -m prompts.lock`."""
    assert () == unlocked(read_lock(), all_prompts())


def test_no_version_stands_in_the_lock_twice() -> None:
    versions = [(entry.name, entry.version) for entry in read_lock()]

    assert len(set(versions)) == len(versions)


def test_a_new_version_is_appended_and_the_old_one_kept(tmp_path: Path) -> None:
    lock = tmp_path / "lock.json"
    append(lock, prompts_of(tmp_path, 1, "one"))
    first = read_lock(lock)

    assert "1 new, 1 kept" == append(lock, prompts_of(tmp_path, 2, "two"))
    assert first == read_lock(lock)[:1]
    assert [1, 2] == [entry.version for entry in read_lock(lock)]


def test_appending_twice_adds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "lock.json"
    prompts = prompts_of(tmp_path, 1, "one")
    append(lock, prompts)

    assert "0 new, 1 kept" == append(lock, prompts)


def test_a_text_that_changed_under_its_version_is_refused_and_the_lock_kept(tmp_path: Path) -> None:
    lock = tmp_path / "lock.json"
    append(lock, prompts_of(tmp_path, 1, "one"))
    before = lock.read_text(encoding="utf-8")

    with pytest.raises(ValueError, match="'note' changed under version 1"):
        append(lock, prompts_of(tmp_path, 1, "two"))
    assert before == lock.read_text(encoding="utf-8")
