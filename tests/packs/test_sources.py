"""Source packs: rows of types and functions, keywords, errors; each template, put into its example, gives the rows."""

from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
import pytest

from dbmigrate.model import Fix, Severity, UsageError
from dbmigrate.packs import FunctionRow, SourcePack, load_source, load_target
from dbmigrate.packs.sources import read_function, read_type

SOURCES = ("oracle", "sqlserver")
ROWS = [pytest.param(row, id=f"{name}-{row.name}") for name in SOURCES for row in load_source(name).functions.values()]
# Words with a parenthesis behind them in a template that are no functions.
NO_CALLS = {"when", "then", "else", "and", "or", "not", "from", "numeric", "in"}


def names() -> dict[str, dict[int, FunctionRow]]:
    """Name of a function -> number of arguments -> row, of both sources."""
    found: dict[str, dict[int, FunctionRow]] = {}
    for param in ROWS:
        for row in param.values:
            found.setdefault(row.name.partition("/")[0], {})[row.arguments] = row
    return found


def arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments of the call whose parenthesis opens at `start`, and where the call ends."""
    found, depth, begin, quoted = [], 0, start + 1, False
    for place in range(start, len(text)):
        character = text[place]
        quoted ^= character == "'"
        depth += 0 if quoted else (character == "(") - (character == ")")
        if not quoted and ((depth == 1 and character == ",") or depth == 0):
            found.append(text[begin:place].strip())
            begin = place + 1
        if depth == 0:
            return [argument for argument in found if argument], place + 1
    raise AssertionError(f"no closing parenthesis in {text!r}")


def rewritten(text: str, only: str = "") -> str:
    """Every call of a row's function replaced by its template, from the inside out (`only`: of that function)."""
    known = names()
    for match in reversed(list(re.finditer(r"\b([A-Z_0-9]+)\(", text))):
        if match[1] not in known or (only and match[1] != only):
            continue
        given, end = arguments(text, match.end() - 1)
        row = known[match[1]][len(given)]
        call = re.sub(r"\$(\d+)", lambda place, given=given: given[int(place[1]) - 1], row.template("postgres"))
        text = text[: match.start()] + call + text[end:]
    return text


def postgres(row: FunctionRow) -> str:
    return rewritten(row.before).replace(" FROM dual", "")


@pytest.mark.server
@pytest.mark.parametrize("row", ROWS)
def test_template_gives_the_rows(run: Callable[..., str], row: FunctionRow) -> None:
    assert run(postgres(row)) == row.rows


@pytest.mark.server
@pytest.mark.parametrize("row", ROWS)
def test_severity_is_what_the_server_does_without_the_row(run: Callable[..., str], row: FunctionRow) -> None:
    name = row.name.partition("/")[0]
    others = row.before.replace(" FROM dual", "")
    for other in names():
        if other != name:
            others = rewritten(others, only=other)
    if row.severity is Severity.REFUSED:
        with pytest.raises(psycopg.Error):
            run(others)
    else:
        assert run(others) != row.rows


@pytest.mark.parametrize("target", ["postgres@15", "postgres@18"])
@pytest.mark.parametrize("row", ROWS)
def test_templates_call_what_the_target_has(row: FunctionRow, target: str) -> None:
    pack = load_target(target)
    called = {name for name in re.findall(r"(\w+)\(", row.template(pack.name).lower()) if name not in NO_CALLS}
    assert {name for name in called if not pack.has_function(name)} == set()


@pytest.mark.parametrize("row", ROWS)
def test_notes_are_in_both_languages(row: FunctionRow) -> None:
    assert re.search("[\u4e00-\u9fff]", row.note_zh) and not re.search("[\u4e00-\u9fff]", row.note)


@pytest.mark.parametrize("name", SOURCES)
def test_types_become_types_that_postgres_has(name: str) -> None:
    known = load_target("postgres@15").types
    for row in load_source(name).types.values():
        bare = re.sub(r"\(.*?\)", "", row.to)
        assert not row.to or bare in known or bare.startswith("interval ") or bare in ("timestamptz", "refcursor")
        assert row.to or row.rule, f"{row.name} becomes nothing and no rule decides"


def test_tsql_is_sqlserver() -> None:
    assert load_source("tsql") is load_source("sqlserver") or load_source("tsql").name == "sqlserver"
    assert load_source("Oracle").name == "oracle"


def test_unknown_source() -> None:
    with pytest.raises(UsageError, match="source is 'db2'; known: oracle, sqlserver"):
        load_source("db2")


def test_rows_of_types() -> None:
    oracle, sqlserver = load_source("oracle"), load_source("sqlserver")
    assert oracle.types["CLOB"].to == "text" and not oracle.types["CLOB"].rule
    assert oracle.types["DATE"].rule and oracle.types["NUMBER"].rule
    assert sqlserver.types["TIMESTAMP"].to == "bytea" and sqlserver.types["FLOAT"].keep


def test_keywords_and_packages() -> None:
    oracle: SourcePack = load_source("oracle")
    assert "rownum" in oracle.keywords and "patient" not in oracle.keywords
    assert "DBMS_OUTPUT" in oracle.packages
    assert "top" in load_source("sqlserver").keywords


def test_function_by_number_of_arguments() -> None:
    oracle = load_source("oracle")
    assert oracle.function("nvl", 2) is oracle.functions["NVL"]
    assert oracle.function("nvl", 3) is None
    assert oracle.function("to_number", 1) is oracle.functions["TO_NUMBER/1"]
    assert oracle.function("to_number", 2) is None
    assert oracle.function("substr", 2) is None


ROW = {"to": "f($1)", "severity": "refused", "fix": "safe", "note": "n", "note_zh": "注", "before": "b", "rows": "1"}


def test_templates_by_target() -> None:
    row = read_function("F", ROW | {"to": {"default": "f($1, $2)", "kingbase": "g($2)", "opengauss": ""}}, "x")
    assert (row.template("postgres"), row.template("kingbase"), row.template("opengauss")) == ("f($1, $2)", "g($2)", "")
    assert (row.arguments, row.severity, row.fix) == (2, Severity.REFUSED, Fix.SAFE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"too": "x"}, r"x/functions.toml \[F\]: unknown key 'too'; known: before, .*to, unless"),
        ({"severity": "fatal"}, r"\[F\]: severity is 'fatal'; known: refused, differs, slower, note"),
        ({"fix": "auto"}, "fix is 'auto'; known: safe, review, none"),
        ({"evidence": "sure"}, "evidence is 'sure'"),
        ({"rows": 1}, "rows must be a string"),
        ({"to": 1}, "to must be a string"),
    ],
)
def test_broken_function_rows(change: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_function("F", ROW | change, "x")


@pytest.mark.parametrize("key", ["to", "severity", "fix", "note", "note_zh", "before", "rows"])
def test_keys_that_every_function_row_has(key: str) -> None:
    with pytest.raises(UsageError, match=rf"x/functions.toml \[F\]: key '{key}' is missing"):
        read_function("F", {k: v for k, v in ROW.items() if k != key}, "x")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"to": "text", "length": True}, r"x/types.toml \[T\]: unknown key 'length'; known: keep, note, rule, to"),
        ({"rule": "yes"}, "rule must be true or false"),
        ({"note": "n"}, "key 'to' is missing"),
    ],
)
def test_broken_type_rows(row: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_type("T", row, "x")
