"""{verb} of a query

Oracle changes the table behind a query. PostgreSQL wants the table itself, and the other tables behind FROM.

```zh
{verb} 的对象是查询
Oracle 可以通过查询改动其中的表。PostgreSQL 须直接写表，其余的表写在 FROM 之后。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE visit (id NUMBER(4) PRIMARY KEY, ward NUMBER(4), fee NUMBER(6), state VARCHAR2(4));
CREATE TABLE ward (id NUMBER(4) PRIMARY KEY, price NUMBER(6));
INSERT INTO visit VALUES (1, 10, 0, 'a');
INSERT INTO visit VALUES (2, 20, 0, 'a');
INSERT INTO ward VALUES (10, 7);
```
```oracle
UPDATE (SELECT v.fee AS old_fee, w.price, v.state FROM visit v, ward w WHERE v.ward = w.id) x SET x.old_fee = NVL(x.price, 0) + 1 -- new
WHERE x.state = 'a'
```
```postgres
UPDATE visit v SET fee = coalesce(w.price, 0) + 1 -- new
 FROM ward w WHERE (v.ward = w.id) AND (v.state = 'a')
```
```then
SELECT id, fee FROM visit ORDER BY id
```
```rows
1 | 8
2 | 0
```
```refused 42601
```
```oracle
DELETE FROM (SELECT * FROM visit WHERE id > 1)
```
```postgres
DELETE FROM visit WHERE id > 1
```
```then
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```oracle
UPDATE (SELECT fee, state FROM visit WHERE id IN (SELECT w.id FROM ward w UNION SELECT 1 FROM dual)) q SET fee = 3, state = 'b'
```
```postgres
UPDATE visit SET fee = 3, state = 'b' WHERE id IN (SELECT w.id FROM ward w UNION SELECT 1)
```
```then
SELECT fee, state FROM visit WHERE id = 1
```
```rows
3 | b
```
```refused 42601
```
```oracle
UPDATE (SELECT DISTINCT fee FROM visit) q SET fee = 1
```
```refused 42601
```
```quiet
UPDATE visit SET fee = (SELECT w.price FROM ward w WHERE w.id = visit.ward)
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.types.sources import folded

PLAIN = frozenset({"expressions", "from_", "where", "joins"})


class Unclear(Exception):
    """The statement has to be written by hand."""


@rule("DM107", source="oracle", severity=Severity.REFUSED, on=(change("update"), change("delete")))
def check(found: Expr) -> Hit | None:
    item = found.node.this
    if not isinstance(item, exp.Subquery) or found.parent is not None:
        return None
    values = {"verb": type(found.node).__name__.upper()}
    try:
        return Hit(replace=list(written(found, item)), values=values, at=found.view(item).part)
    except Unclear:
        return Hit(note="form", values=values, fix=Fix.NONE, at=found.view(item).part)


def written(found: Expr, item: exp.Subquery) -> Iterator[tuple[Any, ...]]:
    select, node = found.view(item.this), found.node
    if not isinstance(select, Select) or any(v and k not in PLAIN for k, v in select.node.args.items()):
        raise Unclear
    tables = dict(select.tables)
    outputs = {folded("oracle", output_name(e)): e.unalias() for e in select.node.expressions if not e.is_star}
    single = next(iter(tables)) if len(tables) == 1 else ""
    if not tables or (not single and isinstance(node, exp.Delete)) or node.args.get("returning"):
        raise Unclear
    label = folded("oracle", item.args["alias"].this) if item.alias else ""
    columns = [assigned(i, outputs, single) for i in node.expressions]
    target = {owner for _, owner, _ in columns} or {single}
    if len(target) != 1 or not target <= tables.keys():
        raise Unclear
    name = target.pop()
    outer = node.args.get("where")
    for place in [*(value for _, _, value in columns), *([outer.this] if outer is not None else [])]:
        yield from renamed(found, place, outputs, label)
    places: list[Any] = [tables[name]]
    text = "DELETE FROM {}" if isinstance(node, exp.Delete) else "UPDATE {} SET "
    text += ", ".join("{} = {}" for _ in columns)
    for column, _, value in columns:
        last = found.view(column).part.last
        places += [Part(last, last), found.view(value).part]
    others = [part for other, part in tables.items() if other != name]
    text += "".join(("{sep}FROM {}" if i == 0 else ", {}") for i in range(len(others)))
    places += others
    inner = select.clauses.get("WHERE")
    conditions = [Part(inner.first + 1, inner.last)] if inner else []
    conditions += [outer_condition(found)] if outer is not None else []
    pattern = "({}) AND ({})" if len(conditions) == 2 else "{}"
    text += f"{{sep}}WHERE {pattern}" if conditions else ""
    yield found.tree.part, text.replace("{sep}", " "), *places, *conditions


def outer_condition(found: Expr) -> Part:
    """Behind the statement's own WHERE."""
    words, around, whole = found.lexed.words, found.lexed.brackets.around, found.tree.part
    own = (k for k in range(whole.first, whole.last) if around[k] == around[whole.first])
    return Part(next(k for k in own if words[k] == "WHERE") + 1, whole.last)


def output_name(item: exp.Expr) -> exp.Expr:
    name = item.args.get("alias") or (item.this if isinstance(item, exp.Column) else None)
    if not isinstance(name, exp.Identifier):
        raise Unclear
    return name


def assigned(item: Any, outputs: dict[str, Any], single: str) -> tuple[exp.Column, str, exp.Expr]:
    """(the table's own column, its table, the value)."""
    if not isinstance(item, exp.EQ) or not isinstance(item.this, exp.Column):
        raise Unclear
    column = outputs.get(folded("oracle", item.this.this), item.this if single and not outputs else None)
    if not isinstance(column, exp.Column):
        raise Unclear
    owner = column.table.upper() if column is not item.this and column.table else single
    return column, owner, item.expression


def renamed(found: Expr, place: exp.Expr, outputs: dict[str, Any], label: str) -> Iterator[tuple[Any, ...]]:
    """Columns of the query in a value or a condition become what they stand for."""
    for column in place.find_all(exp.Column):
        owner = folded("oracle", column.args["table"]) if column.table else ""
        if owner not in ("", label):
            continue
        meant = outputs.get(folded("oracle", column.this))
        if meant is not None:
            simple = isinstance(meant, exp.Column)
            yield found.view(column).part, "{}" if simple else "({})", found.view(meant).part
        elif owner:
            raise Unclear
