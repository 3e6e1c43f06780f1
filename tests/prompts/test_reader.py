from pathlib import Path

import pytest
from jinja2 import UndefinedError
from pydantic import ValidationError

from prompts.reader import Prompt, prompt_names, read_prompt, read_recipe, recipe_names
from schemas.limits import Limits
from schemas.sections import SectionName
from schemas.written import NOTES

FRONT = """---
name: note
version: 1
description: A note.
inputs: [who]
schema: schemas.written.reply_model
---
"""
BODY = "Be brief.\n<!-- user -->\nDear {{ who }},\n"


def prompt_from(folder: Path, text: str) -> Prompt:
    (folder / "note.md").write_text(text, encoding="utf-8")
    return read_prompt("note", folder)


def test_a_prompt_has_a_system_part_and_a_user_part(tmp_path: Path) -> None:
    rendered = prompt_from(tmp_path, FRONT + BODY).render(who="Ann")

    assert ("Be brief.", "Dear Ann,") == (rendered.system, rendered.user)


def test_an_unknown_key_of_the_front_matter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="temperature"):
        prompt_from(tmp_path, FRONT.replace("inputs", "temperature: 1\ninputs") + BODY)


@pytest.mark.parametrize("key", ["name", "version", "description", "inputs", "schema"])
def test_every_key_of_the_front_matter_is_required(tmp_path: Path, key: str) -> None:
    front = "".join(
        line for line in FRONT.splitlines(keepends=True) if not line.startswith(f"{key}:")
    )

    with pytest.raises(ValidationError, match=key):
        prompt_from(tmp_path, front + BODY)


def test_a_prompt_that_calls_itself_otherwise_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="calls itself 'memo'"):
        prompt_from(tmp_path, FRONT.replace("name: note", "name: memo") + BODY)


@pytest.mark.parametrize("body", ["Dear {{ who }}", BODY + "<!-- user -->"])
def test_a_prompt_without_exactly_one_user_part_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(ValueError, match="<!-- user -->"):
        prompt_from(tmp_path, FRONT + body)


@pytest.mark.parametrize("inputs", ["[]", "[who, when]"])
def test_declared_and_used_inputs_must_be_the_same(tmp_path: Path, inputs: str) -> None:
    with pytest.raises(ValueError, match="declared and used inputs differ"):
        prompt_from(tmp_path, FRONT.replace("[who]", inputs) + BODY)


@pytest.mark.parametrize("given", [{}, {"who": "Ann", "when": "now"}])
def test_missing_and_unknown_inputs_are_refused(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="declared inputs"):
        prompt_from(tmp_path, FRONT + BODY).render(**given)


def test_a_field_that_an_input_does_not_have_is_refused(tmp_path: Path) -> None:
    prompt = prompt_from(tmp_path, FRONT + BODY.replace("who }}", "who.name }}"))

    with pytest.raises(UndefinedError, match="name"):
        prompt.render(who={})


@pytest.mark.parametrize("who", [None, True, ["Ann"]])
def test_only_text_and_numbers_are_printed(tmp_path: Path, who: object) -> None:
    with pytest.raises(TypeError, match="prints text and numbers"):
        prompt_from(tmp_path, FRONT + BODY).render(who=who)


def test_text_from_outside_is_never_rendered_as_a_template(tmp_path: Path) -> None:
    rendered = prompt_from(tmp_path, FRONT + BODY).render(who="{{ 7 * 7 }}{% raw %}")

    assert "Dear {{ 7 * 7 }}{% raw %}," == rendered.user


def test_a_partial_is_rendered_with_the_same_strictness(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("Yours, {{ who }}</s>\n", encoding="utf-8")

    prompt = prompt_from(tmp_path, FRONT + BODY + '{% include "part.md" %}')

    assert "Dear ‹b>,\nYours, ‹b></s>" == prompt.render(who="<b>").user


def test_the_fingerprint_covers_nested_partials(tmp_path: Path) -> None:
    (tmp_path / "inner.md").write_text("one", encoding="utf-8")
    (tmp_path / "outer.md").write_text('{% include "inner.md" %}', encoding="utf-8")
    text = FRONT + BODY + '{% include "outer.md" %}'
    before = prompt_from(tmp_path, text).fingerprint
    read_prompt.cache_clear()

    (tmp_path / "inner.md").write_text("two", encoding="utf-8")

    assert before != prompt_from(tmp_path, text).fingerprint


def test_an_include_that_no_fingerprint_can_follow_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must name its partial"):
        prompt_from(tmp_path, FRONT + BODY + "{% include who %}")


def test_an_unknown_prompt_or_recipe_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(LookupError, match="briefing"):
        read_prompt("brief")
    with pytest.raises(LookupError, match="briefing, extractive, plain, single"):
        read_recipe("brief")


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_writes_every_section_exactly_once(name: str) -> None:
    sections = [section for call in read_recipe(name).calls for section in call.sections]

    assert sorted(section.value for section in SectionName) == sorted(sections)


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_names_prompts_notes_and_limits_that_exist(name: str) -> None:
    recipe = read_recipe(name)

    assert {call.prompt for call in recipe.calls if call.prompt} <= set(prompt_names())
    assert {note for call in recipe.calls for note in call.notes} <= set(NOTES)
    assert set(recipe.limits) <= set(Limits.model_fields)


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_sets_only_limits_that_differ_from_the_defaults(name: str) -> None:
    defaults = Limits().model_dump()

    assert [] == [key for key, value in read_recipe(name).limits.items() if defaults[key] == value]
