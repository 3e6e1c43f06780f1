"""Comments stay with their statement, and keep the words that they were made on."""

import pytest

from drafter.errors import NotFound, WrongState
from drafter.store.comments import Comments
from drafter.store.database import Database
from drafter.store.drafts import Drafts
from schemas.sections import SectionName
from tests import factories
from tests.drafter.store.rows import a_draft, a_report
from tests.factories import statement

SAID = "Is the count from this year?"


@pytest.fixture
async def made(database: Database) -> str:
    order = factories.order(await a_report(database))
    return (await Drafts(database).hand_in(order, factories.draft(), "Desk")).id


@pytest.fixture
def comments(database: Database) -> Comments:
    return Comments(database)


async def test_a_comment_quotes_the_statement_and_keeps_the_quote_through_edits(
    database: Database, comments: Comments, made: str
) -> None:
    comment = await comments.add(made, "s1", SAID, "Ada")
    drafts = Drafts(database)
    before = await drafts.claim(made, "Bo")
    assert before.draft
    quote = before.draft.headline.text
    assert (SectionName.HEADLINE, "s1", quote, 1) == (
        comment.section,
        comment.statement,
        comment.quote,
        comment.revision,
    )
    other = factories.draft(headline=statement("Eastmere shuts its bridge"))
    await drafts.edit(made, other, "Bo", revision=1, reason=None)
    assert (comment,) == await comments.list(made)


async def test_a_comment_on_a_section_quotes_nothing(comments: Comments, made: str) -> None:
    comment = await comments.add(made, "body", SAID, "Ada")
    assert (SectionName.BODY, None, None) == (comment.section, comment.statement, comment.quote)


async def test_comments_are_listed_in_order_all_or_those_that_are_open(
    comments: Comments, made: str
) -> None:
    first = await comments.add(made, "s1", SAID, "Ada")
    answer = await comments.add(made, "s1", "It is.", "Bo", answers_to=first.id)
    done = await comments.resolve(made, first.id, "Bo")
    assert ("Bo", True) == (done.resolved_by, done.resolved_at is not None)
    assert (done, answer) == await comments.list(made)
    assert (answer,) == await comments.list(made, resolved=False)
    assert (done,) == await comments.list(made, resolved=True)
    assert first.id == answer.answers_to


async def test_who_resolved_it_first_stays(comments: Comments, made: str) -> None:
    comment = await comments.add(made, "s1", SAID, "Ada")
    done = await comments.resolve(made, comment.id, "Bo")
    assert done == await comments.resolve(made, comment.id, "Cy")


async def test_nothing_can_be_said_of_what_is_not_there(
    database: Database, comments: Comments, made: str
) -> None:
    other = (await comments.add(made, "s1", SAID, "Ada")).id
    unwritten = await a_draft(database, await a_report(database))
    for refused, error in (
        (comments.add("drf-none", "s1", SAID, "Ada"), NotFound),
        (comments.add(made, "s999", SAID, "Ada"), NotFound),
        (comments.add(made, "s1", SAID, "Ada", answers_to="com-none"), NotFound),
        (comments.add(unwritten, "s1", SAID, "Ada"), WrongState),
        (comments.list("drf-none"), NotFound),
        (comments.resolve(unwritten, other, "Ada"), NotFound),
    ):
        with pytest.raises(error):
            await refused
    assert 1 == len(await comments.list(made))
