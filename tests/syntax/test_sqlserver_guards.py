"""Which conditions of IF are a test of existence, of what, and which are not."""

from __future__ import annotations

import pytest

from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.ddl.sqlserver import read_sqlserver
from dbmigrate.syntax.ddl.sqlserver_strings import split_path
from dbmigrate.syntax.lex import Lexed

MISSING, PRESENT = True, False


def guard(condition: str) -> nodes.Guard:
    node = read_sqlserver(Lexed(f"IF {condition} PRINT 'x'", "sqlserver"))
    assert isinstance(node, nodes.Guard)
    assert node.text(node.condition.part) == condition
    return node


@pytest.mark.parametrize(
    ("condition", "kind", "path", "runs_when"),
    [
        ("NOT EXISTS (SELECT * FROM sysobjects WHERE name='t')", "object", "t", MISSING),
        ("EXISTS (SELECT 1 FROM dbo.sysobjects WHERE [name]=N't' AND xtype='U')", "table", "t", PRESENT),
        (
            "not exists (select * from dbo.sysobjects where id = object_id(N'[dbo].[t]')"
            " and OBJECTPROPERTY(id, N'IsUserTable') = 1)",
            "table",
            "dbo.t",
            MISSING,
        ),
        (
            "exists (select * from sysobjects where id = object_id('dbo.v') and sysstat & 0xf = 2)",
            "view",
            "dbo.v",
            PRESENT,
        ),
        (
            "EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[p]') AND type in (N'P', N'PC'))",
            "procedure",
            "dbo.p",
            PRESENT,
        ),
        ("EXISTS (SELECT 1 FROM sys.objects WHERE name='f' AND type IN ('FN', 'IF', 'TF'))", "function", "f", PRESENT),
        ("NOT EXISTS (SELECT 1 FROM sys.tables t WITH (NOLOCK) WHERE t.name = 't')", "table", "t", MISSING),
        ("EXISTS (SELECT 1 FROM sysobjects o, systypes y WHERE o.name='t' AND o.uid = y.uid)", "object", "t", PRESENT),
        (
            "EXISTS (SELECT 1 FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id"
            " WHERE s.name = 'lis' AND t.name = 't')",
            "table",
            "lis.t",
            PRESENT,
        ),
        (
            "EXISTS (SELECT 1 FROM sys.tables WHERE name = 't' AND schema_id = SCHEMA_ID('lis'))",
            "table",
            "lis.t",
            PRESENT,
        ),
        (
            "EXISTS (SELECT * FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 't')",
            "table",
            "dbo.t",
            PRESENT,
        ),
        (
            "EXISTS (SELECT * FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'v' AND TABLE_TYPE = 'VIEW')",
            "view",
            "v",
            PRESENT,
        ),
        ("NOT EXISTS (SELECT * FROM sys.schemas WHERE name = N's')", "schema", "s", MISSING),
        ("NOT EXISTS (SELECT 1 FROM sys.types WHERE is_user_defined = 1 AND name = 'u')", "type", "u", MISSING),
        ("NOT EXISTS (SELECT * FROM other..sysobjects WHERE name = 't' AND type = 'U ')", "table", "other.t", MISSING),
        ("EXISTS (SELECT name FROM master.dbo.sysdatabases WHERE name = N'his')", "database", "his", PRESENT),
        ("OBJECT_ID(N'[dbo].[t]', N'U') IS NULL", "table", "dbo.t", MISSING),
        ("OBJECT_ID('tempdb..#t') IS NOT NULL", "object", "tempdb.#t", PRESENT),
        ("NOT OBJECT_ID('t') IS NULL", "object", "t", PRESENT),
        ("(((OBJECT_ID('t')) IS NULL))", "", "", PRESENT),
        ("((OBJECT_ID('t') IS NULL))", "object", "t", MISSING),
        ("OBJECT_ID('t') > 0", "object", "t", PRESENT),
        ("(SELECT COUNT(*) FROM sysobjects WHERE name = 't') = 0", "object", "t", MISSING),
        ("(SELECT COUNT(1) FROM sysobjects WHERE name = 't') > 0", "object", "t", PRESENT),
        ("TYPE_ID('dbo.u') IS NULL", "type", "dbo.u", MISSING),
        ("SCHEMA_ID('s') IS NULL", "schema", "s", MISSING),
        ("DB_ID('his') IS NOT NULL", "database", "his", PRESENT),
        (
            "NOT EXISTS (SELECT NULL FROM sys.fn_listextendedproperty(N'MS_Description', N'SCHEMA', N'dbo', N'TABLE',"
            " N't', N'COLUMN', N'c'))",
            "comment",
            "dbo.t.c",
            MISSING,
        ),
        (
            "NOT EXISTS (SELECT * FROM ::fn_listextendedproperty(N'MS_Description', N'user', N'dbo', N'TABLE',"
            " N't', NULL, NULL))",
            "comment",
            "dbo.t",
            MISSING,
        ),
    ],
)
def test_objects(condition: str, kind: str, path: str, runs_when: bool) -> None:
    node = guard(condition)
    assert (node.tests_kind, ".".join(node.tested), node.negated) == (kind, path, runs_when)
    assert (node.column, node.tested_on) == ("", ())


@pytest.mark.parametrize(
    "condition",
    [
        "COL_LENGTH('dbo.t','c') IS NULL",
        "COLUMNPROPERTY(OBJECT_ID('dbo.t'), 'c', 'ColumnId') IS NULL",
        "NOT EXISTS (SELECT 1 FROM syscolumns WHERE id=object_id('dbo.t') AND name='c')",
        "NOT EXISTS (SELECT 1 FROM syscolumns"
        " WHERE name='c' AND id = (SELECT id FROM dbo.sysobjects WHERE id=OBJECT_ID('dbo.t')))",
        "NOT EXISTS (SELECT 1 FROM syscolumns"
        " WHERE name='c' AND id IN (SELECT id FROM sysobjects WHERE id=OBJECT_ID('dbo.t')))",
        "NOT EXISTS (SELECT 1 FROM syscolumns a, sysobjects b"
        " WHERE a.id=b.id AND b.id=OBJECT_ID('dbo.t') AND a.name='c')",
        "NOT EXISTS (SELECT 1 FROM sys.columns WHERE (object_id=OBJECT_ID('[dbo].[t]')) AND (name='c'))",
        "NOT EXISTS (SELECT 1 FROM sys.columns AS c INNER JOIN sys.tables t ON c.object_id = t.object_id"
        " JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE s.name='dbo' AND t.name='t' AND c.name='c')",
        "NOT EXISTS (SELECT * FROM INFORMATION_SCHEMA.COLUMNS"
        " WHERE TABLE_NAME='t' AND COLUMN_NAME='c' AND TABLE_SCHEMA='dbo')",
    ],
)
def test_columns(condition: str) -> None:
    node = guard(condition)
    assert (node.tests_kind, node.tested, node.column, node.negated) == ("column", ("dbo", "t"), "c", True)


@pytest.mark.parametrize(
    ("condition", "kind", "path", "table"),
    [
        ("EXISTS (SELECT * FROM sys.indexes WHERE name='ix' AND object_id=OBJECT_ID('dbo.t'))", "index", "ix", "dbo.t"),
        ("EXISTS (SELECT * FROM sysindexes WHERE name='ix')", "index", "ix", ""),
        ("INDEXPROPERTY(OBJECT_ID('t'), 'ix', 'IndexID') IS NOT NULL", "index", "ix", "t"),
        (
            "EXISTS (SELECT * FROM sys.indexes i JOIN sys.objects o ON i.object_id = o.object_id"
            " WHERE i.name = 'ix' AND o.name = 't')",
            "index",
            "ix",
            "t",
        ),
        (
            "EXISTS (SELECT * FROM sys.foreign_keys WHERE object_id = OBJECT_ID(N'[dbo].[fk]')"
            " AND parent_object_id = OBJECT_ID(N'[dbo].[t]'))",
            "constraint",
            "dbo.fk",
            "dbo.t",
        ),
        ("EXISTS (SELECT 1 FROM sys.default_constraints WHERE name = 'df')", "constraint", "df", ""),
        (
            "EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
            " WHERE CONSTRAINT_NAME = 'pk' AND TABLE_NAME = 't')",
            "constraint",
            "pk",
            "t",
        ),
        ("EXISTS (SELECT 1 FROM sys.triggers WHERE name = 'tr' AND parent_id = OBJECT_ID('t'))", "trigger", "tr", "t"),
        ("EXISTS (SELECT * FROM sysobjects WHERE parent_obj = OBJECT_ID('t') AND xtype='PK')", "primary key", "", "t"),
        (
            "EXISTS (SELECT * FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
            " WHERE CONSTRAINT_TYPE = 'PRIMARY KEY' AND TABLE_NAME = 't' AND TABLE_SCHEMA = 'lis')",
            "primary key",
            "",
            "lis.t",
        ),
    ],
)
def test_things_of_a_table(condition: str, kind: str, path: str, table: str) -> None:
    node = guard(condition)
    assert (node.tests_kind, ".".join(node.tested), ".".join(node.tested_on)) == (kind, path, table)


@pytest.mark.parametrize(
    "condition",
    [
        "EXISTS (SELECT * FROM t WHERE a = 1)",
        "@x = 1",
        "OBJECT_ID('t') IS NULL AND OBJECT_ID('u') IS NULL",
        "OBJECT_ID('t') IS NULL OR 1 = 1",
        "OBJECT_ID(@t) IS NULL",
        "OBJECT_ID('t') = 5",
        "EXISTS (SELECT COUNT(*) FROM sysobjects WHERE name = 't')",
        "EXISTS (SELECT 1 FROM sysobjects WHERE name = 't' OR name = 'u')",
        "EXISTS (SELECT 1 FROM sysobjects WHERE name LIKE 't%')",
        "EXISTS (SELECT 1 FROM sysobjects WHERE name = 't') AND @x = 1",
        "EXISTS (SELECT 1 FROM sysobjects WHERE name = @t)",
        "EXISTS (SELECT 1 FROM sysobjects WHERE name IN ('t', 'u'))",
        "EXISTS (SELECT 1 FROM sysobjects)",
        "EXISTS (SELECT 1 FROM sysobjects WHERE name = 't' UNION SELECT 1)",
        "EXISTS (SELECT 1 FROM tables WHERE name = 't')",
        "EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID('t') AND name = 'c' AND max_length < 20)",
        "EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID('t') AND name = 'c' AND is_nullable = 1)",
        "EXISTS (SELECT 1 FROM syscolumns WHERE id = OBJECT_ID('t') AND name = 'c' AND xtype = '56')",
        "EXISTS (SELECT 1 FROM syscolumns WHERE name = 'c')",
        "EXISTS (SELECT 1 FROM sys.indexes i JOIN sys.columns c ON i.object_id = c.object_id"
        " WHERE i.name='ix' AND c.name='c')",
        "EXISTS (SELECT 1 FROM sys.fn_listextendedproperty(N'MS_Description', N'SCHEMA', N'dbo', N'TABLE', N't',"
        " N'COLUMN', default))",
        "COLUMNPROPERTY(OBJECT_ID('t'), 'c', 'IsIdentity') = 1",
        "COL_LENGTH('t', 'c') < 20",
    ],
)
def test_more_than_existence_is_no_test(condition: str) -> None:
    node = guard(condition)
    assert (node.tests_kind, node.tested, node.tested_on, node.column) == ("", (), (), "")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("t", ("t",)),
        ("dbo.t", ("dbo", "t")),
        ("[dbo].[病人 信息]", ("dbo", "病人 信息")),
        ("db..t", ("db", "t")),
        ("[a.b].[c]]d]", ("a.b", "c]d")),
        (' "a" . "b""c" ', ("a", 'b"c')),
        ("[open", ("[open",)),
        ("", ()),
    ],
)
def test_paths_in_strings(text: str, path: tuple[str, ...]) -> None:
    assert split_path(text) == path
