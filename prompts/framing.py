"""Text from outside, made safe to stand inside a prompt: it stays text, never a frame or a turn.

Escaping does not make a model deaf to what a source says; it only keeps the source inside its
frame. What a draft then says is held against its evidence by code.
"""

import re

from jinja2 import Undefined

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are no white space
    "\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0"  # zero width, fillers
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls
    "\ufe00-\ufe0f\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # selectors and the like
    "\U000e0000-\U000e0fff"  # tags, and selectors that can carry bytes
    "\ud800-\udfff]"  # halves of a character
)
"""What no reader sees; U+200C and U+200D are letters to some."""
_GAP = r"[\s\u200c\u200d]*+"
_TAG_OPENS = re.compile(
    r"<(?=\w+>)|<(?!\s*(?:\d|\Z))"
    rf"|[＜﹤](?={_GAP}[/／|｜]|{_GAP}(?:source|events|request|errors|claim)\b)",
    re.IGNORECASE,
)
"""Opens a tag or a token of a chat template (`</source>`, `<|im_end|>`, `<s>`); `x < 5` is none."""
_NAMED = (  # tokens in square brackets: Llama, Mistral, GLM, and the encoders' old ones
    "INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_\\w+|TOOL|ARGS|CALL_ID|MODEL_SETTINGS|THINK"
    "|IMG|IMG_\\w+|AUDIO|BEGIN_AUDIO|TRANSCRIBE|PREFIX|MIDDLE|SUFFIX|g?MASK|sop|eop|CLS|SEP|PAD|UNK"
)
_MARK_OPENS = re.compile(
    rf"[\[［【〔](?={_GAP}(?:[RＲᎡ]|[EＥЕΕᎬ])\d)"
    rf"|\[(?={_GAP}/?{_GAP}(?:{_NAMED}){_GAP}\]|\|)",
    re.IGNORECASE,
)
"""Opens one of our sentence numbers (`[R1.S1]`, `[E1]`) or a bracketed token of a chat template."""
_SPEAKS = re.compile(
    rf"[<＜]{_GAP}(?:[|｜]|<?/?SYS|/?{_GAP}(?:source|events|request|errors|claim)\b)"
    r"|</?(?:s|bos|eos|think|thinking|start_of_turn|end_of_turn)>"
    r"|[|｜]>|\]~!?b[\[\]]|\[e~\[",
    re.IGNORECASE,
)
_TILDE = re.compile(r"(?<=\])~|~(?=!?b?\[)")
"""In the turn marks of MiniMax: `]~b]`, `[e~[`, `]~!b[`."""


def safe(text: str) -> str:
    """The text on one line, unable to open a tag, a sentence number or a turn.

    `‹` and `⟦` stand in: look-alikes that no normalisation turns back (`＜` would be).
    """
    line = " ".join(_INVISIBLE.sub("", text).split())
    line = _TILDE.sub("∼", _MARK_OPENS.sub("⟦", _TAG_OPENS.sub("‹", line)))
    return line.replace("|>", "|›").replace("｜>", "｜›")


def attribute(text: str) -> str:
    """The same for a value between double quotation marks inside a tag."""
    return safe(text).replace('"', "”").replace(">", "›")


def speaks_to_a_model(text: str) -> bool:
    """Whether a source's text, as it was filed, holds marks of a chat template or of our frame."""
    return bool(_SPEAKS.search(text) or _MARK_OPENS.search(text))


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
