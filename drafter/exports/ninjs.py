"""ninjs 3.1, the IPTC's News in JSON. Its schema takes no fields of ours: roles carry our parts.

A draft that was withdrawn leaves as its own cancellation: the same `uri`, the correction, no text.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from drafter.exports.disclosure import NAMES
from drafter.exports.leaving import Leaving, document, filled, text_of
from drafter.exports.markup import xhtml
from drafter.exports.naming import event_uri, source_uri, web_uri
from drafter.exports.parts import SectionText, plain
from drafter.exports.subjects import MEDIA_TOPIC, MEDIA_TOPICS
from schemas.draft import Draft
from schemas.sections import SectionName

STANDARD: Mapping[str, str] = MappingProxyType(
    {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    }
)
PROFILE = "drafter-briefing"
GENRE = {"name": "Background", "uri": "http://cv.iptc.org/newscodes/genre/Background"}
XHTML, JSON, PLAIN = "application/xhtml+xml", "application/json", "text/plain"

_IN_DESCRIPTIONS = frozenset({SectionName.KEY_TAKEAWAY.value})
_AS_DATA = frozenset({"first_reported_in", "sources"})
"""Sections that have fields of their own: infoSources and associations."""

Field = dict[str, object]


def ninjs(leaving: Leaving) -> str:
    """The draft as one ninjs 3.1 object."""
    item = _head(leaving)
    if not leaving.standing.withdrawn:
        item |= _text(leaving)
    return document(filled(item | _disclosed(leaving)))


def pub_status(leaving: Leaving) -> str:
    """Withheld until a person has approved it, canceled when it was taken back."""
    if leaving.standing.withdrawn:
        return "canceled"
    return "usable" if leaving.standing.approved else "withheld"


def camel(name: str) -> str:
    """`root_causes` as a role: rootCauses."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def evidence(draft: Draft) -> Field:
    """Every statement with what it stands on, and the reports with the sentences cited."""
    statements = [
        {"section": section.value} | statement.model_dump(mode="json")
        for section, statement in draft.statements()
    ]
    events = [event.model_dump(mode="json") for event in draft.earlier_events]
    sources = [source.model_dump(mode="json") for source in draft.sources]
    return {"statements": statements, "sources": sources, "earlier_events": events}


def _head(leaving: Leaving) -> Field:
    """What a cancellation has too."""
    standing = leaving.standing
    return {
        "standard": dict(STANDARD),
        "uri": leaving.uri,
        "type": "text",
        "representationType": "partial" if standing.withdrawn else "full",
        "profile": PROFILE,
        "version": str(standing.version),
        "firstCreated": _time(standing.created),
        "versionCreated": _time(standing.changed),
        "pubStatus": pub_status(leaving),
        "edNote": leaving.note,
        "language": leaving.language,
        "slugline": leaving.draft.slug,
        "headlines": [_valued("main", PLAIN, text_of(leaving.briefing.headline) or "")],
        "altIds": [
            {"role": "draftId", "value": standing.draft_id},
            {"role": "revision", "value": str(standing.revision)},
        ]
        if standing.draft_id
        else [],
    }


def _text(leaving: Leaving) -> Field:
    draft = leaving.draft
    return {
        "by": f"{leaving.briefing.origin.engine} {leaving.briefing.origin.review}",
        "descriptions": list(_descriptions(leaving)),
        "bodies": [*_bodies(leaving), *_data(draft)],
        "subjects": list(_subjects(draft)),
        "genres": [GENRE],
        "events": [
            {
                "id": event.key,
                "name": mark.text,
                "uri": event_uri(event),
                "rel": "priorEvent",
            }
            for event, mark in zip(draft.earlier_events, leaving.briefing.events, strict=True)
        ],
        "infoSources": list(_info_sources(leaving)),
        "associations": [
            {"name": shown.headline, "uri": source_uri(source), "rel": "derivedFrom"}
            for source, shown in zip(draft.sources, leaving.briefing.sources, strict=True)
        ],
    }


def _disclosed(leaving: Leaving) -> Field:
    """The trust indicator has no role: IPTC's roles name policies, and we know of none here."""
    told = leaving.disclosure
    return {
        "digitalSourceType": {"name": NAMES[told.source], "uri": told.source.uri},
        "trustIndicators": [{"title": told.words, "href": told.source.uri}],
    }


def _descriptions(leaving: Leaving) -> Iterable[Field]:
    briefing = leaving.briefing
    takeaway = (plain(s.blocks) for s in leaving.sections if s.name in _IN_DESCRIPTIONS)
    told = (
        ("standfirst", text_of(briefing.standfirst)),
        ("keyTakeaway", next(takeaway, None)),
        ("disclosure", leaving.disclosure.words),
    )
    return (_valued(role, PLAIN, value) for role, value in told if value)


def _bodies(leaving: Leaving) -> Iterable[Field]:
    for section in leaving.sections:
        if section.name not in _IN_DESCRIPTIONS | _AS_DATA:
            yield _body(section, leaving)


def _body(section: SectionText, leaving: Leaving) -> Field:
    role = "main" if section.name == SectionName.BODY else camel(section.name)
    text = xhtml(section.blocks, leaving.briefing.language, leaving.briefing.direction)
    words = len(plain(section.blocks).split())
    return _valued(role, XHTML, text) | {"wordCount": words}


def _data(draft: Draft) -> Iterable[Field]:
    """What a program reads rather than a person: scenarios and evidence."""
    if draft.scenarios:
        scenarios = [scenario.model_dump(mode="json") for scenario in draft.scenarios]
        yield _valued("scenarios", JSON, json.dumps(scenarios, ensure_ascii=False))
    yield _valued("evidence", JSON, json.dumps(evidence(draft), ensure_ascii=False))


def _subjects(draft: Draft) -> Iterable[Field]:
    code, name = MEDIA_TOPICS[draft.category]
    yield {"name": name, "uri": MEDIA_TOPIC + code, "rel": "about", "creator": "drafter"}
    if draft.topic:
        yield {"name": draft.topic.replace("-", " "), "literal": draft.topic, "rel": "about"}


def _info_sources(leaving: Leaving) -> Iterable[Field]:
    """Who had it first, as far as the reports tell."""
    first = leaving.briefing.first
    if first.publisher:
        uri = web_uri(leaving.draft.first_reported_in.url)
        yield filled({"role": "firstReportedBy", "name": first.publisher, "uri": uri})


def _valued(role: str, media_type: str, value: str) -> Field:
    return {"role": role, "contentType": media_type, "value": value}


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
