"""How many words a section or a working note has when it is written to its limit."""

from collections.abc import Mapping
from types import MappingProxyType

from schemas.limits import Limits
from schemas.sections import SectionName

SIGN_WORDS = 15
"""Of a scenario's `watch_for`, beside its own words."""
GAP_WORDS = 38
"""Of one information gap, whose words no recipe limits: the mean of ten that were written."""
_UNLIMITED: Mapping[str, int] = MappingProxyType(
    {
        SectionName.CAUSES_AND_EFFECTS: 35,
        SectionName.CONFLICTS: 150,
        "main_facts": 400,
        "timeline": 180,
    }
)
"""Words of what has no limit in words, as two whole drafts had them (tests/.../cassettes)."""


def words_in(name: str, limits: Limits) -> int:
    """Words of a section, or of a note that a call writes first."""
    if name in _UNLIMITED:
        return _UNLIMITED[name]
    if name == SectionName.SCENARIOS:
        return limits.scenarios * (limits.scenario_words + SIGN_WORDS)
    if name == SectionName.PERSPECTIVES:
        return limits.perspectives * limits.perspective_words
    if name == SectionName.INFORMATION_GAPS:
        return limits.information_gaps * GAP_WORDS
    return int(getattr(limits, f"{name}_words"))
