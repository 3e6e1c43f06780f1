import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import InputError
from drafter.store.origins import MOST, origin_of, origins_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://cms.test", "https://cms.test"),
        ("HTTPS://CMS.Test:443", "https://cms.test"),
        (" https://cms.test:8443 ", "https://cms.test:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:5173", "http://[::1]:5173"),
        ("https://xn--bro-hoa.test", "https://xn--bro-hoa.test"),
    ],
)
def test_an_origin_is_written_as_browsers_send_it(given: str, expected: str) -> None:
    assert expected == origin_of(given)
    assert expected == origin_of(expected)


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "null",
        "",
        "cms.test",
        "//cms.test",
        "https://",
        "https://*.test",
        "https://cms.test/",
        "https://cms.test/desk",
        "https://cms.test?x",
        "https://cms.test#x",
        "https://ada:pw@cms.test",
        "https://cms.test:0",
        "https://cms.test:99999",
        "https://cms.test:",
        "https://a https://b",
        "https://a\nhttps://b",
        "https://bür.test",
        "ftp://cms.test",
        "file:///x",
        "https://" + "a" * 300,
    ],
)
def test_what_is_no_origin_is_refused_with_the_form(given: str) -> None:
    with pytest.raises(InputError, match="is no web origin: write https://HOST"):
        origin_of(given)


@pytest.mark.parametrize("given", ["http://cms.test", "http://10.0.0.1", "http://localhost.test"])
def test_plain_http_is_for_this_machine_alone(given: str) -> None:
    with pytest.raises(InputError, match="is not encrypted: http is for localhost"):
        origin_of(given)


@given(st.text(max_size=60) | st.text("htps:/*.@#?[]019 \n\tab", max_size=60))
def test_whatever_is_taken_has_no_space_no_wildcard_and_no_path(text: str) -> None:
    for written in (text, f"https://{text}"):
        try:
            origin = origin_of(written)
        except InputError:
            continue
        assert not set(" \t\n*@?#") & set(origin)
        assert 2 == origin.count("/")
        assert origin.isascii()


def test_an_origin_that_is_named_twice_is_kept_once() -> None:
    assert ("https://a.test", "https://b.test") == origins_of(
        ("https://a.test", "https://b.test", "https://A.test:443")
    )


def test_a_key_has_twenty_origins_at_most() -> None:
    many = tuple(f"https://cms{number}.test" for number in range(MOST + 1))
    assert many[:MOST] == origins_of(many[:MOST])
    with pytest.raises(InputError, match="at most 20 origins; these are 21"):
        origins_of(many)
