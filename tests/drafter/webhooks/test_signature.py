"""Signatures are those of Standard Webhooks 1.0, and nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import SignatureRefused
from drafter.webhooks.signature import PREFIX, SIGNATURE, TIMESTAMP, secret_of, signed, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = secret_of(b"o" * 32)
MESSAGE, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
PUBLISHED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
"""The example of the specification."""


def test_the_published_example_is_signed_as_published() -> None:
    assert PUBLISHED == signed([SECRET], MESSAGE, AT, BODY)[SIGNATURE]


@given(st.binary(min_size=24, max_size=64), st.text("abc-_.1", min_size=1), st.binary())
def test_what_is_signed_verifies_and_with_another_secret_does_not(
    random: bytes, message: str, body: bytes
) -> None:
    headers = signed([secret_of(random)], message, AT, body)
    assert message == verify(secret_of(random), headers, body, AT)
    with pytest.raises(SignatureRefused):
        verify(secret_of(random + b"x"), headers, body, AT)
    with pytest.raises(SignatureRefused):
        verify(secret_of(random), headers, body + b"x", AT)


def test_while_a_secret_is_rotated_either_verifies() -> None:
    headers = signed([OTHER, SECRET], MESSAGE, AT, BODY)
    assert MESSAGE == verify(SECRET, headers, BODY, AT) == verify(OTHER, headers, BODY, AT)


@pytest.mark.parametrize("seconds", [-299, 0, 299])
def test_clocks_may_differ_by_five_minutes(seconds: int) -> None:
    assert MESSAGE == verify(SECRET, signed([SECRET], MESSAGE, AT, BODY), BODY, AT + seconds)


@pytest.mark.parametrize("seconds", [-301, 301, 86400])
def test_an_old_message_is_not_played_again(seconds: int) -> None:
    with pytest.raises(SignatureRefused, match="five minutes"):
        verify(SECRET, signed([SECRET], MESSAGE, AT, BODY), BODY, AT + seconds)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (SIGNATURE, ""),
        (SIGNATURE, PUBLISHED.removeprefix("v1,")),
        (SIGNATURE, "v1a" + PUBLISHED.removeprefix("v1")),
        (SIGNATURE, "v1,"),
        (SIGNATURE, "v1,\u00fc"),
        (TIMESTAMP, str(AT + 1)),
        (TIMESTAMP, "soon"),
        (TIMESTAMP, "-1"),
        (TIMESTAMP, "\u0661"),
        ("webhook-id", "msg_other"),
        ("webhook-id", ""),
    ],
)
def test_a_header_that_is_another_is_refused(header: str, value: str) -> None:
    headers = signed([SECRET], MESSAGE, AT, BODY) | {header: value}
    with pytest.raises(SignatureRefused):
        verify(SECRET, headers, BODY, AT)


def test_a_missing_header_is_named() -> None:
    with pytest.raises(SignatureRefused, match="webhook-id"):
        verify(SECRET, {}, BODY, AT)


def test_headers_may_be_of_any_case() -> None:
    headers = {name.title(): value for name, value in signed([SECRET], MESSAGE, AT, BODY).items()}
    assert MESSAGE == verify(SECRET, headers, BODY, AT)


def test_a_secret_that_is_none_is_refused() -> None:
    with pytest.raises(SignatureRefused, match="whsec_"):
        verify(PREFIX + "no base64!", signed([SECRET], MESSAGE, AT, BODY), BODY, AT)
