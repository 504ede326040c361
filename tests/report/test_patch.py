"""The patch applies with `git apply` and gives the converted text, whatever the edits."""

import random
import subprocess
from pathlib import Path

import pytest

from dbmigrate.engine.compose import apply
from dbmigrate.model import Edit
from dbmigrate.report.patch import file_patch

WORDS = ["a", "bb", "\n", "\n\n", "患者", " ", "x\n", "-- c\n", "\r\n"]


def random_edits(text: str, rng: random.Random) -> list[Edit]:
    edits, at = [], 0
    while at < len(text) and len(edits) < 8:
        start = at + rng.randint(0, 12)
        end = start + rng.randint(0, 5)
        if end > len(text):
            break
        new = "".join(rng.choices(WORDS, k=rng.randint(0, 3)))
        if text[start:end] != new:
            edits.append(Edit(start, end, text[start:end], new, f"AA{len(edits):03}"))
        at = end + 1
    return edits


@pytest.mark.parametrize("seed", range(60))
def test_git_applies_it(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choices(WORDS, k=rng.randint(1, 120)))
    edits = random_edits(text, rng)
    path = tmp_path / "表 a.sql"
    path.write_bytes(text.encode())
    made = apply(text, edits)
    patch = "".join(file_patch("表 a.sql", text, edits))
    if patch:
        done = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", "-"],
            cwd=tmp_path,
            input=patch.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (done.stderr.decode(), patch)
    assert path.exists() or not made
    assert (path.read_bytes() if path.exists() else b"") == made.encode()


def test_hunks_name_their_codes() -> None:
    text = "".join(f"line {i}\n" for i in range(40))
    edits = [Edit(0, 4, "line", "row", "AA001"), Edit(text.index("30"), text.index("30") + 2, "30", "thirty", "BB002")]
    heads = [line for line in "".join(file_patch("f.sql", text, edits)).splitlines() if line.startswith("@@")]
    assert heads == ["@@ -1,4 +1,4 @@ AA001", "@@ -28,7 +28,7 @@ BB002"]


def test_no_edits_no_patch() -> None:
    assert not list(file_patch("f.sql", "a\n", []))
