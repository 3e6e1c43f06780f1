"""A draft that leaves for another system: the draft, where it stands, and how it is shown."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from drafter.exports.building import briefing_of
from drafter.exports.disclosure import Disclosure, disclosure_of
from drafter.exports.marks import Said, clean
from drafter.exports.naming import draft_uri
from drafter.exports.origin import origin_of
from drafter.exports.parts import SectionText, parts_of
from drafter.exports.standing import Standing
from drafter.exports.view import Briefing
from schemas.draft import Draft


@dataclass(frozen=True)
class Leaving:
    """What every format is made of. Each part is worked out when a format asks for it."""

    draft: Draft
    standing: Standing

    @cached_property
    def briefing(self) -> Briefing:
        """The draft as a reader sees it."""
        return briefing_of(self.draft, origin_of(self.draft, self.standing))

    @cached_property
    def sections(self) -> tuple[SectionText, ...]:
        """Its sections as plain blocks."""
        return parts_of(self.briefing)

    @cached_property
    def disclosure(self) -> Disclosure:
        """How the text came about."""
        return disclosure_of(self.draft, self.standing)

    @property
    def uri(self) -> str:
        """The draft's name outside, the same for all its revisions."""
        return draft_uri(self.draft, self.standing.draft_id)

    @property
    def language(self) -> str | None:
        """The draft's language; null where nobody could tell it."""
        return None if self.draft.language == "und" else self.draft.language

    @property
    def note(self) -> str | None:
        """What the receiving desk has to know, and no reader is meant to read."""
        return " ".join(_notes(self)) or None


def _notes(leaving: Leaving) -> Iterable[str]:
    """A cancellation's correction alone; else what stands against using the text."""
    origin = leaving.briefing.origin
    if leaving.standing.withdrawn:
        yield clean(f"Withdrawn. {leaving.standing.correction or ''}")
        return
    if not origin.approved:
        yield f"{origin.review} Not for publication."
    if origin.fallback:
        yield origin.fallback
    stops = [problem for problem in leaving.briefing.problems if problem.blocks]
    if stops:
        yield f"Stands against approval ({len(stops)}):"
        yield "; ".join(f"{stop.section}, {stop.reason.rstrip('.')}" for stop in stops) + "."


def text_of(said: Said | None) -> str | None:
    """A statement's text; null where there is none."""
    return said.text if said else None


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that say something; a 0 and a false do."""
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}


def document(fields: Mapping[str, object]) -> str:
    """The fields as JSON, letters as letters, with a line feed at the end."""
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
