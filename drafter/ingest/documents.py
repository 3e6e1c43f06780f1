"""JSON -> Source: our own report, and IPTC ninjs 1.x (with Superdesk's flavour), 2.x and 3.x."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from drafter.errors import ReportRefused
from drafter.ingest.markup import html_paragraphs
from drafter.ingest.plain import paragraphs
from drafter.ingest.source import Source, shown, source_of
from schemas.report import Report

Document = Mapping[str, Any]
_UNKNOWN_SHAPE = (
    "JSON of an unknown shape: give headline with text or paragraphs, a stored report, or ninjs"
)
_BODY_ROLES = ("main", "", "body", "text", "story", "richtext")


class _OwnReport(BaseModel):
    """A report as a plugin or a person writes it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    headline: str
    text: str | None = None
    paragraphs: list[str] | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


def parse(text: str) -> Document:
    """The JSON object in the text. Raises ReportRefused with line and column where it breaks."""
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ReportRefused(f"broken JSON at {where}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise ReportRefused("broken JSON: a number too long or lists too deep") from None
    if not isinstance(document, dict):
        raise ReportRefused(_UNKNOWN_SHAPE)
    return document


def stored_report(document: Document) -> Report | None:
    """The document as a report that was stored before, or None where it is something else."""
    if "content_hash" not in document:
        return None
    try:
        return Report.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise ReportRefused(f"a stored report that does not hold: {_first(error)}") from None


def read_document(document: Document) -> Source:
    """The source in our own report JSON or in ninjs, told by its keys. Raises ReportRefused."""
    if "headlines" in document or "bodies" in document:
        return _ninjs_3(document)
    if "uri" in document or "guid" in document:
        return _ninjs_1(document)
    if "headline" in document and ("text" in document or "paragraphs" in document):
        return _own(document)
    raise ReportRefused(_UNKNOWN_SHAPE)


def _own(document: Document) -> Source:
    try:
        own = _OwnReport.model_validate(document)
    except ValidationError as error:
        raise ReportRefused(f"the report's JSON does not hold: {_first(error)}") from None
    texts = own.paragraphs if own.paragraphs is not None else [own.text or ""]
    facts = own.model_dump(include={"publisher", "url", "published", "language"}, exclude_none=True)
    return source_of(own.headline, [part for text in texts for part in paragraphs(text)], facts)


def _ninjs_1(item: Document) -> Source:
    """IPTC ninjs 1.x; Superdesk's has `guid` for `uri` and `source` for `infosource`."""
    _refuse_canceled(item, "pubstatus")
    found = next(
        (
            _paragraphs(_text(item, key), key)
            for key in ("body_xhtml", "body_html", "body_text")
            if _text(item, key)
        ),
        [],
    )
    facts = {
        "publisher": _text(item, "source")
        or _name(_listed(item, "infosource"))
        or _text(item, "copyrightholder"),
        "url": _address(item),
        "published": _first_of(
            item, "contentcreated", "firstpublished", "firstcreated", "versioncreated"
        ),
        "language": _text(item, "language"),
    }
    return source_of(_headline(_text(item, "headline")), _not_empty(found), facts)


def _ninjs_3(item: Document) -> Source:
    """IPTC ninjs 2.x and 3.x: headlines and bodies with roles."""
    _refuse_canceled(item, "pubStatus")
    main = _by_role(_listed(item, "headlines"), ("main", "", "headline"))
    body = _by_role(_listed(item, "bodies"), _BODY_ROLES)
    facts = {
        "publisher": _name(_listed(item, "infoSources")) or _text(item, "copyrightHolder"),
        "url": _address(item),
        "published": _first_of(item, "contentCreated", "firstCreated", "versionCreated"),
        "language": _text(item, "language"),
    }
    found = _paragraphs(_text(body, "value"), _text(body, "contentType"))
    return source_of(_headline(_text(main, "value")), _not_empty(found), facts)


def _refuse_canceled(item: Document, key: str) -> None:
    if item.get(key) == "canceled":
        raise ReportRefused("the publisher has canceled this item: ask for the one in its place")


def _not_empty(found: list[str]) -> list[str]:
    if not found:
        raise ReportRefused("the ninjs item has no text body: give a news text, not a picture")
    return found


def _by_role(entries: Sequence[Document], roles: Sequence[str]) -> Document:
    """The entry whose role comes first among the roles; any entry, where none has such a role."""
    ranked = {role: rank for rank, role in enumerate(roles)}
    texts = [entry for entry in entries if "json" not in _text(entry, "contentType")]
    return min(texts, key=lambda e: ranked.get(_text(e, "role"), len(ranked)), default={})


def _paragraphs(value: str, kind: str) -> list[str]:
    is_markup = "html" in kind or ("</" in value and "<p" in value)
    return html_paragraphs(value) if is_markup else paragraphs(value)


def _headline(value: str) -> str:
    return " ".join(html_paragraphs(value)) if "<" in value or "&" in value else value


def _name(sources: Sequence[Document]) -> str:
    return next((name for source in sources if (name := _text(source, "name"))), "")


def _address(item: Document) -> str:
    uri = _text(item, "uri")
    return uri if uri.startswith(("http://", "https://")) else ""


def _first_of(item: Document, *keys: str) -> str:
    return next((value for key in keys if (value := _text(item, key))), "")


def _text(item: Document, key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""


def _listed(item: Document, key: str) -> Sequence[Document]:
    value = item.get(key)
    return [e for e in value if isinstance(e, dict)] if isinstance(value, list) else []


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, in one line."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = shown(".".join(map(str, first["loc"]))) or "the whole"
    known = f" (known: {', '.join(_OwnReport.model_fields)})"
    message = "is no known field" + known if first["type"] == "extra_forbidden" else first["msg"]
    return f"{where}: {message}"
