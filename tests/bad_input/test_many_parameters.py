"""More parameters than PostgreSQL takes: named as the reason, and no crash of the parser that judges bodies."""

from __future__ import annotations

import pytest

from dbmigrate.pipeline import convert_sql


@pytest.mark.parametrize("source", ["oracle", "sqlserver"])
@pytest.mark.parametrize("count", [100, 101, 300])
def test_many_parameters(source: str, count: int) -> None:
    mark, end = ("", "\n/\n") if source == "oracle" else ("@", "\nGO\n")
    listed = ", -- a,(b\n".join(f"{mark}p{i} INT" for i in range(count))
    body = "IS BEGIN NULL; END;" if source == "oracle" else "AS BEGIN SET NOCOUNT ON; END"
    made = convert_sql(f"CREATE PROCEDURE p ({listed}) {body}{end}", source=source)
    reasons = [i.values.get("what") for i in made.issues if i.code == "PL001"]
    assert reasons == ([] if count == 100 else ["more than 100 parameters"])


def test_many_parameters_of_a_member_of_a_package() -> None:
    listed = ", ".join(f"p{i} NUMBER" for i in range(150))
    members = f"PROCEDURE p ({listed}) IS BEGIN NULL; END;\nPROCEDURE q IS BEGIN NULL; END;\n"
    text = f"CREATE PACKAGE BODY k IS\n{members}END;\n/\n"
    made = convert_sql(text, source="oracle")
    assert "PROCEDURE k.q" in made.text
    assert any(i.code == "PL082" for i in made.issues)
