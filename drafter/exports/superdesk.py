"""ninjs as Superdesk reads it: 1.x field names, its own form of time, our parts under `extra`.

Superdesk's parser (superdesk-core, feed_parsers/ninjs.py) copies the fields that it knows, and
fails on a time with fractions of a second. It would take a `profile` for one of its own, so that
there is none.
"""

from datetime import UTC, datetime

from drafter.exports.leaving import Leaving, document, filled, text_of
from drafter.exports.marks import clean
from drafter.exports.markup import paragraph, whole
from drafter.exports.ninjs import Field, evidence, pub_status
from drafter.exports.subjects import MEDIA_TOPICS
from schemas.sections import Sections

TIME = "%Y-%m-%dT%H:%M:%S+0000"
SOURCE = "drafter"


def superdesk(leaving: Leaving) -> str:
    """The draft as one item for Superdesk's `ninjs` parser; a withdrawn one cancels it there."""
    item = _head(leaving)
    if not leaving.standing.withdrawn:
        item |= _text(leaving)
    return document(filled(item))


def _head(leaving: Leaving) -> Field:
    standing, draft = leaving.standing, leaving.draft
    return {
        "guid": leaving.uri,
        "uri": leaving.uri,
        "type": "text",
        "version": str(standing.version),
        "firstcreated": _time(standing.created),
        "versioncreated": _time(standing.changed),
        "pubstatus": pub_status(leaving),
        "ednote": leaving.note,
        "language": leaving.language,
        "headline": text_of(leaving.briefing.headline),
        "slugline": draft.slug,
        "source": SOURCE,
        "extra": {"drafter": _extra(leaving)},
    }


def _text(leaving: Leaving) -> Field:
    draft = leaving.draft
    code, name = MEDIA_TOPICS[draft.category]
    people = leaving.standing.reviewers if leaving.standing.approved else ()
    return {
        "description_text": text_of(leaving.briefing.standfirst),
        "body_html": paragraph(leaving.disclosure.words) + whole(leaving.sections),
        "byline": " and ".join(map(clean, people)),
        "keywords": [draft.topic] if draft.topic else [],
        "subject": [{"code": code, "name": name}],
    }


def _extra(leaving: Leaving) -> Field:
    told, standing = leaving.disclosure, leaving.standing
    known = {
        "draft_id": standing.draft_id,
        "revision": standing.revision,
        "state": standing.state,
        "digital_source_type": told.source.uri,
        "disclosure": told.words,
    }
    if standing.withdrawn:
        return filled(known)
    sections = leaving.draft.model_dump(mode="json", include=set(Sections.model_fields))
    return filled(known | {"sections": sections} | evidence(leaving.draft))


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime(TIME) if at else None
