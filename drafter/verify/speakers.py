"""Who a quotation or a claim belongs to, told only where the wording leaves no doubt."""

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.verify.quotations import Quotation
from drafter.verify.speech import ADVERBS, TITLE
from drafter.verify.voices import NAME, Cast, Voice, voices

_FARTHEST = 70
"""Characters between "he called the plan, after a long night," and what he called it."""
_RIGHT_AFTER = re.compile(r"[\s,.!?·]*")
_LEADS_TO = re.compile(r"[^.;·!?]*")
_ANOTHER = re.compile(r"\s[A-Z]")
_ACCORDING = re.compile(rf"\b(?:[Aa]ccording to|[Ii]n the words of) (?:the )?(?P<actor>{NAME})")
_CALLING = re.compile(
    rf"(?P<actor>{NAME}) {ADVERBS}(?:described|describes|called|calls|labelled|labeled|branded"
    r"|dubbed|spoke of|speaks of|referred to|refers to)\b"
)
_ROLES = (
    "master farmer worker teacher resident owner pilot nurse doctor fisherman driver skipper baker"
    " grocer shopkeeper witness survivor neighbour neighbor volunteer organiser organizer manager"
    " publisher editor writer poet singer player striker goalkeeper historian biologist geologist"
    " economist analyst expert solicitor barrister prosecutor victim widow mother father brother"
    " sister son daughter wife husband spokesperson packer miner miller guard ranger diver"
)
_ROLE_BEFORE = re.compile(rf"(?:{TITLE}|[a-z]{{3,}},|\b(?i:{'|'.join(_ROLES.split())}))\s+$")


class People:
    """The people of a draft's sources: whom a name means, and whether it is a person's at all."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._cast = Cast(self._texts)
        self._known: dict[str, bool] = {}

    def person(self, actor: str | None) -> str | None:
        """The full name, where the sources show that it is a person's; else None."""
        name = self._name(actor) if actor else ""
        if name not in self._known:
            self._known[name] = self._cast.is_person(name) and self._is_shown(name)
        return name if self._known[name] else None

    def _name(self, actor: str) -> str:
        """The one name of an actor, also where an office that is in no table stands before it."""
        name = self._cast.name(actor)
        if not self._cast.is_person(name):
            known = self._cast.name(actor.rsplit(maxsplit=1)[-1])
            return known if set(known.split()) <= set(actor.split()) else name
        return name

    def _is_shown(self, name: str) -> bool:
        """Whether an office stands before it, or its last part stands alone somewhere."""
        last = re.compile(rf"(?<![\w’'-]){re.escape(name.rsplit(maxsplit=1)[-1])}\b(?! [A-Z])")
        for before, after in self._around(re.compile(re.escape(name) + r"\b")):
            if _ROLE_BEFORE.search(before) or re.match(r", (?:\d\d,|who |an? |the [a-z])", after):
                return True
        return any(not re.search(r"[A-Z][\w.’'-]*\s$", before) for before, _ in self._around(last))

    def _around(self, pattern: re.Pattern[str]) -> Iterable[tuple[str, str]]:
        for text in self._texts:
            for match in pattern.finditer(text):
                yield text[max(0, match.start() - 60) : match.start()], text[match.end() :][:20]


def speaking(plain: str) -> Iterator[Voice]:
    """The voices of a sentence whose quotations are blanked, and who calls something a name."""
    heard = tuple(voices(plain))
    yield from heard
    for match in _CALLING.finditer(plain):
        if all(match.start() >= voice.span[1] or match.end() <= voice.span[0] for voice in heard):
            yield Voice(match["actor"], takes_a_stand=True, speaks=True, span=match.span())


def speaker(quotation: Quotation, plain: str, voices: Sequence[Voice]) -> str | None:
    """The actor to whom the sentence gives the quotation; None where it is two or nobody.

    `plain` is the sentence with its quotations blanked, of the same length, `voices` its voices.
    """
    near = {voice.actor for voice in voices if _belongs(quotation, plain, voice)}
    if not near and not voices and (told := _ACCORDING.search(plain)):
        near = {told["actor"]}
    return near.pop().removesuffix(".") if len(near) == 1 else None


def _belongs(quotation: Quotation, plain: str, voice: Voice) -> bool:
    """Whether actor and verb stand right after the quotation, or lead to it without a stop."""
    start, end = voice.span
    if not voice.speaks:
        return False
    if start > quotation.start:
        gap = plain[quotation.end + 1 : start]
        return start <= quotation.end + 1 or _RIGHT_AFTER.fullmatch(gap) is not None
    gap = plain[end : max(end, quotation.start - 1)]
    leads = _LEADS_TO.fullmatch(gap) is not None and not _ANOTHER.search(gap)
    return leads and len(gap) <= _FARTHEST
