"""A line is in the log whole or not at all."""

import asyncio
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import RunRefused
from evals.running.log import Log, read_lines


async def test_lines_are_kept_in_the_order_in_which_they_were_appended(tmp_path: Path) -> None:
    async with Log(tmp_path / "log") as log:
        await asyncio.gather(*(log.append(f"line {number}") for number in range(100)))

    assert [f"line {number}" for number in range(100)] == list(read_lines(tmp_path / "log"))


async def test_a_line_is_on_the_disk_when_append_returns(tmp_path: Path) -> None:
    async with Log(tmp_path / "log") as log:
        await log.append("first")

        assert ["first"] == list(read_lines(tmp_path / "log"))


@pytest.mark.parametrize("torn", [b"half", b'{"key": "', b"x" * 200_000])
async def test_a_torn_last_line_is_cut_off_and_the_next_one_stands_alone(
    tmp_path: Path, torn: bytes
) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"whole\n" + torn)

    async with Log(path) as log:
        await log.append("next")

    assert ["whole", "next"] == list(read_lines(path))


async def test_a_log_that_is_nothing_but_a_torn_line_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"half")

    async with Log(path) as log:
        await log.append("next")

    assert ["next"] == list(read_lines(path))


async def test_a_log_that_another_run_writes_is_refused(tmp_path: Path) -> None:
    async with Log(tmp_path / "log"):
        with pytest.raises(RunRefused, match="another run is writing there"):
            async with Log(tmp_path / "log"):
                pass


async def test_a_folder_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(RunRefused, match="missing/log: cannot be written"):
        async with Log(tmp_path / "missing" / "log"):
            pass


async def test_after_a_disk_that_was_full_the_next_line_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "log"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with Log(path) as log:
        await log.append("before")
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        try:
            with pytest.raises(RunRefused, match="cannot be written: File too large"):
                await log.append("a line that does not fit")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        await log.append("after")

    assert ["before", "after"] == list(read_lines(path))


@given(texts=st.lists(st.text().filter(lambda text: "\n" not in text)), cut=st.integers(0, 50))
def test_whatever_is_cut_off_the_end_the_lines_before_it_are_whole(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], cut: int
) -> None:
    path = tmp_path_factory.mktemp("log") / "log"
    lines = [text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in texts]
    content = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(content[: len(content) - cut] if cut <= len(content) else b"")

    found = list(read_lines(path))

    assert lines[: len(found)] == found
    assert len(found) >= len(lines) - cut
