"""`scan` with several targets: a column for each, one JSON, the nearest one named."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from commands import FIXTURES, Commands
from jsonschema import Draft202012Validator

EMR = FIXTURES / "emr-oracle"
TARGETS = ("postgres@15", "opengauss/A@7.0.0", "kingbase/oracle@V9")
TO = [word for target in TARGETS for word in ("--to", target)]


@cache
def schema() -> Draft202012Validator:
    values = json.loads((files("dbmigrate.report") / "schemas" / "targets-1.json").read_text("utf-8"))
    Draft202012Validator.check_schema(values)
    return Draft202012Validator(values)


def checked(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text)
    assert [f"{list(e.path)}: {e.message}" for e in schema().iter_errors(values)] == []
    return values


def test_a_column_for_each_target(dbmigrate: Commands) -> None:
    answer = dbmigrate("scan", EMR, *TO)
    assert (answer.code, answer.err) == (1, "")
    lines = answer.out.splitlines()
    assert any(all(target in line for target in TARGETS) for line in lines)
    assert "nearest: " in answer.out and "units done" in answer.out
    assert next(line for line in lines if line.startswith(" open: differs")).split()[-1].isdigit()


def test_the_figures_are_those_of_the_single_runs(dbmigrate: Commands) -> None:
    values = checked(dbmigrate("scan", EMR, *TO, "--format", "json").out)
    assert [t["target"] for t in values["targets"]] == list(TARGETS)
    assert sorted(values["nearest"]) == sorted(TARGETS)
    for target, column in zip(TARGETS, values["targets"], strict=True):
        alone = json.loads(dbmigrate("scan", EMR, "--to", target, "--format", "json").out)
        assert (column["rates"], column["verdicts"]) == (alone["rates"], alone["verdicts"])
        left = [i for i in alone["issues"] if i["open"]]
        assert sum(column["open"].values()) == sum(code["open"] for code in column["codes"]) == len(left)
        assert column["top"][0] == column["codes"][0]["code"]


def test_the_nearest_leaves_the_fewest_units(dbmigrate: Commands) -> None:
    values = checked(dbmigrate("scan", EMR, *TO, "--format", "json").out)
    rates = {t["target"]: t["rates"] for t in values["targets"]}
    left = [rates[target]["units"] - rates[target]["done"] for target in values["nearest"]]
    assert left == sorted(left)


def test_into_a_file_and_in_chinese(dbmigrate: Commands) -> None:
    answer = dbmigrate("scan", EMR, *TO, "--lang", "zh", "--format", "rich", "--format", "json=targets.json")
    assert "最接近：" in answer.out and "单元完成率" in answer.out
    checked(Path("targets.json").read_text("utf-8"))


def test_the_same_target_twice_is_one(dbmigrate: Commands) -> None:
    assert dbmigrate("scan", EMR, "--to", "postgres", "--to", "postgres").out.startswith("target: postgres@15")


def test_alike_targets_have_no_nearest(dbmigrate: Commands, tmp_path: Path) -> None:
    (tmp_path / "ward.sql").write_text("CREATE TABLE ward (ward_no integer);\n")
    answer = dbmigrate("scan", "ward.sql", "--from", "sqlserver", "--to", "postgres@15", "--to", "postgres@18")
    assert answer.code == 0 and "equally near" in answer.out


@pytest.mark.parametrize("name", ["html", "xlsx"])
def test_a_page_shows_one_target(dbmigrate: Commands, name: str) -> None:
    complaint = dbmigrate("scan", EMR, *TO, "--format", f"{name}=report.{name}").complaint
    assert complaint == f"--format {name} shows one target; several --to go with rich and json"


def test_a_wrong_target_among_several_is_a_wrong_call(dbmigrate: Commands) -> None:
    assert "unknown mode 'B'" in dbmigrate("scan", EMR, "--to", "postgres", "--to", "opengauss/B").complaint
