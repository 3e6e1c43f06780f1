"""Full-text search: words are folded here, so that both databases find the same.

Both index the folded words as they are, parted at spaces: SQLite by FTS5's tokenizer `ascii`, which
takes every other character of these texts for a letter, PostgreSQL in a column that a function of
ours fills (migration 0006). Neither has a say in what a word is.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from drafter.errors import InputError
from drafter.store.database import insert_once
from drafter.store.tables import draft_texts, drafts
from drafter.terms import UNSPACED
from schemas.draft import Draft

LONGEST_WORD = 100
"""Characters; a longer one is cut, in texts as in queries. PostgreSQL takes 2046 bytes."""
MOST_WORDS = 16_000
"""Of a text. PostgreSQL counts the places of words up to 16,383."""
MOST_CHARACTERS = 200_000
"""Of a text. PostgreSQL takes 1 MB of different words."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not take apart, as they are typed where the keyboard lacks them."""
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True)
class Term:
    """Words that have to stand together, in this order. `prefix`: the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def folded(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation.

    By NFKD without its marks (Unicode annex 15). A character of a script without spaces is a word
    by itself. At most as many words as both databases take.
    """
    taken = unicodedata.normalize("NFKD", text[:MOST_CHARACTERS]).casefold()
    plain = "".join(map(_plain, unicodedata.normalize("NFKD", taken))).translate(_LETTERS)
    spaced = UNSPACED.sub(r" \g<0> ", plain[:MOST_CHARACTERS])
    return [word[:LONGEST_WORD] for word in spaced.split()][:MOST_WORDS]


def _plain(one: str) -> str:
    kind = unicodedata.category(one)
    if kind[0] == "M":  # a vowel sign is no accent, nor is what makes another syllable of a kana
        return "" if unicodedata.combining(one) and not UNSPACED.match(one) else one
    if kind == "Cf":  # such as a soft hyphen
        return ""
    return one if kind[0] in "LN" else " "


def terms_of(query: str) -> list[Term]:
    """What a query asks for: words, "phrases in quotation marks", and beginnings*.

    A word that punctuation parts, such as U.S. or 4,000, is a phrase. Nothing else is an operator.

    Raises:
        InputError: there is no word in it.
    """
    found = []
    for phrase, word in _TERM.findall(query.replace("“", '"').replace("”", '"')):
        words = tuple(folded(phrase or word))
        if words:
            found.append(Term(words, prefix=word.endswith("*")))
    if not found:
        raise InputError("q holds no word to search for; leave it out to list all")
    return found


def holding(dialect: sa.Dialect, query: str) -> sa.ColumnElement[bool]:
    """The condition that a draft's last revision holds all of the query's terms.

    Raises:
        InputError: there is no word in the query.
    """
    terms = terms_of(query)
    if dialect.name == "postgresql":
        texts = sa.table("draft_texts", sa.column("draft_id"), sa.column("words"))
        matches = texts.c.words.op("@@")(sa.cast(_tsquery(terms), postgresql.TSQUERY))
        return drafts.c.id.in_(sa.select(texts.c.draft_id).where(matches))
    index = sa.table("draft_words", sa.column("rowid"), sa.column("draft_words"))
    rows = sa.select(index.c.rowid).where(index.c.draft_words.op("MATCH")(_fts5(terms)))
    return drafts.c.id.in_(sa.select(draft_texts.c.draft_id).where(draft_texts.c.number.in_(rows)))


def holding_words(column: sa.ColumnElement[str], query: str) -> sa.ColumnElement[bool]:
    """The same of a short column of folded words with a space before and behind: no index.

    Raises:
        InputError: there is no word in the query.
    """
    wanted = (
        " ".join(("", *term.words)) + ("" if term.prefix else " ") for term in terms_of(query)
    )
    return sa.and_(*(column.contains(words) for words in wanted))


async def keep(connection: AsyncConnection, draft_id: str, draft: Draft) -> None:
    """Keep the words of a draft's last revision, in place of those of the one before."""
    texts = " ".join(statement.text for _, statement in draft.statements())
    values = {"text": " ".join(folded(texts))}
    if not await insert_once(connection, draft_texts, values | {"draft_id": draft_id}):
        mine = draft_texts.c.draft_id == draft_id
        await connection.execute(sa.update(draft_texts).where(mine).values(values))


def _tsquery(terms: Sequence[Term]) -> str:
    """Words are letters and digits alone, so that quotation marks hold them."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "") + ")"
        for term in terms
    )


def _fts5(terms: Sequence[Term]) -> str:
    return " AND ".join(
        f'"{" ".join(term.words)}"' + (" *" if term.prefix else "") for term in terms
    )
