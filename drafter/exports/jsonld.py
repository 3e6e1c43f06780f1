"""schema.org JSON-LD of a draft, for search engines and archives.

It may stand inside a `<script>` element as it is: nothing in it can end the element.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from drafter.exports.leaving import Leaving, document, filled, text_of
from drafter.exports.marks import clean
from drafter.exports.naming import event_uri, web_uri
from drafter.exports.ninjs import Field
from drafter.exports.parts import SectionText, plain
from drafter.exports.view import Event, Link, SourceReport
from schemas.event import EarlierEvent
from schemas.sections import SectionName

CONTEXT = "https://schema.org"
ESCAPES: Mapping[int, str] = MappingProxyType(
    {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
)
"""JSON reads them as the same letters; HTML and JavaScript do not read them as signs."""

_ELSEWHERE = frozenset({SectionName.BODY.value, "first_reported_in", "sources"})


def jsonld(leaving: Leaving) -> str:
    """The draft as a news article; one that was withdrawn without text, with its correction.

    It has a byline only once it is approved, and then of the people who did: an analysis is by
    somebody with a name (schema.org), so before that it is a background article.
    """
    item = _head(leaving)
    if not leaving.standing.withdrawn:
        item |= _text(leaving)
    return document(filled(item)).translate(ESCAPES)


def _head(leaving: Leaving) -> Field:
    standing = leaving.standing
    return {
        "@context": CONTEXT,
        "@type": _types(leaving),
        "@id": leaving.uri,
        "identifier": standing.draft_id,
        "version": standing.version,
        "creativeWorkStatus": _status(leaving),
        "correction": _correction(leaving),
        "headline": text_of(leaving.briefing.headline),
        "inLanguage": leaving.language,
        "dateCreated": _time(standing.created),
        "dateModified": _time(standing.changed),
        "digitalSourceType": {"@id": leaving.disclosure.source.schema_org},
        "backstory": leaving.disclosure.words,
    }


def _text(leaving: Leaving) -> Field:
    draft, briefing, standing = leaving.draft, leaving.briefing, leaving.standing
    people = standing.reviewers if standing.approved else ()
    body = next((s for s in leaving.sections if s.name == SectionName.BODY), None)
    return {
        "abstract": text_of(briefing.standfirst),
        "articleBody": plain(body.blocks) if body else None,
        "articleSection": briefing.category,
        "keywords": briefing.topic,
        "timeRequired": f"PT{draft.read_minutes}M",
        "hasPart": [_part(s) for s in leaving.sections if s.name not in _ELSEWHERE],
        "isBasedOn": [_report(source) for source in briefing.sources],
        "citation": list(_citations(draft.earlier_events, briefing.events)),
        "editor": [{"@type": "Person", "name": clean(name)} for name in people],
    }


def _types(leaving: Leaving) -> list[str]:
    named = leaving.standing.approved and leaving.standing.reviewers
    analysis = ["AnalysisNewsArticle"] if named and leaving.briefing.analysis else []
    return [*analysis, "BackgroundNewsArticle"]


def _status(leaving: Leaving) -> str | None:
    """Draft until a person stands by it; whether it is published then, its publisher says."""
    if leaving.standing.withdrawn:
        return "Obsolete"
    return None if leaving.standing.approved else "Draft"


def _correction(leaving: Leaving) -> Field | None:
    standing = leaving.standing
    if not standing.withdrawn:
        return None
    comment = {"@type": "CorrectionComment", "text": leaving.note}
    return filled(comment | {"dateCreated": _time(standing.changed)})


def _part(section: SectionText) -> Field:
    return {
        "@type": "CreativeWork",
        "name": section.title,
        "text": plain(section.blocks),
    }


def _report(source: SourceReport) -> Field:
    return filled(
        {
            "@type": "NewsArticle",
            "headline": source.headline,
            "url": _url(source.link),
            "datePublished": source.day and source.day.iso,
            "publisher": _organisation(source.publisher),
            "inLanguage": None if source.language == "und" else source.language,
        }
    )


def _citations(events: Iterable[EarlierEvent], shown: Iterable[Event]) -> Iterable[Field]:
    """The reports of earlier events, one an outlet."""
    for event, seen in zip(events, shown, strict=True):
        about = {
            "@type": "Event",
            "@id": event_uri(event),
            "name": seen.text,
            "startDate": event.date.isoformat(),
        }
        for outlet in seen.outlets:
            work = {"@type": "NewsArticle", "url": _url(outlet.link), "about": about}
            yield filled(work | {"publisher": _organisation(outlet.name)})


def _organisation(name: str | None) -> Field | None:
    return {"@type": "Organization", "name": name} if name else None


def _url(link: Link | None) -> str | None:
    return web_uri(link.url) if link else None


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
