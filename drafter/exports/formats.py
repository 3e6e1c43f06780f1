"""The formats in which a draft leaves, and the one way to render it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from drafter.errors import InputError
from drafter.exports.jsonld import jsonld
from drafter.exports.leaving import Leaving
from drafter.exports.markdown import markdown
from drafter.exports.ninjs import ninjs
from drafter.exports.page import page
from drafter.exports.standing import Standing
from drafter.exports.superdesk import superdesk
from drafter.exports.wp import wp
from schemas.draft import Draft
from schemas.review import DraftState


class Format(StrEnum):
    """A format by its short name."""

    JSON = "json"
    MD = "md"
    HTML = "html"
    NINJS = "ninjs"
    NINJS_SUPERDESK = "ninjs-superdesk"
    JSONLD = "jsonld"
    WP = "wp"


FORMATS: Mapping[Format, str] = MappingProxyType(
    {
        Format.JSON: "application/json",
        Format.MD: "text/markdown; charset=utf-8",
        Format.HTML: "text/html; charset=utf-8",
        Format.NINJS: 'application/json; profile="http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"',
        Format.NINJS_SUPERDESK: 'application/json; profile="urn:drafter:ninjs-superdesk"',
        Format.JSONLD: "application/ld+json",
        Format.WP: "text/html; charset=utf-8",
    }
)
"""Every format that there is, with its media type."""

ENDINGS: Mapping[Format, str] = MappingProxyType(
    {
        Format.JSON: "json",
        Format.MD: "md",
        Format.HTML: "html",
        Format.NINJS: "ninjs.json",
        Format.NINJS_SUPERDESK: "ninjs.json",
        Format.JSONLD: "jsonld",
        Format.WP: "wp.html",
    }
)
"""How a file of each format is called, after its dot."""

CANCELLING = frozenset({Format.NINJS, Format.NINJS_SUPERDESK, Format.JSONLD})
"""Formats that can say of a draft that it has been taken back, and say no more of it then."""

_RENDERED: Mapping[Format, Callable[[Leaving], str]] = MappingProxyType(
    {
        Format.JSON: lambda leaving: leaving.draft.model_dump_json(indent=2) + "\n",
        Format.MD: lambda leaving: markdown(leaving.briefing),
        Format.HTML: lambda leaving: page(leaving.briefing),
        Format.NINJS: ninjs,
        Format.NINJS_SUPERDESK: superdesk,
        Format.JSONLD: jsonld,
        Format.WP: wp,
    }
)


def render(draft: Draft, form: Format | str, standing: Standing | None = None) -> str:
    """The draft in a format, UTF-8 text that ends with a line feed.

    JSON is the Draft document itself, and reads back as the same draft. All others say who
    reviewed it and how it came about; without a standing it is one that nobody has approved.

    Raises:
        InputError: there is no such format.
    """
    return _RENDERED[_format(form)](Leaving(draft, standing or Standing()))


def is_cancellation(form: Format, state: DraftState) -> bool:
    """Whether the draft, having been withdrawn, leaves in this format as its own cancellation."""
    return form in CANCELLING and state is DraftState.WITHDRAWN


def _format(form: str) -> Format:
    try:
        return Format(form)
    except ValueError:
        known = ", ".join(FORMATS)
        raise InputError(f"There is no format {form!r}; choose one of {known}.") from None
