import json
from collections.abc import Sequence
from importlib import import_module

import pytest
import sqlalchemy as sa
from alembic import command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from drafter.errors import InputError
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from drafter.store.lists import DraftFilter, Lists
from drafter.store.migrate import config_for
from drafter.store.searching import (
    LONGEST_WORD,
    MOST_CHARACTERS,
    MOST_WORDS,
    Term,
    folded,
    holding,
    keep,
    terms_of,
)
from drafter.store.tables import draft_texts
from drafter.store.tables import drafts as drafts_table
from tests import factories
from tests.drafter.store.conftest import transaction
from tests.drafter.store.rows import a_draft, a_report

MIGRATION = import_module("drafter.store.migrations.versions.0006_the_api")
HOSTILE = some.text(
    some.sampled_from(
        list("aAbé\u0301ßİıøŁ1,.'\"*+-^():&|!<>\\/%_\0\n\t \u00ad\u200cجسر橋がか\u3099กรุงหि한")
    )
    | some.characters(),
    max_size=24,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bridge, shut!", ["the", "bridge", "shut"]),
        ("Café CAFÉ cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("Straße Łódź Ørsted", ["strasse", "lodz", "orsted"]),
        ("İstanbul ISTANBUL Isparta ıspanak", ["istanbul", "istanbul", "isparta", "ispanak"]),
        ("U.S. 4,000 don’t", ["u", "s", "4", "000", "don", "t"]),
        ("Brü\u00adcke ﬁn ４２", ["brucke", "fin", "42"]),
        ("مُعَلِّم أحمد", ["معلم", "احمد"]),
        ("橋が閉鎖", ["橋", "か\u3099"[0], "\u3099", "閉", "鎖"]),
        ("हिन्दी", ["हिनदी"]),
        ("a_b & <c> 'd' \0", ["a", "b", "c", "d"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert expected == folded(text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("old bridge", [Term(("old",)), Term(("bridge",))]),
        ('"old bridge" shut', [Term(("old", "bridge")), Term(("shut",))]),
        ("“old bridge”", [Term(("old", "bridge"))]),
        ('"old bridge', [Term(("old", "bridge"))]),
        ("ferr*", [Term(("ferr",), prefix=True)]),
        ("U.S.", [Term(("u", "s"))]),
        ("4,0*", [Term(("4", "0"), prefix=True)]),
        ("old AND -bridge", [Term(("old",)), Term(("and",)), Term(("bridge",))]),
        ("NOT (NEAR)", [Term(("not",)), Term(("near",))]),
        ("headline:bridge", [Term(("headline", "bridge"))]),
        ("* bridge", [Term(("bridge",))]),
        ('"" bridge', [Term(("bridge",))]),
        ("橋が", [Term(("橋", "か", "\u3099"))]),
    ],
)
def test_a_query_is_words_phrases_and_beginnings(query: str, expected: list[Term]) -> None:
    assert expected == terms_of(query)


@pytest.mark.parametrize("query", ["", " ", "*", '""', "-", "&|!():*", "\0", "\u0301"])
async def test_a_query_without_a_word_is_refused(database: Database, query: str) -> None:
    lists = Lists(database)
    with pytest.raises(InputError, match="no word to search for"):
        await lists.drafts(DraftFilter(q=query))
    with pytest.raises(InputError, match="no word to search for"):
        await lists.reports(q=query)


def holds(text: str, query: str) -> bool:
    """What a search is to find, in plain words."""
    words = folded(text)
    return all(any(_stands(term, words[n:]) for n in range(len(words))) for term in terms_of(query))


def _stands(term: Term, words: Sequence[str]) -> bool:
    *first, last = term.words
    here = list(words[: len(term.words)])
    if here[:-1] != first or len(here) < len(term.words):
        return False
    return here[-1].startswith(last) if term.prefix else here[-1] == last


async def test_the_database_finds_what_the_words_say_and_nothing_else(
    url: str, database: Database
) -> None:
    """Whatever stands in text and query: the same on both databases, and never an error."""
    draft_id = await a_draft(database, await a_report(database))
    with transaction(url) as connection:
        connection.execute(sa.insert(draft_texts).values(draft_id=draft_id, text=""))

        @given(HOSTILE, HOSTILE)
        @example("the old bridge", '"old bridge"')
        @example("the old bridge", '"bridge old"')
        @example("bridges", "bridge*")
        @example("bridges", "bridge")
        @example("橋が閉鎖された", "閉鎖")
        @example("กรุงเทพ", "เทพ")
        @example("a" * 300, "a" * 200)
        @example("x\ue000y \U0001f600z", "\ue000")
        @example("1e5 -3 0x1F 2026-03-05 a@b.org http://a.org/b.html <b>x</b>", "org*")
        @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=150)
        def search(text: str, query: str) -> None:
            connection.execute(sa.update(draft_texts).values(text=" ".join(folded(text))))
            try:
                found = holding(connection.dialect, query)
            except InputError:
                return
            every = sa.select(drafts_table.c.id).where(found)
            assert holds(text, query) == bool(connection.scalars(every).all())
            own = " ".join(folded(text)[:3])
            if own:
                itself = holding(connection.dialect, f'"{own}"')
                assert [draft_id] == list(
                    connection.scalars(sa.select(drafts_table.c.id).where(itself))
                )

        search()


async def found(database: Database, query: str) -> list[str]:
    return [record.id for record in (await Lists(database).drafts(DraftFilter(q=query))).records]


async def test_a_draft_is_found_by_its_headline_and_any_of_its_sections(
    database: Database, drafts: Drafts
) -> None:
    made = factories.draft(
        headline=factories.statement("Éastmere shuts its bridge"),
        plain_english=(factories.statement("Nobody may walk over it."),),
    )
    record = await drafts.ask(factories.order(await a_report(database)), "Desk")
    assert [] == await found(database, "bridge")
    await drafts.finish(record.id, made)
    for query in ("eastmere", "nobody bridge", '"may walk"', "walk* shut*"):
        assert [record.id] == await found(database, query)
    for query in ("nobody ferry", '"walk may"', "wal"):
        assert [] == await found(database, query)


async def test_a_draft_is_found_by_its_last_revision_alone(
    database: Database, drafts: Drafts
) -> None:
    record = await drafts.ask(factories.order(await a_report(database)), "Desk")
    await drafts.finish(record.id, factories.draft(headline=factories.statement("Ferries full")))
    await drafts.claim(record.id, "Ada")
    other = factories.draft(headline=factories.statement("Boats full"))
    await drafts.edit(record.id, other, "Ada", revision=1, reason=None)
    assert ([], [record.id]) == (await found(database, "ferries"), await found(database, "boats"))


async def test_the_longest_text_is_kept_up_to_what_a_database_takes(database: Database) -> None:
    draft_id = await a_draft(database, await a_report(database))
    longest = " ".join(f"{n:x}" + "字" * 9 + "я" * 150 for n in range(9000))
    many = " ".join(f"{n:x}" for n in range(MOST_WORDS + 500))
    plain = factories.draft()
    for text in (longest, many):
        headline = plain.headline.model_copy(update={"text": f"Bridge {text}"})
        draft = plain.model_copy(update={"headline": headline})
        async with database.writing() as connection:
            await keep(connection, draft_id, draft)
        assert [draft_id] == await found(database, "bridge")
    assert [draft_id] == await found(database, f"{MOST_WORDS - 500:x}")
    assert [] == await found(database, f"{MOST_WORDS + 400:x}")


def test_words_and_texts_are_cut_to_what_both_databases_take() -> None:
    assert ["a" * LONGEST_WORD] == folded("a" * 300)
    assert MOST_WORDS == len(folded("a " * (MOST_WORDS + 1)))
    assert MOST_CHARACTERS >= len(" ".join(folded("ﷺ" * MOST_CHARACTERS)))


@given(HOSTILE)
@example("Straße Łódź É e\u0301 か\u3099 กรุง हिन्दी Brü\u00adcke 橋が閉鎖 " + "a" * 120)
def test_the_migration_folds_as_the_program_does(text: str) -> None:
    assert " ".join(folded(text)) == MIGRATION._folded(text)  # noqa: SLF001 - nobody else may use it


def test_the_migration_finds_the_words_of_the_drafts_and_reports_that_were_there(
    own_url: str,
) -> None:
    report, draft = factories.report(headline="Café shut"), factories.draft()
    with transaction(own_url) as connection:
        command.downgrade(config_for(connection), "0005")
        add = sa.text(
            "INSERT INTO reports (id, fingerprint, created_at, created_by, document)"
            " VALUES ('rep-1', 'f', '2026-03-05', 'Ada', :document)"
        )
        connection.execute(add, {"document": report.model_dump_json()})
        connection.exec_driver_sql(
            "INSERT INTO drafts (id, state, revision, engine, recipe, created_at, updated_at,"
            " created_by, ordered) VALUES ('drf-1', 'queued', 2, 'x', 'x', '2026-03-05',"
            " '2026-03-05', 'x', '{}'), ('drf-2', 'drafting', 0, 'x', 'x', '2026-03-05',"
            " '2026-03-05', 'x', '{}')"
        )
        other = json.dumps({"headline": {"id": "s1", "written_by": "engine", "text": "Old words"}})
        for number, document in ((1, other), (2, draft.model_dump_json())):
            row = {"number": number, "document": document}
            revision = "VALUES ('drf-1', :number, 'x', '2026-03-05', NULL, 1, :document)"
            connection.execute(sa.text(f"INSERT INTO revisions {revision}"), row)
        command.upgrade(config_for(connection), "head")
        texts = " ".join(statement.text for _, statement in draft.statements())
        kept = connection.execute(sa.select(draft_texts.c.draft_id, draft_texts.c.text)).all()
        assert [("drf-1", " ".join(folded(texts)))] == [tuple(row) for row in kept]
        both = [
            connection.scalars(sa.select(drafts_table.c.id).where(found)).all()
            for found in (holding(connection.dialect, q) for q in ("eastmere", "words"))
        ]
        assert [["drf-1"], []] == both
        line = connection.exec_driver_sql(
            "SELECT headline, publisher, url, published, words FROM reports"
        ).one()
        told = (report.headline, report.publisher, report.url, str(report.published), " cafe shut ")
        assert told == (*line[:3], str(line[3]), line[4])
