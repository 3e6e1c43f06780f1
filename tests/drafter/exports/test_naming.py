"""What a draft and its sources are called outside."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.exports.naming import draft_uri, event_uri, source_uri, web_uri
from tests.drafter.exports.briefings import INSPECTION, rich, sparse
from tests.drafter.exports.contracts import _URI


def test_a_draft_keeps_its_uri_through_its_revisions() -> None:
    assert draft_uri(rich(), "drf-1") == draft_uri(sparse(), "drf-1")
    assert draft_uri(rich(), "drf-1") != draft_uri(rich(), "drf-2")
    assert draft_uri(rich(), "drf-1").startswith("urn:uuid:")


def test_a_draft_without_an_id_is_named_by_what_it_says() -> None:
    assert draft_uri(rich(), None) == draft_uri(rich(), None)
    assert draft_uri(rich(), None) != draft_uri(sparse(), None)


def test_an_event_is_named_by_its_key() -> None:
    again = INSPECTION.model_copy(update={"id": "E9", "text": "Told otherwise."})
    assert event_uri(INSPECTION) == event_uri(again)


def test_a_report_without_an_address_that_can_be_followed_is_named_by_its_text() -> None:
    source = rich().sources[0]
    assert "https://courier.example.org/bridge" == source_uri(source)
    script = source.model_copy(update={"url": "javascript:alert(1)"})
    assert source_uri(script).startswith("urn:uuid:")
    assert source_uri(script) == source_uri(source.model_copy(update={"url": None}))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d&e=1#f", "https://a.example/b?c=d&e=1#f"),
        ("https://a.example/brücke", "https://a.example/br%C3%BCcke"),
        ("https://a.example/100%/%41", "https://a.example/100%25/%41"),
        ("https://a.example/[x]{y}|z", "https://a.example/%5Bx%5D%7By%7D%7Cz"),
        ("https://a.example/a#b#c", "https://a.example/a#b%23c"),
        ("https://ada:secret@a.example:8443/b", "https://a.example:8443/b"),
        ("http://[2001:db8::1]/b", "http://[2001:db8::1]/b"),
        ("http://a[b]c/", None),
        ("http://[broken/", None),
        ("https://a.example:port/", None),
        ("ftp://a.example/", None),
        ("not a url", None),
        (None, None),
    ],
)
def test_an_address_becomes_a_uri_without_credentials(url: str | None, expected: str) -> None:
    assert expected == web_uri(url)


@given(st.text(max_size=40).map(lambda text: f"https://{text}") | st.text(max_size=20))
def test_whatever_is_given_it_is_a_uri_or_nothing(url: str) -> None:
    uri = web_uri(url)
    assert uri is None or re.fullmatch(_URI, uri)
