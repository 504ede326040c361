"""The pages of the targets are what the packs say now: `python tools/target_pages.py` writes them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dbmigrate.packs import load_target

ROOT = Path(__file__).parents[2]
NAMES = ("postgres", "opengauss", "kingbase")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("targets")
    subprocess.run([sys.executable, ROOT / "tools" / "target_pages.py", "-o", output], check=True)
    return output


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_current(made: Path, name: str) -> None:
    written = (ROOT / "docs" / "targets" / f"{name}.md").read_text("utf-8")
    assert written == (made / f"{name}.md").read_text("utf-8"), "run tools/target_pages.py"


def test_each_row_of_a_pack_stands_there(made: Path) -> None:
    text = (made / "opengauss.md").read_text("utf-8")
    for mode in ("A", "PG", "D"):
        pack = load_target(f"opengauss/{mode}")
        part = text.partition(f"## `{pack.spec}`")[2].partition("\n## ")[0]
        assert [n for n in pack.capabilities if f"\n| `{n}` | " not in part] == []
