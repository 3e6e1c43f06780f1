"""Where a text is enclosed in quotation marks or brackets."""

import re
from collections.abc import Iterator

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "(": ")",
    "[": "]",
    "‘": "’",
    "'": "'",
    '"': '"',
}
_MARKS = re.compile(r"[“”„«»()\[\]‘’'\"]")
_OPENS_AFTER = re.compile(r"[\s(\[“„«‘\"'—–/-]")
_LONGEST_OPEN = 1500  # characters; beyond, a closing mark was forgotten


def enclosed(text: str) -> tuple[tuple[int, int], ...]:
    """Spans from an opening mark to just behind its closing one, outermost only.

    A curly quotation that is never closed goes on in the next paragraph, so it runs to the end
    of this one. Any other mark that is never closed encloses nothing.
    """
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    unclosed: set[str] = set()  # looked for to the end once, and not again
    while mark := _MARKS.search(text, position):
        start, position = mark.start(), mark.end()
        if mark[0] not in unclosed and _opens(text, start):
            end = _end(text, start)
            if end is None and mark[0] in "“„" and len(text) - start <= _LONGEST_OPEN:
                end = len(text)
            if end is None:
                unclosed.add(mark[0])
            else:
                yield start, end
                position = end


def _opens(text: str, at: int) -> bool:
    """Whether the mark at this place opens: no word stands right before it, and one does after."""
    if text[at] not in _CLOSERS:
        return False
    free_before = at == 0 or bool(_OPENS_AFTER.match(text[at - 1]))
    if text[at] in "([“„":
        return True
    if text[at] in '«»"':
        return free_before
    return free_before and at + 1 < len(text) and not text[at + 1].isspace()


def _end(text: str, start: int) -> int | None:
    """Just behind the first mark that closes the one at `start`."""
    closers = _CLOSERS[text[start]]
    return next(
        (
            mark.end()
            for mark in _MARKS.finditer(text, start + 1)
            if mark[0] in closers and _closes(text, mark.start())
        ),
        None,
    )


def _closes(text: str, at: int) -> bool:
    """An apostrophe closes only behind punctuation or where no letter follows."""
    behind = text[at - 1]
    after = text[at + 1] if at + 1 < len(text) else " "
    if text[at] == "'":
        return behind in ".,!?…" and not after.isalnum()
    if text[at] == "’":
        return not after.isalnum() and behind != " "
    if text[at] == '"':
        return not behind.isspace() or not after.isalnum()
    return True
