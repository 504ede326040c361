"""temporary table {name} of a routine

SQL Server drops it where the routine ends, PostgreSQL where the session does: one that an earlier call left is dropped
before. PERFORM 'PRAGMA:TABLE: ..' tells the extension plpgsql_check about the table, and does nothing else. SELECT INTO means variables in PL/pgSQL: the table is made by CREATE TABLE AS.

```zh
例程中的临时表 {name}
SQL Server 在例程结束时删除临时表，PostgreSQL 则保留到会话结束：因此先删除上次调用留下的表。PERFORM 'PRAGMA:TABLE: ..' 仅供扩展 plpgsql_check 检查过程体。PL/pgSQL 的 SELECT INTO 表示赋值给变量：建表改用 CREATE TABLE AS。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
CREATE TABLE seen (n INTEGER);
```
```sqlserver
CREATE PROCEDURE count_wards AS
BEGIN
  CREATE TABLE #large (id INTEGER)
  INSERT INTO #large (id) SELECT id FROM ward WHERE beds > 5
  SELECT id, beds INTO #copy FROM ward
  INSERT INTO seen (n) SELECT COUNT(*) FROM #large
  INSERT INTO seen (n) SELECT beds FROM #copy
  DROP TABLE #copy
END
```
```postgres
CREATE PROCEDURE count_wards() AS $$
BEGIN
  PERFORM 'PRAGMA:TABLE: "#large" (id INTEGER)'; DROP TABLE IF EXISTS pg_temp."#large"; CREATE TEMPORARY TABLE "#large" (id INTEGER);
  INSERT INTO "#large" (id) SELECT id FROM ward WHERE beds > 5;
  PERFORM 'PRAGMA:TABLE: "#copy" (id integer, beds integer)'; DROP TABLE IF EXISTS pg_temp."#copy"; CREATE TEMPORARY TABLE "#copy" AS SELECT id, beds FROM ward;
  INSERT INTO seen (n) SELECT COUNT(*) FROM "#large";
  INSERT INTO seen (n) SELECT beds FROM "#copy";
  DROP TABLE "#copy";
END;
$$ LANGUAGE plpgsql
```
```then
CALL count_wards();
CALL count_wards();
SELECT n FROM seen
```
```rows
1
10
1
10
```
```refused 42601
```
```setup sqlserver
CREATE TABLE seen (n INTEGER);
GO
CREATE PROCEDURE fill_other AS
BEGIN
  IF OBJECT_ID('tempdb..#one') IS NULL
    CREATE TABLE #one (id INTEGER)
  INSERT INTO #one (id) VALUES (7)
END
```
```sqlserver
CREATE PROCEDURE fill_one AS
BEGIN
  CREATE TABLE #one (id INTEGER)
  INSERT INTO seen (n) SELECT COUNT(*) FROM #one
  EXEC fill_other
END
```
```postgres
-- dbmigrate PL219 3: temporary table #one of a routine (a procedure that is called makes one of the same name: it takes the place of this one)
CREATE PROCEDURE fill_one() AS $$
BEGIN
  PERFORM 'PRAGMA:TABLE: "#one" (id INTEGER)'; DROP TABLE IF EXISTS pg_temp."#one"; CREATE TEMPORARY TABLE "#one" (id INTEGER);
  INSERT INTO seen (n) SELECT COUNT(*) FROM "#one";
  CALL fill_other();
END;
$$ LANGUAGE plpgsql
```
```then
CALL fill_one();
CALL fill_one();
SELECT n FROM seen
```
```rows
0
0
```
```refused 42P07
```
```notes
nested | a procedure that is called makes one of the same name: it takes the place of this one | 被调用的过程创建同名临时表：会取代此表
shared | other sessions may use it: it stays until somebody drops it, and whoever makes it again meets an error | 其他会话可能使用：该表一直保留到有人删除，再次创建会报错
open | it stays, because cursors that were handed out may read it | 保留该表，因为已返回的游标可能正在读取
```
```quiet
CREATE TABLE #large (id INTEGER)
```
"""

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.global_tables import is_shared
from dbmigrate.rules.dml.session_table import made_by
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement, is_written, understood
from dbmigrate.rules.procedural.tsql_nested_tables import made_by_called
from dbmigrate.rules.procedural.tsql_rows import columns_text, row_columns
from dbmigrate.rules.procedural.tsql_select import MADE_TABLE
from dbmigrate.rules.procedural.tsql_tables import column_list, told
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.ddl.nodes import CreateTable
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Embedded, TsqlSql
from dbmigrate.syntax.sql import parse


@rule("PL219", source="sqlserver", severity=Severity.REFUSED, on=(node(Embedded), node(TsqlSql)))
def check(found: Embedded | TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(found, context):
        return None
    unit = context.above(TsqlUnit)
    assert unit is not None
    if isinstance(found, Embedded):
        return of_statement(found, unit, judgement, context)
    if judgement.modes.get(found.part.first) != MADE_TABLE:
        return None
    into = made_by(found.dml)
    if into is None:
        return None
    last = into + 1
    while found.lexed.words[last + 1] == ".":
        last += 2
    name, text = Part(into + 1, last), found.lexed.tokens[last].text
    values = {"name": found.lexed.source(name)}
    if not text.startswith("#"):
        return Hit(replace=[(found.part.before, "CREATE TABLE {} AS ", name), (Part(into, last), "")], values=values)
    quoted, columns = quoted_name(text), given_columns(found, context)
    if is_shared(text, context):
        making = f"{told(quoted, columns)} " if columns else ""
        making += f"CREATE UNLOGGED TABLE {quoted} AS "
        replace = [(found.part.before, making), (Part(into, last), "", name)]
        return Hit(replace=replace, values=values, note="shared", fix=Fix.REVIEW)
    making = f"DROP TABLE IF EXISTS pg_temp.{quoted}; CREATE TEMPORARY TABLE {quoted} AS "
    making = f"{told(quoted, columns)} {making}" if columns else making
    replace = [(found.part.before, making), (Part(into, last), "", name)]
    return Hit(replace=replace, values=values, **doubt(text, unit, judgement, context))


def doubt(name: str, unit: TsqlUnit, judgement: TsqlJudgement, context: Context) -> dict[str, Any]:
    """A procedure that is called makes one of the same name, which takes the place of this one."""
    return {"note": "nested", "fix": Fix.REVIEW} if made_by_called(name, unit, judgement, context) else {}


def given_columns(sql: TsqlSql, context: Context) -> str:
    """What SELECT INTO gives the table, as a template; "" where a type is not known."""
    tree = parse(sql.lexed, sql.query.part, sql.query.into)
    try:
        return literal_template(columns_text(row_columns(tree, sql.query, context))) if tree.root is not None else ""
    except Unclear:
        return ""


def of_statement(found: Embedded, unit: TsqlUnit, judgement: TsqlJudgement, context: Context) -> Hit | None:
    statement = found.statement
    if judgement.hands_out_cursors and is_last_drop(found):
        whole = Part(found.part.first, found.part.last - is_closed(found))
        values = {"name": found.lexed.words[found.part.first + 2].lower()}
        return Hit(replace=[(whole, "NULL", Part(whole.first + 2, whole.last))], values=values, note="open", severity=Severity.NOTE)
    if isinstance(statement, CreateTable) and statement.name.value.startswith("#"):
        name = statement.name.value
        quoted = quoted_name(name)
        columns, places = column_list(statement.elements)
        making = f"{told(quoted, columns)} "
        if not is_shared(name, context):
            making += f"DROP TABLE IF EXISTS pg_temp.{quoted}; "
        replace = [(found.part.before, making, *places)]
        return Hit(replace=replace, values={"name": name}, **doubt(name, unit, judgement, context))
    return None


def is_last_drop(found: Embedded) -> bool:
    """DROP TABLE #t, and the unit does not make it again behind it."""
    words = found.words()
    if words[:2] != ("DROP", "TABLE") or len(words) - (words[-1] == ";") != 3 or not words[2].startswith("#"):
        return False
    return words[2] not in found.lexed.words[found.part.last + 1 :]


def quoted_name(name: str) -> str:
    return '"' + name.lower().replace('"', '""').replace("{", "{{").replace("}", "}}") + '"'
