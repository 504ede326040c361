"""Cutting script text into statements: as psql does, compared with PostgreSQL's own scanner."""

from __future__ import annotations

import io

import pglast
import pytest

from dbmigrate.verify.statements import Meta, Statement, split

SCRIPTS = {
    "strings": "SELECT ';', 'it''s; ok', E'a\\';b', U&'d\\0061;', \"a;\"\"b\"; SELECT 2",
    "continued string": "SELECT E'a'\n  'b\\';c'; SELECT 2",
    "dollars": "DO $$ BEGIN PERFORM 1; END $$; SELECT $a$ ; $$ ; $b$ $a$, x$1 FROM t AS t(x$1); SELECT $1",
    "comments": "/* a ; /* b ; */ ; */ SELECT 1 -- ;\n, 2 /* ; */; -- end ;\n SELECT 3",
    "parentheses": "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2); SELECT 3",
    "atomic": (
        "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC\n"
        "SELECT 1; SELECT CASE WHEN a > 0 THEN 1 END; END; SELECT 4"
    ),
    "transaction words": "BEGIN; CREATE TABLE t (a int); END; SELECT 5",
    "empty": ";;  ; SELECT 1;; ;",
    "chinese": "INSERT INTO 患者 (姓名) VALUES ('张三；;'); INSERT INTO 患者 VALUES (E'\\n;'), ('李四');SELECT 1",
    "insert": "INSERT INTO t VALUES (1, -2, 'a', N'b', 1/2) ; insert into t values ('--', '/*'); SELECT 1",
    "insert with comments": "INSERT INTO t -- ;\nVALUES (1 /* ; */); INSERT INTO t VALUES (2::int, $$;$$); SELECT 1",
    "operators": "SELECT 1 - -1, 2*/* c; */3, a->>'x;' FROM t WHERE b @> '{}' AND c / 2 > 1; SELECT 2",
    "casts and slices": "SELECT a::text, b[1:2], :c; SELECT x := 1",
}
CHUNKS = (1, 7, 1 << 20)


def pieces(text: str, chunk: int = 1 << 20, **variables: str) -> list[Statement | Meta]:
    return list(split(io.StringIO(text, newline=""), variables, chunk))


def texts(text: str, chunk: int = 1 << 20, **variables: str) -> list[str]:
    return [p.text for p in pieces(text, chunk, **variables) if isinstance(p, Statement)]


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_cuts_where_the_server_cuts(name: str, chunk: int) -> None:
    script = SCRIPTS[name]
    expected = [tokens(s) for s in pglast_split(script)]
    assert [tokens(s) for s in texts(script, chunk)] == [s for s in expected if s]


def pglast_split(script: str) -> tuple[str, ...]:
    """By PostgreSQL's grammar, or by its scanner where psql variables are no grammar (it cuts BEGIN ATOMIC)."""
    try:
        return pglast.split(script)
    except pglast.parser.ParseError:
        return pglast.split(script, with_parser=False)


def tokens(statement: str) -> list[str]:
    """Without comments: those around a statement are no part of it for us."""
    found = pglast.parser.scan(statement)
    return [statement[t.start : t.end + 1] for t in found if t.name not in ("C_COMMENT", "SQL_COMMENT")]


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_offsets_and_lines_point_to_the_text(name: str, chunk: int) -> None:
    script = SCRIPTS[name].replace("\n", "\r\n")
    for piece in pieces(script, chunk):
        assert isinstance(piece, Statement)
        assert script.startswith(piece.text, piece.offset)
        assert piece.line == 1 + script.count("\r\n", 0, piece.offset)


def test_the_byte_order_mark_is_no_text() -> None:
    assert pieces("\ufeffSELECT 1") == [Statement("SELECT 1", 0, 1)]


@pytest.mark.parametrize("text", ["SELECT 'open; SELECT 2", "SELECT $a$ ; ", "SELECT \"x; ", "SELECT E'\\"])
def test_an_open_quote_takes_the_rest_and_ends(text: str) -> None:
    for chunk in CHUNKS:
        assert texts(text, chunk) == [text.rstrip()]


def test_an_open_parenthesis_keeps_the_next_statement_as_psql_does() -> None:
    assert texts("INSERT INTO t VALUES (1; SELECT 2") == ["INSERT INTO t VALUES (1; SELECT 2"]


def test_meta_commands_end_with_their_line() -> None:
    found = pieces("\\set a 'b c'\nSELECT 1;\\echo done;\r\n\\ir x.sql\r\nSELECT 2 \\g\nSELECT 3")
    assert found == [
        Meta("set", "a 'b c'", 0, 1),
        Statement("SELECT 1", 13, 2),
        Meta("echo", "done;", 22, 2),
        Meta("ir", "x.sql", 35, 3),
        Statement("SELECT 2", 46, 4),
        Statement("SELECT 3", 58, 5),
    ]


def test_a_meta_command_inside_a_statement_is_told() -> None:
    found = pieces("SELECT 1,\n\\echo x\n2;")
    assert found[0] == Meta("echo", "x", 0, 1, inside=True)


def test_variables_as_psql_writes_them() -> None:
    text = "SELECT :a, :'a', :\"a\", :{?a}, :{?b}, :b, ':a', a::a, $$ :a $$;"
    assert texts(text, a="x'y") == ["SELECT x'y, 'x''y', \"x'y\", TRUE, FALSE, :b, ':a', a::a, $$ :a $$"]
    assert texts("SELECT :'p'", p="C:\\x") == ["SELECT  E'C:\\\\x'"]


@pytest.mark.parametrize("chunk", CHUNKS)
def test_copy_takes_its_data(chunk: int) -> None:
    script = "COPY t (a, b) FROM STDIN;\n1\t;\n\\N\tx\\\\.\n\\.\nSELECT 1;\nCOPY t FROM stdin;\n\\.\nSELECT 2"
    assert pieces(script, chunk) == [
        Statement("COPY t (a, b) FROM STDIN", 0, 1, "1\t;\n\\N\tx\\\\.\n"),
        Statement("SELECT 1", 41, 5),
        Statement("COPY t FROM stdin", 51, 6, ""),
        Statement("SELECT 2", 73, 8),
    ]
