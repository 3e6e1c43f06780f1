"""A run that is killed, again and again, loses nothing and does nothing twice."""

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from evals.running.log import read_lines
from evals.running.units import UnitRecord
from tests.evals.running.hurried import AT_ONCE, UNITS

KILLS = 4


def started(log: Path, paid: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.evals.running.hurried", log, paid])


def lines_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_of_a_thousand_units_killed_four_times_none_is_lost_and_none_recorded_twice(
    tmp_path: Path,
) -> None:
    log, paid = tmp_path / "units.jsonl", tmp_path / "paid"
    for life in range(1, KILLS + 1):
        process = started(log, paid)
        while lines_in(log) < life * UNITS // (KILLS + 2):
            assert process.poll() is None, "it ended before it was killed"
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert 0 == started(log, paid).wait()

    records = [UnitRecord.model_validate_json(line) for line in read_lines(log)]
    assert UNITS == len(records) == len({record.key for record in records})
    again = Counter(paid.read_text(encoding="utf-8").split())
    assert UNITS == len(again)
    assert sum(again.values()) - UNITS <= KILLS * AT_ONCE  # what was under way when it was killed
