"""{table} lives for a session

A name that begins with `#` makes a table of the session. In PostgreSQL the word TEMPORARY does, whatever the name.
Tables with `##` are seen by other sessions as well: the target has none of that kind.

```zh
{table} 是会话级临时表
名称以 `#` 开头的表属于会话。PostgreSQL 由 TEMPORARY 决定，与名称无关。以 `##` 开头的表其他会话也可见，目标库没有这种表。
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
```quiet
CREATE TABLE visit_t (id INTEGER);
SELECT id INTO visit_u FROM visit_t
```
```notes
global | other sessions see it | 其他会话也可见
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
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
    if name.startswith("##"):
        return Hit(replace=[(word, text)], values=values, note="global", fix=Fix.REVIEW)
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
