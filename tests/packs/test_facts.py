"""The packs of openGauss and KingbaseES are made by a tool: from a small folder of facts it writes what is expected."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
FILES = [
    f"{name}/{table}.toml"
    for name in ("opengauss", "kingbase")
    for table in ("pack", "keywords", "functions", "types", "capabilities")
]


def make(output: Path) -> None:
    """Runs the tool; it consults the postgres pack in the folder that it writes to."""
    shutil.copytree(ROOT / "dialects" / "postgres", output / "postgres")
    tool = ROOT / "tools" / "facts_to_packs.py"
    subprocess.run([sys.executable, tool, HERE / "facts", "-o", output], check=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("dialects")
    make(output)
    return output


@pytest.mark.parametrize("name", FILES)
def test_written_as_expected(made: Path, name: str) -> None:
    assert (made / name).read_text("utf-8") == (HERE / "facts" / "expected" / name).read_text("utf-8")


def test_the_same_facts_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    make(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes()
