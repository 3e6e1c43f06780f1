"""Text from outside, made safe to stand inside a prompt: it stays text, never a frame or a turn.

Escaping does not make a model deaf to what a source says; it only keeps the source inside its
frame. What a draft then says is held against its evidence by code.
"""

import re

from jinja2 import Undefined

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Control, zero-width, direction and tag characters; U+200C and U+200D are letters to some."""
_TAG_OPENS = re.compile(r"<(?!\s*(?:\d|\Z))")
"""Opens a tag or a token of a chat template (`</source>`, `<|im_end|>`, `<s>`); `x < 5` is none."""
_MARK_OPENS = re.compile(
    r"\[(?=\s*/?\s*(?:[RE]\d|INST|SYS|AVAILABLE_TOOLS|TOOL|IMG|SYSTEM_PROMPT))", re.IGNORECASE
)
"""Opens one of our sentence numbers (`[R1.S1]`) or a bracketed token of a chat template."""


def safe(text: str) -> str:
    """The text on one line, unable to open a tag, a sentence number or a turn.

    `‹` and `⟦` stand in: look-alikes that no normalisation turns back (`＜` would be).
    """
    line = " ".join(_INVISIBLE.sub("", text).split())
    return _MARK_OPENS.sub("⟦", _TAG_OPENS.sub("‹", line)).replace("|>", "|›")


def attribute(text: str) -> str:
    """The same for a value between double quotation marks inside a tag."""
    return safe(text).replace('"', "”").replace(">", "›")


def finalized(value: object) -> object:
    """What Jinja does to every value that a template prints: text is made safe, nothing is None.

    Raises:
        TypeError: the value is neither text nor a number, so it was not meant to be printed.
    """
    if isinstance(value, Undefined):
        return value  # Jinja raises its own error, which names what is missing
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    raise TypeError(f"a prompt prints text and numbers, not {type(value).__name__}: {value!r}")
