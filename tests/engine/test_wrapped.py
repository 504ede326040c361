"""Wrapped PL/SQL: kept, named, not assessed."""

from __future__ import annotations

from dbmigrate.model import Verdict
from dbmigrate.pipeline import convert_sql

WRAPPED = "create or replace package body pkg_x wrapped \na000000\nb2\nabcd'\n7\na b\n/\ncreate table a (id int);\n"


def test_wrapped_code_is_not_assessed() -> None:
    made = convert_sql(WRAPPED, source="oracle")
    unit = next(s for s in made.stretches if s.unit and s.unit.kind == "package body")
    assert (unit.verdict, [i.code for i in unit.issues]) == (Verdict.UNASSESSED, ["XX004"])
    assert "-- create or replace package body pkg_x wrapped" in made.text
    assert "abcd'" in made.text
