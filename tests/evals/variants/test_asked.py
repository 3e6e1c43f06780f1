"""From what people type to variants, their floors and their rival."""

from pathlib import Path

import pytest

from drafter.settings import Settings
from evals.errors import VariantRefused
from evals.variants.asked import Asked, asked_for, read_variants, variants_of
from evals.variants.opening import settings_of
from evals.variants.variant import Writer

SETTINGS = Settings(openai_base_url="http://user:secret@127.0.0.1:9/v1?key=secret")


def names(*specs: str) -> list[str]:
    return [one.name for one in variants_of(tuple(map(asked_for, specs)), SETTINGS)]


def test_the_floors_are_always_there_and_a_plain_request_for_each_model() -> None:
    assert ["lead", "extractive"] == names()
    assert ["lead", "extractive", "plain@m1", "briefing@m1"] == names("briefing@m1")
    assert ["lead", "extractive", "plain@m1", "plain@m2"] == names("single@m1", "single@m2")[:4]


def test_a_floor_or_a_rival_that_is_asked_for_is_not_added_again() -> None:
    assert ["extractive", "lead", "plain@m1"] == names("lead", "plain@m1")


def test_nobody_mends_the_reply_to_a_plain_request() -> None:
    plain, single = variants_of((asked_for("single@m1"),), SETTINGS)[2:]

    assert (0, None) == (plain.dials.repairs, single.dials.repairs)


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("brief@m1", "no recipe 'brief'; there are: briefing, extractive, plain, single, lead"),
        ("briefing", "name a model: briefing@MODEL"),
        ("lead@m1", "lead asks no model"),
    ],
)
def test_what_cannot_be_drafted_is_refused(spec: str, told: str) -> None:
    with pytest.raises(VariantRefused, match=told):
        names(spec)


def test_two_variants_of_one_name_are_refused() -> None:
    with pytest.raises(VariantRefused, match="two variants are named single@m1"):
        names("single@m1", "single@m1")


def test_a_variant_tells_its_endpoint_without_what_a_url_may_hide() -> None:
    variant = variants_of((asked_for("single@m1"),), SETTINGS)[-1]

    assert "http://127.0.0.1:9/v1" == variant.endpoint
    assert "secret" not in variant.model_dump_json()


def test_the_name_changes_no_variant_and_everything_else_does() -> None:
    def fingerprint(**fields: object) -> str:
        asked = Asked.model_validate({"recipe": "single", "model": "m1"} | fields)
        return variants_of((asked,), SETTINGS)[-1].fingerprint

    assert fingerprint() == fingerprint(name="mine")
    changes: list[dict[str, object]] = [
        {"model": "m2"},
        {"recipe": "briefing"},
        {"repairs": 0},
        {"support": True},
        {"endpoint": "http://127.0.0.1:8/v1"},
    ]
    assert len({fingerprint(), *(fingerprint(**change) for change in changes)}) == 6


def test_no_other_endpoint_and_no_other_engine_stands_in() -> None:
    variant = variants_of((asked_for("single@m1"),), SETTINGS)[-1]

    own = settings_of(variant, Settings(fallback="extractive", endpoints=()))

    assert ("none", ()) == (own.fallback, own.endpoints)


def test_a_key_goes_to_the_endpoint_that_it_belongs_to_and_to_no_other() -> None:
    settings = Settings.model_validate(
        {
            "openai_base_url": "http://127.0.0.1:9/v1",
            "openai_api_key": "first",
            "endpoints": [
                {"base_url": "http://127.0.0.1:8/v1", "model": "m1", "api_key": "second"}
            ],
        }
    )

    def key_at(endpoint: str | None) -> str | None:
        asked = Asked(recipe="single", model="m1", endpoint=endpoint)
        return settings_of(variants_of((asked,), settings)[-1], settings).api_key()

    assert "first" == key_at(None)
    assert "second" == key_at("http://127.0.0.1:8/v1")
    assert key_at("http://127.0.0.1:7/v1") is None


def test_variants_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "variants.yaml"
    file.write_text(
        "variants:\n  - {name: cheap, recipe: single, model: m1, repairs: 0}\n", encoding="utf-8"
    )

    (asked,) = read_variants(file)

    assert ("cheap", 0) == (asked.name, asked.repairs)
    assert Writer.MODEL is variants_of((asked,), SETTINGS)[-1].writer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("variants: []\n", "it needs a list of variants"),
        ("variants:\n  - {recipe: single, colour: red}\n", "variant 1: colour: Extra inputs"),
        ("variants: [\n", "cannot be read"),
    ],
)
def test_a_file_that_does_not_hold_is_refused(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "variants.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(VariantRefused, match=told):
        read_variants(file)
