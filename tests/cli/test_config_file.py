"""What is wrong in a configuration file is said with file, line and key; the published schema agrees."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands import Commands

import dbmigrate
from dbmigrate.config import OPTION_NAMES, SETTING_NAMES
from dbmigrate.configfile import ALIASES, CHOICES, SHAPES, line_of

SCHEMA = json.loads((Path(dbmigrate.__file__).parent / "report/schemas/config-1.json").read_text("utf-8"))
BAD = {
    'targt = "postgres"': (1, "unknown key 'targt'; did you mean 'target'?"),
    'lang = "zh"\nresult_set = "table"': (2, "unknown key 'result_set'; did you mean 'result-sets'?"),
    "colour = 1": (1, "unknown key 'colour'; known: bit, "),
    "exclude = 3": (1, "exclude: a text or a list of texts is wanted, not 3"),
    '# why\nexclude = [\n  "a",\n  3]': (2, 'exclude: a text or a list of texts is wanted, not ["a", 3]'),
    'schemas = "x"': (1, "schemas: a table is wanted, not 'x'"),
    '[schemas]\ndbo = "his"\nlis = 3': (3, "schemas: 'lis': a text is wanted, not 3"),
    'ignore = ["TY010"]': (1, 'ignore: a table is wanted, not ["TY010"]'),
    '[ignore]\n"old/*" = 1': (2, "ignore: 'old/*': a text or a list of texts is wanted, not 1"),
    'numbers = "key"': (1, "numbers: 'key' is not one of target, keys, integer, numeric; did you mean 'keys'?"),
    'keep-encoding = "yes"': (1, "keep-encoding: true or false is wanted, not 'yes'"),
    "to = 15": (1, "to: a text is wanted, not 15"),
    '[effort]\nfull = 2\nhours = "x"': (3, "effort: hours must be a number from 0"),
    "[effort.codes]\nx = 1": (1, "effort: unknown key 'codes'"),
    '[result-sets-of]\na = "table"\nb = "rows"': (3, "result-sets-of: 'b': 'rows' is not one of table, refcursor"),
}
GOOD = """
from = "oracle"
to = "postgres@15"
exclude = ["old/*"]
source-charset = "AL32UTF8"
keep-encoding = true
[schemas]
HIS = "public"
[ignore]
"a/*" = "TY010"
"b/*" = ["TY010", "system-date"]
[result-sets-of]
"dbo.usp_*" = "refcursor"
[effort]
hours = 7
[effort.code.FN108]
learn = 10
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "ward.sql"
    path.write_text("CREATE TABLE ward (ward_no integer);\n")
    return path


def valid(values: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(values))


@pytest.mark.parametrize("text", BAD)
def test_an_error_names_file_line_and_key(dbmigrate: Commands, script: Path, text: str) -> None:
    Path("dbmigrate.toml").write_text(text + "\n")
    line, said = BAD[text]
    refused = dbmigrate("scan", script)
    assert refused.code == 2 and refused.err.count("\n") == 1
    assert f"dbmigrate.toml:{line}: {said}" in refused.err
    assert not valid(tomllib.loads(text))


def test_two_names_of_one_key(dbmigrate: Commands, script: Path) -> None:
    Path("dbmigrate.toml").write_text('to = "postgres"\ntarget = "kingbase"\n')
    assert "dbmigrate.toml:2: 'target' says again" in dbmigrate("scan", script).err


def test_the_line_in_pyproject(dbmigrate: Commands, script: Path) -> None:
    Path("pyproject.toml").write_text('[project]\nname = "x"\nlang = "fr"\n\n[tool.dbmigrate]\nlang = "fr"\n')
    assert "pyproject.toml:6: lang: " in dbmigrate("scan", script).err


def test_a_mark_at_the_beginning_is_none_of_the_text(dbmigrate: Commands, script: Path) -> None:
    Path("dbmigrate.toml").write_bytes(b'\xef\xbb\xbfto = "postgres@18"\r\n')
    assert "postgres@18" in dbmigrate("scan", script).out


def test_a_file_in_another_encoding(dbmigrate: Commands, script: Path) -> None:
    Path("dbmigrate.toml").write_bytes('# 院区\nto = "postgres"\n'.encode("gbk"))
    refused = dbmigrate("scan", script)
    assert refused.code == 2 and "dbmigrate.toml: not UTF-8" in refused.err


def test_a_line_that_holds_several_keys() -> None:
    assert line_of('a = 1\nschemas = { x = "y", z = 3 }\n', ("schemas", "z")) == 2


def test_a_good_file_is_good_for_both(dbmigrate: Commands, script: Path) -> None:
    Path("dbmigrate.toml").write_text(GOOD)
    assert dbmigrate("scan", script).code == 0
    assert valid(tomllib.loads(GOOD))


def test_the_schema_has_our_keys_and_choices() -> None:
    assert set(SHAPES) == SETTING_NAMES | OPTION_NAMES
    names = {name.replace("_", "-") for name in SHAPES} | set(ALIASES)
    assert set(SCHEMA["properties"]) == names
    for name, known in CHOICES.items():
        assert SCHEMA["properties"][name.replace("_", "-")]["enum"] == list(known)
