"""Helpers of the runtime hold what the grammar of openGauss reads: its scanner takes `:name` for a parameter, NUMBER is
a type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dbmigrate.engine.stand_ins import NO_CODE, helper_text
from dbmigrate.packs import load_target

FOLDER = Path(__file__).parents[2] / "dialects" / "postgres" / "runtime"
TARGET = load_target("opengauss/PG")
# A bound of a slice that the scanner takes for a parameter, or that is left out (scan.l, gram.y indirection_el).
SLICE = re.compile(r"\w\[(?:\s*:(?!:)|[^\[\]:'{}]*(?<!:):[a-z_])", re.IGNORECASE)
PARAMETER = re.compile(r"[(,]\s*(number|nvarchar2|varchar2|raw|rowid)\s+[a-z]", re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.sql")))
def test_slices_and_names_of_parameters(name: str) -> None:
    code = " ".join(NO_CODE.split(helper_text(TARGET, name) or "")[::2])
    assert not SLICE.search(code) and not PARAMETER.search(code)


def test_both_are_found() -> None:
    assert SLICE.search("parts[:length(parts)]") and SLICE.search("a[1:f(a)]") and SLICE.search("a[1:b]")
    assert not SLICE.search("a[1 : f(a)]") and not SLICE.search("(b::text[])[1]") and not SLICE.search("a[b::int]")
    assert PARAMETER.search("f(number numeric)") and not PARAMETER.search("f(asked numeric)")
