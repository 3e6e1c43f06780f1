"""The formats in which a draft leaves, and the one way to render it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from drafter.errors import InputError
from drafter.exports.building import briefing_of
from drafter.exports.markdown import markdown
from drafter.exports.origin import origin_of
from drafter.exports.page import page
from drafter.exports.view import Briefing
from schemas.draft import Draft
from schemas.review import DraftState


class Format(StrEnum):
    """A format by its short name."""

    JSON = "json"
    MD = "md"
    HTML = "html"


FORMATS: Mapping[Format, str] = MappingProxyType(
    {
        Format.JSON: "application/json",
        Format.MD: "text/markdown; charset=utf-8",
        Format.HTML: "text/html; charset=utf-8",
    }
)
"""Every format that there is, with its media type."""

_SHOWN: Mapping[Format, Callable[[Briefing], str]] = MappingProxyType(
    {Format.MD: markdown, Format.HTML: page}
)


def render(
    draft: Draft,
    form: Format | str,
    *,
    reviewed_by: str | None = None,
    state: DraftState | None = None,
    edited: bool | None = None,
) -> str:
    """The draft in a format, UTF-8 text that ends with a line feed.

    JSON is the Draft document itself, and reads back as the same draft. Markdown and HTML say
    who reviewed it; `reviewed_by` without a `state` stands for an approved draft. `edited` is
    whether the draft has been since it was written; null: as far as its statements tell.

    Raises:
        InputError: there is no such format.
    """
    wanted = _format(form)
    if wanted is Format.JSON:
        return draft.model_dump_json(indent=2) + "\n"
    origin = origin_of(draft, reviewed_by, state, edited=edited)
    return _SHOWN[wanted](briefing_of(draft, origin))


def _format(form: str) -> Format:
    try:
        return Format(form)
    except ValueError:
        known = ", ".join(FORMATS)
        raise InputError(f"There is no format {form!r} yet; choose one of {known}.") from None
