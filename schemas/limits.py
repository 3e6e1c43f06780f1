"""How long each section may be. A recipe may set its own; these are the defaults."""

from pydantic import Field

from schemas.base import Closed


class Limits(Closed):
    """Upper limits in words unless the name says otherwise."""

    headline_words: int = Field(default=12, ge=1)
    standfirst_words: int = Field(default=35, ge=1)
    key_takeaway_words: int = Field(default=60, ge=1)
    body_words_least: int = Field(default=250, ge=0)
    body_words: int = Field(default=450, ge=1)
    plain_english_words: int = Field(default=130, ge=1)
    plain_english_grade: float = Field(default=10.0, description="Flesch-Kincaid grade")
    synthesis_words: int = Field(default=120, ge=1)
    root_causes_words: int = Field(default=100, ge=1)
    escalation_words: int = Field(default=100, ge=1)
    scenarios_least: int = Field(default=2, ge=0)
    scenarios: int = Field(default=5, ge=1, description="how many")
    scenario_words: int = Field(default=60, ge=1)
    perspectives: int = Field(default=8, ge=1, description="how many")
    perspective_words: int = Field(default=70, ge=1)
    information_gaps: int = Field(default=5, ge=1, description="how many")
