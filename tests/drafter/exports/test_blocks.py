"""The reader of block markup refuses what is none."""

import pytest

from tests.drafter.exports.blocks import BrokenMarkup, read


def test_blocks_are_read_with_their_attributes_and_those_within() -> None:
    text = (
        '<!-- wp:group {"a":1} --><div><!-- wp:x --><p>Hi</p><!-- /wp:x --></div><!-- /wp:group -->'
    )
    (group,) = read(text)
    assert ("group", {"a": 1}, "<div></div>") == (group.name, group.attributes, group.html)
    assert [("x", "Hi")] == [(one.name, one.words) for one in group.within]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- wp:a --><p></p>",
        "<p></p><!-- /wp:a -->",
        "<!-- wp:a --><!-- wp:b --><!-- /wp:a --><!-- /wp:b -->",
        "<!-- wp:a --><!-- /wp:a --> and more",
        '<!-- wp:a {"b":--} --><!-- /wp:a -->',
        "<!-- wp:a --><!-- remark --><!-- /wp:a -->",
    ],
)
def test_what_is_no_block_markup_is_refused(text: str) -> None:
    with pytest.raises((BrokenMarkup, ValueError)):
        read(text)
