"""Cutting T-SQL text: GO lines, statements without semicolons, guards and blocks, sqlcmd commands, broken literals."""

import re

import pytest

from dbmigrate.sources.scan import Segment
from dbmigrate.sources.split import SegmentKind, split


def cut(text: str) -> list[Segment]:
    segments = list(split([text], "sqlserver"))
    assert "".join(segment.text for segment in segments) == text
    return [segment for segment in segments if segment.kind is not SegmentKind.GAP]


def statements(text: str) -> list[str]:
    return [segment.text for segment in cut(text) if segment.kind is SegmentKind.STATEMENT]


def kinds(text: str) -> list[str]:
    return [segment.head.kind if segment.head else segment.text for segment in cut(text)]


@pytest.mark.parametrize("go", ["GO", "go", "Go 5", "  GO  ", "GO;", "GO -- x", "GO /* x */", "\tgo\t12"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_go_lines(go: str, end: str) -> None:
    segments = cut(f"print 'a'{end}{go}{end}print 'b'{end}{go}")
    assert [s.kind for s in segments] == ["statement", "terminator", "statement", "terminator"]
    assert segments[1].text.upper().startswith("GO") and segments[2].line == 3


@pytest.mark.parametrize(
    "inside",
    [
        "'\nGO\n'",
        "N'a''\nGO\n'",
        '"\nGO\n"',
        "/*\nGO\n*/ 1",
        "/* /* */\nGO\n*/ 1",
        "1 as [GO]",
        "1 as [a]]\t[b]",
        "a.go",
        "1 -- GO\n",
    ],
)
def test_no_go_line(inside: str) -> None:
    text = f"select {inside} from t"
    assert statements(text + "\nGO\nprint 1") == [text, "print 1"]


def test_semicolons_and_comments() -> None:
    assert statements("select ';' as [a;b] /* ; */;;\n-- ; x\nprint 'b';") == ["select ';' as [a;b]", "print 'b'"]


STATEMENTS = [
    "CREATE TABLE [dbo].[t]([id] [int] IDENTITY(1,1), [select] int, "
    "CONSTRAINT [p] PRIMARY KEY ([id])) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]",
    "ALTER TABLE t WITH CHECK ADD CONSTRAINT f FOREIGN KEY(a) REFERENCES u (b) ON DELETE SET NULL ON UPDATE CASCADE",
    "ALTER TABLE t NOCHECK CONSTRAINT ALL",
    "ALTER TABLE t ALTER COLUMN c varchar(10) NOT NULL",
    "ALTER TABLE t DROP COLUMN IF EXISTS c",
    "ALTER TABLE t ADD c int",
    "ALTER TABLE t DISABLE TRIGGER x",
    "ALTER TABLE t SET (LOCK_ESCALATION = AUTO)",
    "ALTER INDEX i ON t SET (FILLFACTOR = 80)",
    "ALTER DATABASE [x] SET RECOVERY SIMPLE WITH ROLLBACK IMMEDIATE",
    "CREATE UNIQUE CLUSTERED INDEX i ON t (a) WITH (PAD_INDEX = OFF) ON [PRIMARY]",
    "DROP TABLE IF EXISTS t",
    "INSERT INTO t (a) SELECT a FROM u WHERE b IN (SELECT 1) UNION ALL SELECT 2 EXCEPT SELECT 3",
    "INSERT t EXEC p @a = 1, @b = DEFAULT",
    "INSERT INTO t DEFAULT VALUES",
    "INSERT INTO t VALUES (1, GETDATE())",
    "INSERT INTO t VALUES (1, N'x'), (2, 0xFF)",
    "UPDATE t SET a = CASE WHEN b = 1 THEN 2 ELSE 3 END FROM t JOIN u ON t.id = u.id",
    "UPDATE STATISTICS t WITH FULLSCAN",
    "DELETE t FROM t INNER MERGE JOIN u ON t.id = u.id",
    "SELECT TOP 5 * INTO #x FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY OPTION (MERGE JOIN)",
    "SELECT @a = b FROM t FOR XML PATH('')",
    "MERGE t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = 1"
    " WHEN NOT MATCHED THEN INSERT (a) VALUES (1) OUTPUT $action",
    "DECLARE c CURSOR LOCAL FOR SELECT a FROM t FOR UPDATE OF a",
    "DECLARE @t TABLE (a int)",
    "DECLARE @a int = (SELECT 1), @b int",
    "SET NOCOUNT ON",
    "SET IDENTITY_INSERT t OFF",
    "SET @c = CURSOR FOR SELECT 1",
    "SET @a = @a + CASE WHEN @b = 1 THEN 1 ELSE 2 END",
    "OPEN c",
    "FETCH NEXT FROM c INTO @a, @b",
    "CLOSE c",
    "DEALLOCATE c",
    "BEGIN TRAN x",
    "COMMIT TRANSACTION",
    "SAVE TRAN s",
    "EXEC sp_addextendedproperty N'MS_Description', N'姓名', N'user', N'dbo'",
    "EXEC @rc = dbo.p 1 WITH RECOMPILE",
    "EXECUTE ('select 1; drop table x')",
    "GRANT SELECT, INSERT, UPDATE (a), EXECUTE ON t TO u WITH GRANT OPTION",
    "DENY ALTER ON t TO u",
    "REVOKE GRANT OPTION FOR SELECT ON t FROM u",
    "TRUNCATE TABLE t",
    "PRINT 'a' + 'b'",
    "RAISERROR('x', 16, 1) WITH NOWAIT",
    "RETURN",
    "WAITFOR DELAY '00:00:01'",
    "BULK INSERT t FROM 'f' WITH (FIELDTERMINATOR = ',')",
    "CREATE TYPE u FROM varchar(10)",
    "CREATE SEQUENCE s START WITH 1 INCREMENT BY 1",
    "CREATE SYNONYM s FOR a.b.c",
    "CREATE PARTITION FUNCTION pf (int) AS RANGE LEFT FOR VALUES (1, 2)",
    "CREATE USER u FOR LOGIN l WITH DEFAULT_SCHEMA = dbo",
    "BACKUP DATABASE x TO DISK = 'f' WITH INIT",
    "IF NOT EXISTS (SELECT * FROM sysobjects WHERE name = 'x') BEGIN CREATE TABLE x (a int) INSERT x VALUES (1) END",
    "IF OBJECT_ID('x') IS NOT NULL DROP TABLE x",
    "IF @a = 1 SELECT 1 ELSE IF @a = CASE WHEN 1 = 1 THEN 2 END PRINT 'b' ELSE BEGIN PRINT 'c'; END",
    "IF UPDATE(a) OR UPDATE (b) SELECT 1; ELSE SELECT 2",
    "WHILE @a < 5 BEGIN SET @a = @a + 1 IF @a = 3 BREAK ELSE CONTINUE END",
    "BEGIN TRY SELECT 1 BEGIN TRAN COMMIT END TRY BEGIN CATCH IF @@TRANCOUNT > 0 ROLLBACK THROW; END CATCH",
    "BEGIN SELECT CASE WHEN 1 = 1 THEN 2 END BEGIN PRINT 'x' END END",
    "KILL 53",
    "GOTO done",
    "DBCC CHECKIDENT ('t', RESEED, 0)",
]


@pytest.mark.parametrize(
    "following", ["SELECT 1", "UPDATE t SET a = 1", "EXEC p", "IF 1 = 1 PRINT 'x'", "DELETE FROM t"]
)
@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_ends_before_the_next_one(text: str, following: str) -> None:
    assert statements(f"{text}\n  {following} -- x") == [text, following]
    assert statements(f"{text}; {following};") == [text, following]
    assert statements(f"{text}\nGO\n{following}") == [text, following]


def test_all_in_one_batch() -> None:
    texts = [text for text in STATEMENTS if not re.search(r"RETURN|GOTO|CURSOR|(?<!@)@\w", text)]
    assert statements(" ".join(texts)) == texts
    assert statements("\n/* x */".join(text.lower() for text in texts)) == [text.lower() for text in texts]


def test_modules_take_the_batch() -> None:
    for head in (
        "CREATE PROC p AS",
        "ALTER PROCEDURE [dbo].[p] @a int AS",
        "create function f() returns int as begin return 1 end",
        "CREATE OR ALTER TRIGGER x ON t FOR INSERT, UPDATE AS",
        "CREATE VIEW v AS SELECT 1 a",
    ):
        text = f"{head} SELECT 'a\nGO\n;' UPDATE t SET a = 1; DELETE FROM t /* x */"
        assert statements(f"{text}\nGO\nPRINT 'x'") == [text.removesuffix(" /* x */"), "PRINT 'x'"]


def test_unbalanced_end_and_else_go_on() -> None:
    assert statements("END SELECT 1 ELSE PRINT 'a'\nGO\nSELECT 2")[-1] == "SELECT 2"


def test_deep_nesting_is_survived() -> None:
    text = "BEGIN " * 3000 + "SELECT 1 " + "END " * 3000
    assert statements(text + "\nGO\nPRINT 1")[-1] == "PRINT 1"
    chain = " ELSE ".join(f"IF @a = {n} SELECT {n}" for n in range(3000))
    assert statements(chain + " PRINT 'x'") == [chain, "PRINT 'x'"]


def test_label() -> None:
    assert statements("again: SELECT a::b\ndone: PRINT 'x'\n last :\nSELECT 1") == [
        "again:",
        "SELECT a::b",
        "done:",
        "PRINT 'x'",
        "last :",
        "SELECT 1",
    ]


@pytest.mark.parametrize(
    ("tied", "free"),
    [
        ("DECLARE @a int, @B int\nSELECT 1\nSET @a = 1\nPRINT @b", "SELECT @@ROWCOUNT"),
        ("DECLARE @a int\nDECLARE @b int = 2\nSET @a = 1\nPRINT @b", "EXEC('PRINT @b') -- @a"),
        ("IF 1 = 1 BEGIN DECLARE @a int END\nSELECT 1\nSET @a = 1", "DROP TABLE t"),
        ("WHILE 1 = 1 SET @a = 1\nEXEC p @a", "CREATE TABLE t (a int)"),
        ("IF 1 = 1 GOTO done\nINSERT t VALUES (1)\ndone:", "SELECT 1"),
        ("again:\nSELECT 1\nIF 1 = 1 GOTO again", "SELECT 1"),
        ("DECLARE c CURSOR FOR SELECT a FROM c2\nOPEN c\nSELECT 1\nDEALLOCATE c", "SELECT 1 FROM c2"),
    ],
)
def test_variables_cursors_and_labels_tie_statements(tied: str, free: str) -> None:
    found = statements(f"SELECT 0\n{tied}\n{free}\nGO\nSELECT 3")
    assert found == ["SELECT 0", tied, free.partition(" --")[0], "SELECT 3"]


def test_a_conditional_return_takes_the_rest_of_the_batch() -> None:
    batch = "IF 1 = 1 RETURN\nSELECT 1\nSELECT 2"
    assert statements(f"{batch}\nGO\nSELECT 3") == [batch, "SELECT 3"]


def test_a_long_batch_is_not_read_to_its_end() -> None:
    rows = "INSERT INTO t VALUES (1)\n" * 60_000
    cuts = statements(f"DECLARE @a int\n{rows}PRINT @a")
    assert cuts[:2] == ["DECLARE @a int", "INSERT INTO t VALUES (1)"] and cuts[-1] == "PRINT @a"


# --------------------------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        (":setvar db his", ":setvar", "db"),
        (":r child.sql", ":r", "child.sql"),
        (":on error exit", ":on", "error"),
        ("!!dir", "host", ""),
        (":connect x", ":connect", "x"),
        ("USE [HIS]", "use", "[HIS]"),
        ("use his", "use", "his"),
        ("USE $(db)", "use", "$(db)"),
    ],
)
def test_commands(line: str, kind: str, name: str) -> None:
    segments = cut(f"print 'a'\n{line}\nprint 'b'")
    assert [s.kind for s in segments] == ["statement", "directive", "statement"]
    head = segments[1].head
    assert head is not None and (segments[1].text, head.kind, head.name) == (line, kind, name)


# ------------------------------------------------------------------------------------------------------------ heads


@pytest.mark.parametrize(
    ("text", "kind", "name", "procedural"),
    [
        ("CREATE TABLE [dbo].[t] (a int)", "table", "[dbo].[t]", False),
        ("create table his..t (a int)", "table", "his..t", False),
        ("ALTER PROC p AS SELECT 1", "procedure", "p", True),
        ("CREATE OR ALTER FUNCTION dbo.f() RETURNS int AS BEGIN RETURN 1 END", "function", "dbo.f", True),
        ("ALTER VIEW v AS SELECT 1 a", "view", "v", False),
        ("CREATE NONCLUSTERED INDEX [i] ON t (a)", "index", "[i]", False),
        ("IF 1 = 1 PRINT 'a'", "if", "", True),
        ("BEGIN SELECT 1 END", "block", "", True),
        ("WHILE 1 = 1 BREAK", "block", "", True),
        ("BEGIN TRAN", "begin transaction", "", False),
        (
            "EXEC sys.sp_addextendedproperty @name = N'MS_Description'",
            "extended property",
            "sys.sp_addextendedproperty",
            False,
        ),
        ("EXEC msdb.dbo.sp_add_job @job_name = 'x'", "job", "msdb.dbo.sp_add_job", False),
        ("EXEC @rc = dbo.p 1", "execute", "dbo.p", False),
        ("sp_rename 'a', 'b'", "execute", "sp_rename", False),
        ("DELETE TOP (5) FROM t", "delete", "t", False),
        ("INSERT TOP (5) PERCENT INTO t SELECT 1", "insert", "t", False),
        ("UPDATE TOP (5) t SET a = 1", "update", "t", False),
        ("WITH c AS (SELECT 1 a) UPDATE c SET a = 2", "update", "c", False),
        ("WITH c (a) AS (SELECT 1), d AS (SELECT 2 b) SELECT * FROM c", "select", "", False),
        ("DROP PROC p", "drop procedure", "p", False),
        ("CREATE FULLTEXT CATALOG c", "fulltext catalog", "c", False),
        ("DECLARE @a int", "declare", "", False),
        ("SET @a = 1", "set", "", False),
    ],
)
def test_heads(text: str, kind: str, name: str, procedural: bool) -> None:
    head = cut("/* outer /* inner */ */ -- x\n" + text)[0].head
    assert head is not None and (head.kind, head.name, head.procedural) == (kind, name, procedural)


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("CREATE PROC p @a int WITH RECOMPILE, ENCRYPTION AS SELECT 1", True),
        ("create view v with encryption as select 1 a", True),
        ("CREATE PROC p AS SELECT 'WITH ENCRYPTION'", False),
        ("CREATE PROC p AS BEGIN CREATE LOGIN x WITH ENCRYPTION END", False),
    ],
)
def test_encrypted_modules(text: str, wrapped: bool) -> None:
    head = cut(text)[0].head
    assert head is not None and head.wrapped is wrapped


# ---------------------------------------------------------------------------------------------------------- trouble


@pytest.mark.parametrize(
    "opening", ["print 'it", "print 'it\nselect 1", "create proc p as print 'it", "if 1 = 1 print ('it"]
)
def test_open_string_costs_its_batch(opening: str) -> None:
    text = f"print 'a'\nGO\n{opening}\nGO\nprint 'b'\nGO\nprint 'c'"
    segments = [s for s in cut(text) if s.kind is SegmentKind.STATEMENT]
    assert [s.text for s in segments] == ["print 'a'", opening, "print 'b'", "print 'c'"]
    assert (segments[1].problem, segments[1].problem_at) == ("unterminated string", text.index("'it"))


def test_open_comment_costs_its_batch() -> None:
    segments = cut("print 1\n/* a /* b */\nGO\nprint 2")
    assert [(s.text, s.problem) for s in segments if s.kind is SegmentKind.STATEMENT] == [
        ("print 1", ""),
        ("/* a /* b */", "unterminated comment"),
        ("print 2", ""),
    ]


def test_literal_inserts_of_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dbmigrate.sources.split._WINDOW", 64)
    text = "INSERT INTO t (a, b) VALUES\n" + ",\n".join(f"({n}, N'x;{n}')" for n in range(500))
    assert statements(text + "\nPRINT 'x'") == [text, "PRINT 'x'"]


def test_create_schema_holds_its_elements() -> None:
    made = "create schema ward authorization dbo create table bed (id int) grant select on bed to nurse"
    assert statements(f"{made}\nselect 1") == [made, "select 1"]
    assert statements("create schema ward; create table bed (id int)") == [
        "create schema ward",
        "create table bed (id int)",
    ]


def test_row_end_is_no_end_of_a_block() -> None:
    made = "alter table bed add a datetime2 generated always as row start, b datetime2 generated always as row end"
    assert statements(f"{made}, period for system_time (a, b)\nselect 1") == [
        f"{made}, period for system_time (a, b)",
        "select 1",
    ]
