"""{table} lives for a session

A name that begins with `#` makes a table of the session. In PostgreSQL the word TEMPORARY does, whatever the name.
Tables with `##` are seen by other sessions as well. Where every routine that uses one runs within one that makes it, a
table of the session says the same, and two sessions do not meet; else it is a table of its own, without a log.

```zh
{table} 是会话级临时表
名称以 `#` 开头的表属于会话。PostgreSQL 由 TEMPORARY 决定，与名称无关。以 `##` 开头的表其他会话也可见：若使用它的例程都在创建它的例程之内运行，会话级临时表即可；否则改为不写日志的普通表。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```sqlserver
CREATE TABLE #t (id INTEGER)
```
```postgres
CREATE TEMPORARY TABLE "#t" (id INTEGER)
```
```then
SELECT relpersistence FROM pg_class WHERE relname = '#t'
```
```rows
t
```
```sqlserver
SELECT id INTO #t FROM visit
```
```postgres
SELECT id INTO TEMPORARY "#t" FROM visit
```
```then
SELECT relpersistence FROM pg_class WHERE relname = '#t'
```
```rows
t
```
```setup sqlserver
CREATE TABLE visit (id INTEGER);
GO
CREATE PROCEDURE make_daily AS SELECT id INTO ##daily FROM visit
GO
CREATE PROCEDURE read_daily AS INSERT INTO visit (id) SELECT id + 1 FROM ##daily
```
```sqlserver
CREATE TABLE ##daily (id INTEGER)
```
```postgres
-- dbmigrate DM207 1: ##daily lives for a session (other sessions may use it: it is a table like others, which stays until somebody drops it)
CREATE UNLOGGED TABLE "##daily" (id INTEGER)
```
```then
SELECT relpersistence FROM pg_class WHERE relname = '##daily'
```
```rows
u
```
```quiet
CREATE TABLE visit_t (id INTEGER);
SELECT id INTO visit_u FROM visit_t
```
```notes
global | other sessions may use it: it is a table like others, which stays until somebody drops it | 其他会话可能使用：改为普通表，须由程序删除
alone | other sessions no longer see it: none of the scripts asks for that | 其他会话不再可见：脚本中没有这种用法
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.global_tables import is_shared
from dbmigrate.syntax.ddl.nodes import CreateTable, Dml
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit


@rule("DM207", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=(node(CreateTable), node(Dml)))
def check(statement: CreateTable | Dml, context: Context) -> Hit | None:
    lexed = statement.lexed
    if isinstance(statement, Dml) and context.above(TsqlUnit) is not None:
        return None  # SELECT INTO means variables there: PL219
    if isinstance(statement, CreateTable):
        name, word = statement.name.value, Part(statement.keyword.last, statement.keyword.last).before
        text = "TEMPORARY "
    else:
        into = made_by(statement)
        if into is None:
            return None
        name, word, text = lexed.tokens[into + 1].text, Part(into, into).after, " TEMPORARY"
    if not name.startswith("#"):
        return None
    values = {"table": name}
    if is_shared(name, context):
        return Hit(replace=[(word, text.replace("TEMPORARY", "UNLOGGED"))], values=values, note="global", fix=Fix.REVIEW)
    if name.startswith("##"):
        return Hit(replace=[(word, text)], values=values, note="alone")
    return Hit(replace=[(word, text)], values=values)


def made_by(statement: Dml) -> int | None:
    """The token INTO of `SELECT .. INTO new`."""
    words, around = statement.lexed.words, statement.lexed.brackets.around
    first, last = statement.part.first, statement.part.last
    if words[first] not in ("SELECT", "WITH"):
        return None
    own = [k for k in range(first, last) if around[k] == around[first]]
    if any(words[k] in ("INSERT", "MERGE") for k in own):
        return None
    return next((k for k in own if words[k] == "INTO"), None)
