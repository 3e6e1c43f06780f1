from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from drafter.jobs.journal import PlainJson, journal_engine

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(PLAIN)
def test_plain_json_comes_back_from_the_journal_as_it_went_in(value: object) -> None:
    journal = PlainJson()
    assert value == journal.deserialize(journal.serialize(value))


def test_an_error_comes_back_with_its_name_and_words() -> None:
    journal = PlainJson()
    error = journal.deserialize(journal.serialize(KeyError("pier")))
    assert repr(error) == repr(RuntimeError("KeyError: 'pier'"))


def test_what_is_not_plain_json_is_refused() -> None:
    with pytest.raises(TypeError, match="not JSON: date"):
        PlainJson().serialize({"day": date(2026, 3, 5)})


def test_the_journal_is_written_through_to_the_disk(tmp_path: Path) -> None:
    engine = journal_engine(f"sqlite:///{tmp_path}/drafter.db")
    with engine.connect() as connection:
        mode = connection.execute(sa.text("PRAGMA journal_mode")).scalar()
        synchronous = connection.execute(sa.text("PRAGMA synchronous")).scalar()
    engine.dispose()
    assert ("wal", 2) == (mode, synchronous)
