"""How a draft and what it rests on are named outside: URIs that stay the same over revisions."""

import hashlib
import re
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

from drafter.exports.links import link_of
from schemas.draft import Draft, Source
from schemas.event import EarlierEvent

_OURS = uuid5(NAMESPACE_URL, "urn:drafter:exports")
_SAFE = "/:@!$&'()*+,;=~%?"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]:@]+)(?::\d*)?")


def draft_uri(draft: Draft, draft_id: str | None) -> str:
    """The draft's URI: of its id, so that all revisions have one; else of what it says."""
    name = draft_id or hashlib.sha256(draft.model_dump_json().encode()).hexdigest()
    return _urn(f"draft {name}")


def event_uri(event: EarlierEvent) -> str:
    """An earlier event's URI, by the name that it has outside the draft."""
    return _urn(f"event {event.key}")


def source_uri(source: Source) -> str:
    """A report's own address; where it has none that can be followed, a URI of its text."""
    return web_uri(source.url) or _urn(f"report {source.content_hash}")


def web_uri(url: str | None) -> str | None:
    """A web address as a URI (RFC 3986), without credentials; null where it is no such address."""
    link = link_of(url)
    if link is None or link.url is None:
        return None
    parts = urlsplit(link.url)
    host = quote(parts.netloc.rpartition("@")[2], safe="[]:.-_~!$&'()*+,;=%")
    if not _AUTHORITY.fullmatch(host):
        return None
    rest = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, _STRAY_PERCENT.sub("%25", host), *rest))


def _quoted(part: str) -> str:
    return _STRAY_PERCENT.sub("%25", quote(part, safe=_SAFE))


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(_OURS, name)}"
