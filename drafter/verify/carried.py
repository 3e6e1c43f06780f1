"""Whether a statement says any of what it cites: the surest sign of a source that is not its own.

Measured on 571 sentences of two content words or more that models wrote afresh through the relay,
each true to what it cites: two share none of these words with it, and both say that something is
not known or not said, which `_UNKNOWN` leaves out. Only 26 of the 571 have three words, so "The
talks collapsed overnight" of negotiations that broke down is a warning: a blocker takes four, or
three and another sentence that has them. A synonym that `turns` knows counts as shared.
"""

import re
from collections.abc import Iterator, Sequence

from drafter.verify.claim import Claim
from drafter.verify.evidence import report_of
from drafter.verify.form_words import ENDED
from drafter.verify.found import Found, blocker, warning
from drafter.verify.light import weighs
from drafter.verify.moments import Moment
from drafter.verify.proper import Name
from drafter.verify.turns import OPPOSITES, RUNGS
from drafter.verify.values import Number
from drafter.verify.wordwise import Word
from schemas.evidence import Check
from schemas.sections import SectionName

LEAST = 2
"""Content words, below which a sentence says too little to be held against its sources."""
SURE = 4
"""Content words from which sharing nothing is no chance."""
SURE_ELSEWHERE = 3
"""The same where another sentence has most of them."""
_AROUND = 3
"""A sentence so near may be what the cited one goes on from: "He denied it.\""""
_MOST_SHOWN = 5
_UNKNOWN = re.compile(
    r"\b(?:un(?:known|clear|certain|explained|named)|declined|silent|remains? (?:open|to be))\b"
    r"|\b(?:no|not|nobody|none|nothing|never|neither|without|\w+n[’']t)\b.{0,40}"
    r"\b(?:kn(?:own?|ows|ew)|clear|sa(?:y|ys|id)|t(?:ell|old)|g(?:ave|ive|iven)|explain\w*|nam(?:e|ed)"
    r"|comment\w*|answer\w*|reasons?|decided|found|settled)\b",
    re.IGNORECASE,
)
"""What is not known or not said can be put in any words: "Nobody knows how it began"."""


def uncarried(claim: Claim) -> Iterator[Found]:
    """One finding where no content word of a sentence stands in what it cites.

    A blocker where nothing else of it does either, names and numbers among it, and nothing around
    the cited sentences; a warning where little is said, or where only a name is shared.
    """
    own = _content(claim)
    if len(own) < LEAST or not _is_sentence(claim) or _UNKNOWN.search(claim.text):
        return
    if _is_quoted(claim) or any(_is_spoken_of(word, claim) for word in own):
        return
    better = _elsewhere(own, claim)
    words = ", ".join(f"“{word}”" for word in dict.fromkeys(w.text for w in own[:_MOST_SHOWN]))
    reason = f"What it cites does not speak of this: {words} stand nowhere there"
    reason += f"; {better[0]} speaks of it." if better else "."
    enough = len(own) >= (SURE_ELSEWHERE if better else SURE)
    sure = enough and not _shares_anything(claim) and not _is_around(own, claim)
    yield (blocker if sure else warning)(Check.BASIS, reason, proposed=better)


def _content(claim: Claim) -> list[Word]:
    """The words that bear meaning, once each; names, dates, numbers and quotations left out."""
    said = claim.said
    others: list[Name | Moment | Number] = [*said.names, *said.moments, *said.numbers]
    taken = {place for one in others for place in range(one.start, one.end)}
    kept = {
        word.stems: word
        for word in said.wordwise
        if word.stems
        and weighs(word)
        and word.start not in taken
        and said.plain[word.start].isalnum()
    }
    return list(kept.values())


def _is_sentence(claim: Claim) -> bool:
    """Whether it asserts something: no subhead, and no question."""
    text = claim.text.rstrip()
    return claim.section is SectionName.HEADLINE or (
        ENDED.search(text) is not None and "?" not in text[-2:]
    )


def _is_quoted(claim: Claim) -> bool:
    """Whether the cited sentences have words that it quotes: the rest only leads up to them."""
    plain = claim.said.plain
    quoted = {s for w in claim.said.wordwise if not plain[w.start].isalnum() for s in w.stems}
    return any(not quoted.isdisjoint(passage.stems) for passage in claim.passages)


def _is_spoken_of(word: Word, claim: Claim) -> bool:
    """Whether what is cited has the word, a word of one meaning with it, or its opposite."""
    pairs = {pair for pair, _ in OPPOSITES.get(word.text, ())}
    ladder = RUNGS.get(word.text, (None, 0))[0]
    return any(
        not set(word.stems).isdisjoint(passage.stems)
        or any(pair in pairs for pair, _ in passage.side_places)
        or ladder in passage.ladder_places
        for passage in claim.passages
    )


def _shares_anything(claim: Claim) -> bool:
    said = set(claim.said.stems)
    return any(not said.isdisjoint(passage.stems) for passage in claim.passages)


def _is_around(own: Sequence[Word], claim: Claim) -> bool:
    """Whether a sentence near to a cited one has any of it."""
    stems = {stem for word in own for stem in word.stems}
    cited = [passage.id for passage in claim.passages]
    return any(
        not stems.isdisjoint(passage.stems) and any(_is_near(passage.id, one) for one in cited)
        for passage in claim.beside
    )


def _is_near(one: str, other: str) -> bool:
    places = [name.partition(".S")[2] for name in (one, other)]
    if report_of(one) != report_of(other) or not all(places):
        return False
    return abs(int(places[0]) - int(places[1])) <= _AROUND


def _elsewhere(own: Sequence[Word], claim: Claim) -> tuple[str, ...]:
    """The sentence of any report that has most of it, where one has at least half and two words."""
    stems = {stem for word in own for stem in word.stems}
    cited = {passage.id for passage in claim.passages}
    for name in claim.evidence.ranking.best(stems):
        shared = len(stems & set(claim.evidence.sentences[name].stems))
        if name not in cited and shared >= LEAST and 2 * shared >= len(stems):
            return (name,)
    return ()
