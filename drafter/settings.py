"""Settings: one frozen object, read at the edge and passed on. The environment is read here."""

import re
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from drafter.errors import ConfigurationError
from schemas.base import Closed, LanguageTag
from schemas.provenance import EngineName, Rung

DATABASES = ("sqlite:///", "postgresql://")
NO_OBJECT = ("model_type", "model_attributes_type")
"""Pydantic's words for what is no object."""
ON_SPANS = {"span_only": True, "span_and_event": True, "event_only": False, "no_content": False}
"""Whether messages and replies go onto spans, by the values that OpenTelemetry has for it."""


class Price(Closed):
    """US dollars for a million tokens, where the price list does not know the model."""

    input: Annotated[Decimal, Field(ge=0)]
    output: Annotated[Decimal, Field(ge=0)]
    cached: Annotated[Decimal, Field(ge=0)] | None = None


def _an_endpoint(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must be an http or https URL such as http://127.0.0.1:8080/v1")
    return value


BaseUrl = Annotated[str, AfterValidator(_an_endpoint)]


class FurtherEndpoint(Closed):
    """An endpoint that is asked where those before it fail. The key may come as a file."""

    base_url: BaseUrl
    model: str
    api_key: SecretStr | None = None
    api_key_file: str | None = None


class Settings(BaseSettings):
    """All settings, from the environment. Secrets may also come as files: `..._FILE`."""

    model_config = SettingsConfigDict(
        env_prefix="DRAFTER_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    database_url: str = "sqlite:///var/drafter.db"
    database_url_file: str | None = None
    engine: Literal["auto", "openai", "extractive"] = "auto"
    model: str | None = None
    recipe: str = "briefing"
    language: LanguageTag | None = None
    fallback: Literal["extractive", "none"] = "extractive"
    call_seconds: Annotated[float, Field(gt=0)] = 180.0
    draft_seconds: Annotated[float, Field(gt=0)] = 900.0
    attempts: Annotated[int, Field(ge=1, le=20)] = 4
    repairs: Annotated[int, Field(ge=0, le=5)] = 1
    support: Literal["none", "model"] = "none"
    support_model: str | None = None
    calls_at_once: Annotated[int, Field(ge=1, le=1000)] = 64
    calls_a_minute: Annotated[int, Field(ge=1)] | None = None
    drafts_at_once: Annotated[int, Field(ge=1, le=200)] = 20
    beat_seconds: Annotated[float, Field(ge=0.1)] = 2.0
    lease_seconds: Annotated[float, Field(ge=0.5)] = 15.0
    drain_seconds: Annotated[float, Field(ge=0)] = 90.0
    rung: Rung = Rung.STRICT_SCHEMA
    rung_seconds: Annotated[float, Field(ge=60)] = 3600.0
    output_tokens: Annotated[int, Field(ge=64)] | None = None
    draft_tokens: Annotated[int, Field(ge=1)] | None = None
    draft_usd: Annotated[Decimal, Field(gt=0)] | None = None
    price: Price | None = None
    endpoints: tuple[FurtherEndpoint, ...] = ()
    approvals: Literal[1, 2] = 1
    secret: SecretStr | None = None
    secret_file: str | None = None
    requests_a_minute: Annotated[int, Field(ge=0)] = 600
    webhook_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    body_seconds: Annotated[float, Field(gt=0)] = 30.0
    metrics: Literal["open", "key", "off"] = "key"
    ready_queue_seconds: Annotated[float, Field(gt=0)] = 300.0
    keep_report_days: Annotated[int, Field(ge=1)] | None = None
    keep_journal_days: Annotated[int, Field(ge=1)] = 14
    keep_event_days: Annotated[int, Field(ge=1)] = 30
    log: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY")
    )
    openai_api_key_file: str | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY_FILE")
    )
    openai_base_url: BaseUrl | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_BASE_URL")
    )

    capture_content: bool = Field(
        default=False,
        validation_alias=AliasChoices("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"),
    )

    @field_validator("capture_content", mode="before")
    @classmethod
    def _is_for_spans(cls, value: object) -> object:
        """OpenTelemetry's own values too. We have no events for content, only spans."""
        return ON_SPANS.get(str(value).lower(), value)

    @model_validator(mode="before")
    @classmethod
    def _the_database_may_stand_in_a_file(cls, given: dict[str, object]) -> dict[str, object]:
        """Its URL has a password, as a rule. The variable itself comes first, as with keys."""
        file = given.get("database_url_file")
        if not isinstance(file, str) or "database_url" in given:
            return given
        url = read_secret(None, file, "DRAFTER_DATABASE_URL_FILE") or ""
        return given | {"database_url": url}

    @field_validator("approvals", mode="before")
    @classmethod
    def _is_a_number(cls, value: object) -> object:
        """The environment has texts alone."""
        return int(value) if isinstance(value, str) and value.isdigit() else value

    @field_validator("webhook_networks", mode="before")
    @classmethod
    def _are_networks(cls, value: object) -> object:
        """Names with commas or spaces between them; a JSON list will do as well."""
        return re.findall(r"[^\s,\[\]\"]+", value) if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        if not value.startswith(DATABASES):
            raise ValueError(f"it must start with {' or '.join(DATABASES)}")
        return value

    def engine_name(self) -> EngineName:
        """The engine that `auto` stands for: openai where a key or an endpoint is set."""
        if self.engine != "auto":
            return EngineName(self.engine)
        told = self.openai_api_key or self.openai_api_key_file or self.openai_base_url
        return EngineName.OPENAI if told else EngineName.EXTRACTIVE

    def models(self) -> frozenset[str]:
        """The models that are named here."""
        named = (self.model, self.support_model, *(one.model for one in self.endpoints))
        return frozenset(model for model in named if model is not None)

    def service_secret(self) -> str | None:
        """The secret that keys are digested with, from the variable or from the file it names.

        Raises:
            ConfigurationError: the file cannot be read.
        """
        return read_secret(self.secret, self.secret_file, "DRAFTER_SECRET_FILE")

    def api_key(self) -> str | None:
        """The provider's key, from the variable or from the file it names.

        Raises:
            ConfigurationError: the file cannot be read.
        """
        return read_secret(self.openai_api_key, self.openai_api_key_file, "OPENAI_API_KEY_FILE")


def read_secret(
    secret: SecretStr | None, file: str | None, variable: str = "DRAFTER_ENDPOINTS"
) -> str | None:
    """The secret itself, or what the file says; null where neither is given, or it is empty.

    Raises:
        ConfigurationError: the file cannot be read.
    """
    if secret is not None:
        return secret.get_secret_value()
    if file is None:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise ConfigurationError(f"{variable} cannot be read: {error}") from error


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigurationError: a variable has a value that does not fit; the message names it.
    """
    try:
        return Settings()
    except SettingsError as error:  # a value that has to be JSON, and is not
        raise ConfigurationError(f"{_variable_in(str(error))}: it must be JSON") from error
    except ValidationError as error:
        first = error.errors()[0]
        said = str(first["msg"]).removeprefix("Value error, ")
        if first["type"] in NO_OBJECT:  # broken JSON reaches pydantic as the text that it is
            said = "it must be a JSON object"
        inside = "".join(f".{part}" for part in first["loc"][1:])
        name = _variable(str(first["loc"][0]))
        raise ConfigurationError(f"{name}{inside}: {said}") from error


def _variable(field: str) -> str:
    """The variable that a field is read from."""
    name = field.upper()
    return name if name.startswith(("OPENAI", "OTEL")) else f"DRAFTER_{name}"


def _variable_in(message: str) -> str:
    """The variable of the field that a message of pydantic-settings names."""
    quoted = message.partition('"')[2].partition('"')[0]
    return _variable(quoted)
