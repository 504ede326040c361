"""A data file of 200 MB is converted in the memory of a small one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTE = 1 << 20
NOTE = "患者神志清楚，查体合作，双肺呼吸音清，未闻及干湿性啰音。" * 12
LINE = "INSERT INTO course_note (note_no, note_text) VALUES (%08d, '" + NOTE + "');\n"
TABLE = "CREATE TABLE course_note (note_no integer NOT NULL, note_text varchar(4000));\n"
# A child's ru_maxrss begins with its parent's memory; VmHWM counts from the start of the program.
CHILD = """
import sys
from dbmigrate.cli import main
try:
    main()
finally:
    status = open("/proc/self/status").read()
    print(status.split("VmHWM:")[1].split()[0], file=sys.stderr)
"""


def write_data(path: Path, size: int) -> int:
    """Writes at least `size` bytes of INSERTs of literals; answers how many rows they are."""
    rows = written = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(TABLE)
        while written < size:
            block = "".join(LINE % n for n in range(rows, rows + 1000))
            rows += 1000
            written += len(block.encode())
            file.write(block)
    return rows


def convert(folder: Path, out: Path) -> tuple[int, int]:
    """Converts in a child. Answers its peak memory in bytes and how many rows of data it counted."""
    arguments = ["convert", str(folder), "-o", str(out), "--from", "sqlserver", "-f", f"json={out}.json"]
    done = subprocess.run([sys.executable, "-c", CHILD, *arguments], stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    units = json.loads(Path(f"{out}.json").read_text("utf-8"))["units"]
    return int(done.stderr.split()[-1]) * 1024, sum(u["rows"] for u in units if u["kind"] == "data")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    "megabytes",
    [3, pytest.param(200, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])],
)
def test_memory_does_not_grow_with_the_file(megabytes: int, estate: Path, tmp_path: Path) -> None:
    rows = write_data(estate / "course_note.sql", megabytes * MEGABYTE)
    peak, counted = convert(estate, tmp_path / "out")
    assert counted == rows
    assert peak < 200 * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"
    assert (tmp_path / "out" / "course_note.sql").stat().st_size == (estate / "course_note.sql").stat().st_size
