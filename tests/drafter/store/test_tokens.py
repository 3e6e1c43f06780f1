import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.store.tokens import ALPHABET, digest, new_token, plain_digest, well_formed


@pytest.mark.parametrize("place", range(50))
def test_one_wrong_character_breaks_a_token(place: int) -> None:
    token = new_token()
    other = "x" if token[place] != "x" else "y"
    assert well_formed(token)
    assert not well_formed(token[:place] + other + token[place + 1 :])


def test_a_token_is_drf_and_40_random_and_6_check_characters() -> None:
    tokens = {new_token() for _ in range(100)}
    assert 100 == len(tokens)
    assert {("drf_", 50, True)} == {(t[:4], len(t), set(t[4:]) <= set(ALPHABET)) for t in tokens}


@given(st.binary(min_size=32, max_size=32))
def test_a_seed_gives_the_same_well_formed_token_each_time(seed: bytes) -> None:
    assert new_token(seed) == new_token(seed)
    assert well_formed(new_token(seed))


def test_two_seeds_give_two_tokens() -> None:
    assert 256 == len({new_token(bytes(31) + bytes([last])) for last in range(256)})


def test_a_digest_needs_the_secret() -> None:
    digests = {digest("drf_x", "one"), digest("drf_x", "two"), plain_digest("drf_x")}
    assert {64} == set(map(len, digests))
    assert 3 == len(digests)


def test_a_digest_is_hmac_sha256() -> None:
    """Test case 2 of RFC 4231."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert expected == digest("what do ya want for nothing?", "Jefe")
