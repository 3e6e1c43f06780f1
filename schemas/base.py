"""What all models share: closed, frozen, and ids of one form each."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

SCHEMA_VERSION: Literal["1.0"] = "1.0"
"""Version of the published schemas; docs/schemas.md has the policy of change."""


class Closed(BaseModel):
    """A model that refuses unknown fields and does not change after it was made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


type_of_text = StringConstraints(strip_whitespace=True, min_length=1)

Text = Annotated[str, type_of_text]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""Two letters of ISO 639-1, or `und` where the language could not be told."""

ReportId = Annotated[str, StringConstraints(pattern=r"^R[1-9][0-9]*$")]
SentenceId = Annotated[str, StringConstraints(pattern=r"^R[1-9][0-9]*\.S[1-9][0-9]*$")]
EventId = Annotated[str, StringConstraints(pattern=r"^E[1-9][0-9]*$")]
StatementId = Annotated[str, StringConstraints(pattern=r"^s[1-9][0-9]*$")]
