"""{verb} of the rows of the common table expression {name}

SQL Server changes the rows of the table that lies under a common table expression, which is how doubles are removed.
PostgreSQL takes the expression as a query only: the table is changed where its row is at the place (`ctid`) that the
expression gives along.

```zh
{verb} 公用表表达式 {name} 的行
SQL Server 会修改公用表表达式之下的基表，常用于删除重复行。PostgreSQL 只把它当作查询：改为修改基表，并用表达式一并给出的行物理位置（ctid）对应。
```
```setup
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10), seq INT);
INSERT INTO visit VALUES (1, 'a', 0), (2, 'a', 0), (3, 'b', 0);
```
```sqlserver
WITH d AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY v.card ORDER BY v.id) AS n FROM visit v) DELETE FROM d WHERE n > 1
```
```postgres
WITH d AS (SELECT v.ctid AS q1, *, ROW_NUMBER() OVER (PARTITION BY v.card ORDER BY v.id) AS n FROM visit v) DELETE FROM visit WHERE ctid IN (SELECT q1 FROM d WHERE n > 1)
```
```then
SELECT id FROM visit ORDER BY id
```
```rows
1
3
```
```refused 42P01
```
```sqlserver
WITH d (card, n, s) AS (SELECT card, ROW_NUMBER() OVER (ORDER BY id DESC), seq FROM visit WHERE id < 3)
UPDATE d SET s = n * 10 + s -- by number
WHERE card = 'a'
```
```refused 42P01
```
```sqlserver
WITH d AS (SELECT card, seq, ROW_NUMBER() OVER (ORDER BY id DESC) AS n FROM visit WHERE id < 3)
UPDATE d SET d.seq = n * 10 + seq -- by number
WHERE card = 'a'
```
```postgres
WITH d AS (SELECT visit.ctid AS q1, card, seq, ROW_NUMBER() OVER (ORDER BY id DESC) AS n FROM visit WHERE id < 3)
UPDATE visit AS q2 SET seq = d.n * 10 + d.seq FROM d -- by number
WHERE q2.ctid = d.q1 AND (d.card = 'a')
```
```then
SELECT id, seq FROM visit ORDER BY id
```
```rows
1 | 20
2 | 10
3 | 0
```
```refused 42P01
```
```sqlserver
WITH d AS (SELECT v.id FROM visit v JOIN visit w ON w.id = v.id) DELETE FROM d
```
```refused 42P01
```
```quiet
WITH d AS (SELECT v.id FROM visit v) DELETE FROM visit WHERE id IN (SELECT d.id FROM d)
```
```notes
form | such a statement has to be written by hand | 此类语句须人工改写
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.free_names import free_names

ROWS_OF_THEIR_OWN = ("distinct", "group", "having", "limit", "joins")


@rule("DM211", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=TABLE)
def check(found: Expr) -> Hit | None:
    change = found.node.parent
    if not isinstance(change, (exp.Update, exp.Delete)) or change.this is not found.node or found.node.args.get("db"):
        return None
    with_ = change.args.get("with_")
    name = found.node.name
    bodies = [c for c in with_.expressions if c.alias.upper() == name.upper()] if with_ is not None else []
    if not bodies:
        return None
    values = {"verb": "UPDATE" if isinstance(change, exp.Update) else "DELETE", "name": name}
    made = written(found, change, bodies[0])
    return Hit(replace=made, values=values) if made else Hit(values=values, note="form", fix=Fix.NONE)


def written(found: Expr, change: Any, expression: exp.CTE) -> list[tuple[Any, ...]]:
    """The edits; none where the expression or the statement has another form."""
    body = found.view(expression.this)
    if not isinstance(body, Select) or any(body.node.args.get(k) for k in ROWS_OF_THEIR_OWN):
        return []
    if expression.args["alias"].columns or change.args.get("output") is not None or change.args.get("returning"):
        return []
    tables = body.tables
    source = body.node.args["from_"].this if body.node.args.get("from_") else None
    if len(tables) != 1 or not isinstance(source, exp.Table) or not isinstance(source.this, exp.Identifier):
        return []
    place, label = free_names(found.lexed, 2)
    table = found.view(source).part
    owner = table_name(found, source, table)
    words = found.lexed.words
    target = found.part
    keyword = next((k for k in range(target.first - 1, -1, -1) if words[k] in ("DELETE", "UPDATE")), None)
    if keyword is None:
        return []
    first = body.part.first + 1
    edits: list[tuple[Any, ...]] = [(Part(first - 1, first - 1).after, f" {{}}.ctid AS {place},", owner)]
    bare = bare_name(found, source, table)
    if isinstance(change, exp.Delete):
        return [*edits, *deletes(change, found, Part(keyword, keyword), target, bare, place)]
    return [*edits, *updates(change, found, target, bare, place, label)]


def table_name(found: Expr, source: exp.Table, table: Part) -> Part:
    """What the expression's query calls its table: the alias, else the name."""
    alias = source.args.get("alias")
    if alias is not None and alias.name:
        k = found.lexed.by_start[alias.this.meta["start"]]
        return Part(k, k)
    return bare_name(found, source, table)


def bare_name(found: Expr, source: exp.Table, table: Part) -> Part:
    names = [source.args.get(k) for k in ("catalog", "db", "this")]
    tokens = [found.lexed.by_start[n.meta["start"]] for n in names if isinstance(n, exp.Identifier) and n.name]
    return Part(tokens[0], tokens[-1])


def deletes(change: Any, found: Expr, verb: Part, target: Part, table: Part, place: str) -> list[tuple[Any, ...]]:
    """`DELETE [FROM] d`, `DELETE d FROM d`, each with a WHERE or without."""
    words = found.lexed.words
    where = change.args.get("where")
    behind = target.last + 1
    if words[behind] == "FROM":
        if words[behind + 1] != words[target.first] or words[behind + 2] not in ("WHERE", "", ";"):
            return []
        behind += 2
    if words[behind] not in ("WHERE", "", ";") or change.args.get("using"):
        return []
    end = found.view(where.this).part.last if where is not None else behind - 1
    words_of = Part(verb.first + 1, behind - 1)
    asked = f"FROM {{}} WHERE ctid IN (SELECT {place} FROM {{}}"
    return [(words_of, asked, table, target), (Part(verb.first, end).after, ")")]


def updates(change: Any, found: Expr, target: Part, table: Part, place: str, label: str) -> list[tuple[Any, ...]]:
    """`UPDATE d SET ..`: the columns on the right side and in WHERE are those of the expression."""
    if change.args.get("from_") is not None:
        return []
    name = found.lexed.source(target)
    where = change.args.get("where")
    edits: list[tuple[Any, ...]] = [(target, f"{{}} AS {label}", table)]
    for item in change.expressions:
        column = item.this
        if not isinstance(item, exp.EQ) or not isinstance(column, exp.Column):
            return []
        if column.table:
            part = found.view(column).part
            edits.append((Part(part.first, part.last - 1), ""))
        edits += qualified(found, item.expression, name)
    joined = f"{label}.ctid = {name}.{place}"
    end = found.view(change.expressions[-1].expression).part
    if where is None:
        return [*edits, (end.after, f" FROM {name} WHERE {joined}")]
    condition = found.view(where.this).part
    edits += [(end.after, f" FROM {name}"), (condition.before, f"{joined} AND ("), (condition.after, ")")]
    return [*edits, *qualified(found, where.this, name)]


def qualified(found: Expr, root: exp.Expr, name: str) -> Iterator[tuple[Any, ...]]:
    """`d.` before each bare column, without those of sub-queries."""
    for node in root.walk(prune=lambda n: isinstance(n, exp.Query)):
        if isinstance(node, exp.Column) and not node.table and not node.name.startswith("@"):
            yield found.view(node).part.before, f"{name}."
