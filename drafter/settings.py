"""Settings: one frozen object, read at the edge and passed on. The environment is read here."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from drafter.errors import ConfigurationError
from schemas.base import LanguageTag
from schemas.provenance import EngineName

DATABASES = ("sqlite:///", "postgresql://")


class Settings(BaseSettings):
    """All settings, from the environment. Secrets may also come as files: `..._FILE`."""

    model_config = SettingsConfigDict(env_prefix="DRAFTER_", frozen=True, extra="ignore")

    database_url: str = "sqlite:///var/drafter.db"
    engine: Literal["auto", "openai", "extractive"] = "auto"
    model: str | None = None
    recipe: str = "briefing"
    language: LanguageTag | None = None
    fallback: Literal["extractive", "none"] = "extractive"
    call_seconds: Annotated[float, Field(gt=0)] = 180.0
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY")
    )
    openai_api_key_file: str | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY_FILE")
    )
    openai_base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_BASE_URL")
    )

    @field_validator("openai_base_url", "model", "language", "openai_api_key", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return value or None

    @field_validator("openai_base_url")
    @classmethod
    def _is_an_endpoint(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if value is not None and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("it must be an http or https URL such as http://127.0.0.1:8080/v1")
        return value

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

    def api_key(self) -> str | None:
        """The provider's key, from the variable or from the file it names.

        Raises:
            ConfigurationError: the file cannot be read.
        """
        if self.openai_api_key is not None:
            return self.openai_api_key.get_secret_value()
        if self.openai_api_key_file is None:
            return None
        try:
            with open(self.openai_api_key_file, encoding="utf-8") as file:  # noqa: PTH123
                return file.read().strip()
        except OSError as error:
            raise ConfigurationError(f"OPENAI_API_KEY_FILE cannot be read: {error}") from error


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigurationError: a variable has a value that does not fit; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        name = name if name.startswith("OPENAI") else f"DRAFTER_{name}"
        said = str(first["msg"]).removeprefix("Value error, ")
        raise ConfigurationError(f"{name}: {said}") from error
