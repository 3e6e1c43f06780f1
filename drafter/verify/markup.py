"""What has no place in a sentence of plain prose: addresses, markup, the prompt's own marks.

A source can ask a model to set a link, an image that calls home, or a tag. Exports escape all of
it; this check sees to it that a person looks before such a text goes anywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.verify.claim import Claim
from drafter.verify.evidence import Evidence
from drafter.verify.found import Found, blocker, span, unchecked, warning
from prompts.framing import speaks_to_a_model
from schemas.evidence import Check, Finding, Span
from schemas.limits import Limits
from schemas.sections import SectionName, Sections

KINDS = {
    "hidden": "a hidden character",
    "markup": "markup",
    "mark": "a mark of the prompt",
    "address": "an address",
    "encoded": "an encoded text",
}
_LONGEST_SHOWN = 60
_STAND_INS = str.maketrans("‹›⟦∼", "<>[~")
"""What `prompts.framing.safe` shows to a model for the signs that open a tag or a mark."""
_ODD = re.compile(
    # Possessive, bounded or anchored at the start of a word throughout: linear time.
    "(?P<hidden>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff"
    "\U000e0000-\U000e0fff]++)"
    r"|(?P<markup><[/!?|｜]?\s?[A-Za-z|｜][^<>]{0,200}>?|\|>|!?\[[^\[\]]{0,200}\]\([^()\s]*+\)?"
    r"|!\[|```|(?<![\w*])\*\*(?=\w)|\A\#{1,6}\s|[{,]\s?[\"“”]\w{1,40}[\"“”]\s?:|&(?:\#\w{2,7}|[a-z]{2,8});)"
    r"|(?P<mark>\bR\d+\.S\d+\b|[\[(⟦]E\d+[\])]|‹(?:[/|｜]|(?:source|events|request|errors|think|s)\b)"
    r"[^‹›<>]{0,80}[›>]?|[\[⟦]/?(?:INST|SYS|SYSTEM_PROMPT|THINK|TOOL_\w{1,20}|AVAILABLE_TOOLS)\])"
    r"|(?P<address>\b(?:h(?:tt|xx)ps?|ftp)://\S++|\bwww\.\S++|\b(?:mailto|javascript|data):\w\S*+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
    r"|(?<![\w.@/:-])(?=\d*[a-z])[a-z0-9](?:[a-z0-9-]++|(?=\.[a-z]{2,}/\S))(?:(?:\.|\[\.\])[a-z0-9-]++)*?"
    r"(?:\.|\[\.\])[a-z]{2,}+(?![\w-]|\.[a-z0-9])(?:/\S*+)?)"
    r"|(?P<encoded>(?<![\w+/=-])(?=[A-Za-z+/_-]*+\d)[A-Za-z0-9+/_-]{32,}+={0,2}"
    r"|(?:%[0-9A-Fa-f]{2}){3,}+)"
)


@dataclass(frozen=True)
class Odd:
    """A piece of a text that is not prose: its kind in words, itself, and where it stands."""

    what: str
    text: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The piece as a finding can quote it: short, and visible."""
        text = self.text if self.text.isprintable() else ascii(self.text).strip("'")
        return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def odd_pieces(text: str) -> Iterator[Odd]:
    """Every piece of the text that is not prose, in order."""
    for match in _ODD.finditer(text):
        kind = match.lastgroup or "markup"
        piece = match[0].rstrip(".,;:!?)”»\"'") if kind == "address" else match[0]
        yield Odd(KINDS[kind], piece, match.start(), match.start() + len(piece))


def stands_in(odd: Odd, texts: Sequence[str]) -> bool:
    """Whether one of the sources has the piece, as it came or as a model was shown it."""
    return any(_as_filed(odd.text) in _as_filed(text) for text in texts)


def _as_filed(text: str) -> str:
    return text.translate(_STAND_INS)


def check(claim: Claim) -> Iterator[Found]:
    """The statement is plain prose; what a source has, and a reader may not want, is a warning."""
    for odd in odd_pieces(claim.text):
        yield _found(odd, claim.texts, span(odd.start, odd.end))
    for passage in claim.passages:
        if speaks_to_a_model(passage.text):
            reason = "What it rests on holds marks that speak to a model: read it in the source."
            yield unchecked(Check.MARKUP, reason)
            return


def check_draft(
    sections: Sections, evidence: Evidence, _limits: Limits, _language: str
) -> Iterator[Finding]:
    """The names of actors are plain prose, too: findings stand with their first statement."""
    for perspective in sections.perspectives or ():
        first = perspective.statements[0]
        texts = [passage.text for passage in evidence.passages((*first.cites, *first.links))]
        for odd in odd_pieces(perspective.actor):
            yield _found(odd, texts, None).of(SectionName.PERSPECTIVES, first.id)


def _found(odd: Odd, texts: Sequence[str], where: Span | None) -> Found:
    if stands_in(odd, texts):
        reason = f"“{odd.shown}” is {odd.what} that the source has: may a reader have it?"
        return warning(Check.MARKUP, reason, where)
    reason = f"“{odd.shown}” is {odd.what}, and does not stand in what it cites."
    return blocker(Check.MARKUP, reason, where)
