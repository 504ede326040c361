"""Cutting Oracle text: terminators, PL/SQL units with and without `/`, SQL*Plus commands, broken literals."""

import pytest

from dbmigrate.sources.scan import Segment
from dbmigrate.sources.split import SegmentKind, split


def cut(text: str) -> list[Segment]:
    segments = list(split([text], "oracle"))
    assert "".join(segment.text for segment in segments) == text
    return [segment for segment in segments if segment.kind is not SegmentKind.GAP]


def statements(text: str) -> list[str]:
    return [segment.text for segment in cut(text) if segment.kind is SegmentKind.STATEMENT]


def kinds(text: str) -> list[str]:
    return [segment.head.kind if segment.head else segment.text for segment in cut(text)]


@pytest.mark.parametrize(
    "inside",
    [
        "';'",
        "'it''s;'",
        "'a\n;\n'",
        "q'[it's;]'",
        "nq'{;'}'",
        "Q'(;)'",
        "q'<;>'",
        "q'!it's;!'",
        '"a;b"',
        "/* ; ' */ 1",
        "1 -- it's;\n",
        "/* -- */ 1",
        "a/2",
        "a-1",
        "N';'",
        "'\\'",
        "'誠|@;'",
        "1\n.5",
    ],
)
def test_semicolon_inside_does_not_end(inside: str) -> None:
    assert statements(f"select {inside} from dual;\ncommit;") == [f"select {inside} from dual", "commit"]


def test_q_in_a_word_is_no_literal() -> None:
    assert statements("select seq'a;b' from dual; commit;")[0] == "select seq'a;b' from dual"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = "create table t (a number)\n/\nprompt it's\nbegin\n  null;\nend;\n/\n-- last".replace("\n", end)
    segments = cut(text)
    assert kinds(text) == ["table", "/", "prompt", "block", "/"]
    assert [segment.line for segment in segments] == [1, 2, 3, 4, 7]


def test_blank_lines_stay_inside() -> None:
    text = 'CREATE TABLE "T" (\n\n"A" NUMBER\n)\nLOGGING\nNOCACHE\n\n;\n'
    assert statements(text) == ['CREATE TABLE "T" (\n\n"A" NUMBER\n)\nLOGGING\nNOCACHE']


def test_repeated_terminator() -> None:
    assert kinds("insert into t values (1);\n/\n") == ["insert", ";", "/"]


def test_comments_around_a_statement_are_gaps() -> None:
    segments = list(split(["-- CONNECT HIS\n/* x */ commit -- done\n;"], "oracle"))
    assert [(s.kind, s.text) for s in segments] == [
        ("gap", "-- CONNECT HIS\n/* x */ "),
        ("statement", "commit"),
        ("gap", " -- done\n"),
        ("terminator", ";"),
    ]


def test_full_width_and_hard_blanks_and_form_feed_are_blank() -> None:
    assert statements("\u3000\xa0\fcommit\u3000;\f\nselect\u30001 from dual;") == ["commit", "select\u30001 from dual"]


# ------------------------------------------------------------------------------------------------ missing terminators


def test_definitions_without_terminators() -> None:
    text = """
  CREATE TABLE "HIS"."T" ("A" VARCHAR2(10 BYTE) NOT NULL ENABLE,
    "COMMENT" NUMBER
  ) SEGMENT CREATION IMMEDIATE
  STORAGE(INITIAL 65536)
  CREATE UNIQUE INDEX "HIS"."I" ON "HIS"."T" ("A")
  ALTER TABLE "HIS"."T" ADD PRIMARY KEY ("A")
  COMMENT ON COLUMN "HIS"."T"."A"  IS 'x
create table y'
  GRANT SELECT ON "HIS"."T" TO "R"
  CREATE OR REPLACE VIEW V AS
SELECT 1 FROM DUAL
  CREATE SEQUENCE S
insert into t values (1)
insert into t values (2)
"""
    assert kinds(text) == ["table", "index", "alter table", "comment", "grant", "view", "sequence", "insert", "insert"]


@pytest.mark.parametrize(
    "text",
    [
        "grant\ncreate session,\ncreate table to his",
        "create table t (\ncreate table_x number)",
        "alter table t\ndrop column a",
        "alter table t\nrename to u",
        "create table t as\nselect 1 from dual",
        "create global temporary table t (a number)\non\ncommit preserve rows",
        "merge into t using s on (a = b) when matched then\nupdate set c = 1\ndelete where d = 2",
        "select 1 from t for\nupdate",
        "insert into t\n\nselect 1 from dual",
        "select 1 from dual union all\n\nselect 2 from dual",
        "with a as (select 1 x from dual)\n\nselect * from a",
        "update t\nset define = 1",
        "insert all\ninto a values (1)\ninto b values (2)\nselect 1 from dual",
    ],
)
def test_words_that_continue(text: str) -> None:
    assert statements(text + ";") == [text]


def test_worksheet_queries() -> None:
    text = "select 1 from dual\norder by 1\n\n\nselect 2 from dual -- x\n\ndeclare\n  n number;\nbegin\n  null;\nend;\n"
    assert kinds(text) == ["select", "select", "block"]


def test_command_ends_a_definition() -> None:
    assert kinds("create table t (a number)\nprompt next\ncreate sequence s\n@@child.sql\n") == [
        "table",
        "prompt",
        "sequence",
        "@@",
    ]


# ------------------------------------------------------------------------------------------------------------ units

BODY = """create or replace package body p is
  type r is record (a number);
  cursor c(x number default nvl(1, (2))) is select case when 1 = 1 then 1 end from dual;
  function f(a in varchar2 default 'is') return number;
  function f(a in varchar2 default 'is') return number is
    procedure inner as begin if 1 = 1 then null; end if; end inner;
  begin
    <<outer>>
    for i in 1 .. 2 loop
      while true loop exit outer when true; end loop;
      case i when 1 then null; else begin null; exception when others then null; end; end case;
    end loop outer;
    $IF $$debug $THEN null; $END
    return x.end;
  end;
  procedure e(a number) as language java name 'X.e(int)';
begin
  f('end;');
end p;"""
SPEC = "create package p as procedure a; function f(a varchar2) return number; end;"
COMPOUND = """create trigger t for insert on x compound trigger
  n number;
  before statement is begin n := 1; end before statement;
  after each row is
  begin
    if inserting then null; end if;
  end after each row;
end t;"""
UNITS = [
    BODY,
    SPEC,
    COMPOUND,
    "create procedure a is begin null; end;",
    "create function f return number is\nbegin\n  return case when 1 = 1 then 2 end / 2;\nend f;",
    "create or replace editionable function agg(x number) return number aggregate using agg_t;",
    'create function f return number deterministic as external library l name "f" language c;',
    "create or replace trigger t before update on x when (new.a is not null)\nbegin\n  :new.end := 1;\nend;",
    "create or replace trigger t before update on x for each row call log_it(:new.a);",
    "create type t as object (a number, member function f return number) not final;",
    "create type t as table of varchar2(10);",
    "create or replace type t;",
    "create type body t is member function f return number is begin return 1; end; end;",
    "create library l as 'x.so';",
    "declare\n  procedure p is begin null; end;\nbegin\n  p;\nend;",
    "begin\n  begin\n    null;\n  end;\nend;",
    "<<main>>\ndeclare n number;\nbegin n := 1; end main;",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_ends_without_a_slash(unit: str) -> None:
    assert statements(f"{unit}\ncommit;\n") == [unit, "commit"]
    assert statements(f"{unit}\n-- next\n\nprompt x\n") == [unit]
    assert statements(unit) == [unit]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("following", UNITS[3:5])
def test_a_unit_ends_at_a_slash_and_before_the_next_one(unit: str, following: str) -> None:
    assert statements(f"{unit}\n/\n{following}\n/\n") == [unit, following]
    assert statements(f"{unit}\n{following}\n/\n") == [unit, following]
    assert statements(f"{unit} /\n{following}") == [unit, following]


def test_unit_heads_are_procedural() -> None:
    for unit in UNITS:
        head = cut(unit)[0].head
        assert head is not None and head.procedural, unit


def test_blocks_within_nested_subprograms_do_not_end_the_unit() -> None:
    inner = "  procedure q is\n  begin\n    begin\n      null;\n    end;\n  end q;\n"
    unit = f"create procedure p is\n{inner}{inner}begin\n  q;\nend p;"
    assert statements(f"{unit}\n/\ncommit;\n") == [unit, "commit"]


def test_a_slash_ends_even_an_unfinished_unit() -> None:
    assert statements("create procedure p is begin if\n/\ncommit;") == ["create procedure p is begin if", "commit"]


def test_dot_line_ends_the_buffer() -> None:
    assert [s.text for s in cut("begin null; end;\n.\n/\n")] == ["begin null; end;", ".", "/"]


def test_wrapped_source() -> None:
    text = "create or replace package body p wrapped\na000000\nb2\nabcd'\"/*x==\n\n/\ncommit;"
    first = cut(text)[0]
    assert first.head is not None and first.head.wrapped and first.head.kind == "package body"
    assert statements(text)[1:] == ["commit"]


def test_java_source() -> None:
    java = "create or replace and compile java source named \"X\" as\npublic class X { char c = '\"'; int a; } // it's"
    assert statements(java + "\n/\ncommit;") == [java, "commit"]
    assert cut(java)[0].head is not None and cut(java)[0].head.name == '"X"'


def test_with_function() -> None:
    query = "with function f return number is begin return 1; end;\nselect f from dual"
    assert statements(query + "\n/\ncommit;") == [query, "commit"]


# --------------------------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("line", "command", "name"),
    [
        ("prompt it's; a \"line", "prompt", "it's"),
        ("pro x", "prompt", "x"),
        ("rem it's", "remark", "it's"),
        ("spo off", "spool", "off"),
        ("@child.sql &1", "@", "child.sql"),
        ("@@sub/child", "@@", "sub/child"),
        ("start x.sql;", "start", "x.sql"),
        ("sta x", "start", "x"),
        ("def a=b", "define", "a=b"),
        ("undef a", "undefine", "a"),
        ("acc x prompt 'y:'", "accept", "x"),
        ("exec p(1);", "execute", "p(1)"),
        ("whenever sqlerror exit", "whenever", "sqlerror"),
        ("conn his/x@y", "connect", "his"),
        ("disc", "disconnect", ""),
        ("sho err", "show", "err"),
        ("col a format a10", "column", "a"),
        ("exit", "exit", ""),
        ("quit;", "quit", ""),
        ("pau", "pause", ""),
        ("host dir", "host", "dir"),
        ("! ls", "host", "ls"),
        ("var n number", "variable", "n"),
        ("print n", "print", "n"),
        ("cl scr", "clear", "scr"),
        ("bre on a", "break", "on"),
        ("tti 'x'", "ttitle", "'x'"),
        ("timi start", "timing", "start"),
        ("desc t", "describe", "t"),
        ("SET DEFINE OFF", "set", "DEFINE"),
        ("set serveroutput on size 1000000;", "set", "serveroutput"),
    ],
)
def test_commands(line: str, command: str, name: str) -> None:
    segments = cut(f"commit;\n  {line}\ncommit;")
    assert [s.text for s in segments if s.kind is SegmentKind.DIRECTIVE] == [line]
    head = segments[2].head
    assert head is not None and (head.kind, head.name) == (command, name)


@pytest.mark.parametrize("text", ["set role none", "set transaction read only", "set constraints all deferred"])
def test_set_of_sql_is_a_statement(text: str) -> None:
    assert statements(text + ";") == [text]


def test_commands_continue_with_a_hyphen() -> None:
    assert [s.text for s in cut("exec p(1, -\n  2)\ncommit;")][:2] == ["exec p(1, -\n  2)", "commit"]
    assert [s.text for s in cut("prompt -------\ncommit;")][:2] == ["prompt -------", "commit"]


def test_commands_only_between_statements_and_at_line_starts() -> None:
    assert statements("select a,\nprompt,\nrem\nfrom t;") == ["select a,\nprompt,\nrem\nfrom t"]
    assert kinds("commit; prompt x\n;") == ["commit", ";", "other", ";"]


def test_continuation_in_a_statement_is_noted() -> None:
    text = "prompt\ninsert into t values ('a-\nb', 3 -  \n, 2); -- x -\nselect 1 -- c -\nfrom t;"
    found = [s.continuations for s in cut(text) if s.kind is SegmentKind.STATEMENT]
    assert found == [(text.index("-\nb"), text.index("-  \n")), ()]


# ---------------------------------------------------------------------------------------------------------- trouble


def test_open_string_costs_its_batch() -> None:
    text = "create table a (x number);\nupdate t set a = 'b where c = 1;\n/\ncommit;\n"
    segments = cut(text)
    assert kinds(text) == ["table", ";", "update", "/", "commit", ";"]
    assert (segments[2].problem, segments[2].problem_at) == ("unterminated string", text.index("'b"))


def test_open_string_is_not_closed_by_the_next_batch() -> None:
    text = "update t set a = 'b;\n/\nupdate t set c = 'd';\n/\n"
    assert statements(text) == ["update t set a = 'b;", "update t set c = 'd'"]


def test_string_over_a_slash_line_is_taken_if_it_closes_well() -> None:
    assert statements("insert into t values ('a\n/\nb');\ncommit;") == ["insert into t values ('a\n/\nb')", "commit"]


@pytest.mark.parametrize(
    ("opening", "problem"),
    [
        ("select q'[ x", "unterminated string"),
        ("select /* x", "unterminated comment"),
        ("/* x", "unterminated comment"),
    ],
)
def test_open_literals_and_comments(opening: str, problem: str) -> None:
    segments = cut(f"{opening}\n/\ncommit;")
    assert [s.problem for s in segments] == [problem, "", "", ""]
    assert cut(f"begin\n  {opening}\n/\ncommit;")[0].problem == problem


# ------------------------------------------------------------------------------------------------------------ heads


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("create global temporary table HIS.t (a number)", "table", "HIS.t"),
        ('create table "HIS" . "T" (a number)', "table", '"HIS" . "T"'),
        ("create bitmap index i on t (a)", "index", "i"),
        ("create or replace force view v as select 1 from dual", "view", "v"),
        ("create materialized view mv as select 1 from dual", "materialized view", "mv"),
        ("create materialized view log on t", "materialized view log", "t"),
        ("create public synonym s for a.b", "synonym", "s"),
        ("create public database link l connect to a identified by b", "database link", "l"),
        ("create /* x */ sequence -- y\n s", "sequence", "s"),
        ("drop table t cascade constraints", "drop table", "t"),
        ("drop package body p", "drop package body", "p"),
        ("alter session set nls_date_format = 'yyyy'", "alter session", "set"),
        ("alter table 病人信息 add 姓名 varchar2(10)", "alter table", "病人信息"),
        ("comment on column t.c is 'x'", "comment", "t.c"),
        ("insert /*+ append */ into t (a) values (1)", "insert", "t"),
        ("insert all into t values (1) select 1 from dual", "insert", ""),
        ("delete t where a = 1", "delete", "t"),
        ("delete from t", "delete", "t"),
        ("merge into t using s on (1 = 1) when matched then update set a = 1", "merge", "t"),
        ("truncate table t", "truncate", "t"),
        ("(select 1 from dual)", "select", ""),
        ("create user u identified by x", "user", "u"),
        ("create directory d as '/x'", "directory", "d"),
        ("call p(1)", "call", "p"),
        ("nonsense here", "other", ""),
    ],
)
def test_heads(text: str, kind: str, name: str) -> None:
    head = cut("-- c\n/* d */ " + text + ";")[0].head
    assert head is not None and (head.kind, head.name, head.procedural) == (kind, name, False)
    assert head.words[:1] != () or text.startswith("(")


def test_empty_text() -> None:
    assert list(split([], "oracle")) == [] and list(split(["", ""], "sqlserver")) == []


@pytest.mark.parametrize(
    "text",
    [
        "CREATE MATERIALIZED VIEW LOG ON t\n  WITH ROWID, SEQUENCE (a) INCLUDING NEW VALUES",
        "CREATE VIEW v OF x_t\n WITH OBJECT IDENTIFIER (a) AS SELECT a FROM t\n WITH READ ONLY",
        "GRANT SELECT ON t TO lis\nWITH GRANT OPTION",
        "CREATE VIEW v AS\nWITH x AS (SELECT 1 a FROM dual) SELECT a FROM x",
    ],
)
def test_with_at_the_start_of_a_line_goes_on(text: str) -> None:
    assert [s.text for s in cut(text + ";")][0] == text
