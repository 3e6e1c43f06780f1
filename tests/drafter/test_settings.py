"""Settings, from the environment alone."""

from pathlib import Path

import pytest
from pydantic import AliasChoices

from drafter.errors import ConfigurationError
from drafter.settings import Settings, read_settings
from schemas.provenance import EngineName


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, EngineName.EXTRACTIVE),
        ({"OPENAI_API_KEY": "k"}, EngineName.OPENAI),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, EngineName.OPENAI),
        ({"OPENAI_BASE_URL": ""}, EngineName.EXTRACTIVE),
        ({"OPENAI_API_KEY": "k", "DRAFTER_ENGINE": "extractive"}, EngineName.EXTRACTIVE),
    ],
)
def test_auto_is_openai_where_a_key_or_an_endpoint_is_set(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: EngineName
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DRAFTER_ENGINE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert expected == read_settings().engine_name()


def test_a_key_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("secret\n", encoding="utf-8")
    settings = Settings.model_validate({"OPENAI_API_KEY_FILE": str(tmp_path / "key")})
    assert "secret" == settings.api_key()


def test_a_key_file_that_is_empty_holds_no_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n", encoding="utf-8")
    settings = Settings.model_validate({"OPENAI_API_KEY_FILE": str(tmp_path / "key")})
    assert settings.api_key() is None


def test_a_key_file_that_is_missing_is_a_configuration_error(tmp_path: Path) -> None:
    settings = Settings.model_validate({"OPENAI_API_KEY_FILE": str(tmp_path / "key")})
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY_FILE"):
        settings.api_key()


def test_the_databases_url_is_read_from_the_file_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "url").write_text("postgresql://drafter:secret@there/drafts\n", encoding="utf-8")
    monkeypatch.delenv("DRAFTER_DATABASE_URL", raising=False)
    monkeypatch.setenv("DRAFTER_DATABASE_URL_FILE", str(tmp_path / "url"))
    assert "postgresql://drafter:secret@there/drafts" == read_settings().database_url


def test_the_databases_url_itself_comes_before_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DRAFTER_DATABASE_URL", "sqlite:///desk.db")
    monkeypatch.setenv("DRAFTER_DATABASE_URL_FILE", str(tmp_path / "missing"))
    assert "sqlite:///desk.db" == read_settings().database_url


def test_a_file_of_the_databases_url_that_is_missing_is_a_configuration_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DRAFTER_DATABASE_URL", raising=False)
    monkeypatch.setenv("DRAFTER_DATABASE_URL_FILE", str(tmp_path / "missing"))
    with pytest.raises(ConfigurationError, match=r"^DRAFTER_DATABASE_URL_FILE cannot"):
        read_settings()


def test_a_key_is_never_printed() -> None:
    given = {"OPENAI_API_KEY": "hush-hush", "secret": "mum-mum"}
    told = repr(Settings.model_validate(given))
    assert "hush" not in told
    assert "mum" not in told


@pytest.mark.parametrize(
    ("value", "expected"),
    [("SPAN_ONLY", True), ("span_and_event", True), ("true", True)]
    + [(value, False) for value in ("EVENT_ONLY", "NO_CONTENT", "false", "")],
)
def test_content_goes_onto_spans_only_where_opentelemetrys_own_variable_says_so(
    monkeypatch: pytest.MonkeyPatch, value: str, *, expected: bool
) -> None:
    monkeypatch.setenv("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", value)
    assert expected is read_settings().capture_content


def test_a_value_of_opentelemetrys_variable_that_does_not_fit_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
    monkeypatch.setenv(name, "perhaps")
    with pytest.raises(ConfigurationError, match=f"^{name}: "):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DRAFTER_PRICE", '{"input": 0.5', "DRAFTER_PRICE: it must be a JSON object"),
        ("DRAFTER_PRICE", "0.5", "DRAFTER_PRICE: it must be a JSON object"),
        ("DRAFTER_PRICE", '{"input": 1}', "DRAFTER_PRICE.output: Field required"),
        ("DRAFTER_ENDPOINTS", "[{", "DRAFTER_ENDPOINTS: it must be JSON"),
        (
            "DRAFTER_ENDPOINTS",
            '[{"base_url": "127.0.0.1:8080/v1", "model": "small"}]',
            "DRAFTER_ENDPOINTS.0.base_url: it must be an http or https URL",
        ),
    ],
)
def test_json_that_does_not_fit_is_refused_with_its_place(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as refused:
        read_settings()
    assert str(refused.value).startswith(said)


def test_every_setting_has_its_place_on_the_page_of_settings() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    names = {
        alias.choices[0] if isinstance(alias, AliasChoices) else f"DRAFTER_{name.upper()}"
        for name, field in Settings.model_fields.items()
        for alias in [field.validation_alias]
    }
    assert set() == {name for name in names if f"`{name}`" not in page}


@pytest.mark.parametrize(
    "told",
    ["10.20.0.0/16 fd00:20::/64", "10.20.0.0/16,fd00:20::/64", '["10.20.0.0/16", "fd00:20::/64"]'],
)
def test_networks_are_named_with_commas_or_spaces_between_them(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("DRAFTER_WEBHOOK_NETWORKS", told)
    expected = ["10.20.0.0/16", "fd00:20::/64"]
    assert expected == [str(one) for one in read_settings().webhook_networks]


def test_a_network_that_is_none_is_refused_with_its_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DRAFTER_WEBHOOK_NETWORKS", "10.20.0.1/16")
    with pytest.raises(ConfigurationError, match=r"^DRAFTER_WEBHOOK_NETWORKS"):
        read_settings()
