"""A briefing as one HTML page that asks the network for nothing: no script, image or font."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from drafter.exports.view import Briefing

_PACKAGE, _TEMPLATES = "drafter.exports", "templates"


def page(briefing: Briefing) -> str:
    """The page, for readers and, while it is not approved, for its editor.

    Its own policy (Content-Security-Policy) allows its one style sheet, by hash, and nothing else.
    """
    css = _css()
    return _template().render(
        b=briefing,
        css=Markup(css),  # noqa: S704 - our own file, no text from outside
        css_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["letter"] = letter
    environment.filters["beside"] = lambda anchor, briefing: briefing.beside[anchor]
    return environment


@cache
def _template() -> Template:
    return _environment().get_template("briefing.html")


@cache
def _css() -> str:
    environment = _environment()
    source, _, _ = PackageLoader(_PACKAGE, _TEMPLATES).get_source(environment, "briefing.css")
    return source


def letter(number: int) -> str:
    """1, 2, ... as a, b, ..., z, aa, ab, ...: the name of a back link."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
