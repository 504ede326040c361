"""{verb} with a FROM clause that holds its own target

SQL Server names the target again among the tables of FROM. PostgreSQL takes every table there as another one: it would
change all rows of the target, or not find its alias. The target moves to the front and the conditions of its joins to
WHERE; with outer joins the row is found again by its place (`ctid`).

```zh
{verb} 的 FROM 子句中包含目标表自身
SQL Server 在 FROM 中再次列出目标表。PostgreSQL 把 FROM 中的表都当作另外的表：会改动目标表的所有行，或找不到别名。将目标表移到前面，连接条件移到 WHERE；有外连接时用行的物理位置（`ctid`）对应。
```
```notes
query | it changes the rows of a query that WITH names: name the query's table as the target | 改动的是 WITH 中查询的行：应以该查询的表为目标
```
```setup
CREATE TABLE visit (id INTEGER, ward INTEGER);
CREATE TABLE ward (id INTEGER, state INTEGER);
INSERT INTO visit VALUES (1, 0), (2, 0);
INSERT INTO ward VALUES (1, 7);
```
```sqlserver
UPDATE v SET v.ward = w.state FROM visit v INNER JOIN ward w ON v.id = w.id WHERE w.state > 1
```
```postgres
UPDATE visit v SET ward = w.state FROM ward w WHERE v.id = w.id AND w.state > 1
```
```then
SELECT id, ward FROM visit ORDER BY id
```
```rows
1 | 7
2 | 0
```
```refused 42P01
```
```sqlserver
WITH open_wards AS (SELECT id, state FROM ward) UPDATE v SET v.ward = w.state FROM visit v INNER JOIN open_wards w ON v.id = w.id
```
```postgres
WITH open_wards AS (SELECT id, state FROM ward) UPDATE visit v SET ward = w.state FROM open_wards w WHERE v.id = w.id
```
```then
SELECT id, ward FROM visit ORDER BY id
```
```rows
1 | 7
2 | 0
```
```refused 42P01
```
```sqlserver
WITH open_wards AS (SELECT id FROM ward) DELETE v FROM visit v INNER JOIN open_wards w ON v.id = w.id
```
```postgres
WITH open_wards AS (SELECT id FROM ward) DELETE FROM visit v USING open_wards w WHERE v.id = w.id
```
```then
SELECT id, ward FROM visit ORDER BY id
```
```rows
2 | 0
```
```refused 42601
```
```sqlserver
UPDATE visit SET ward = w.state FROM visit v, ward w WHERE v.id = w.id
```
```postgres
UPDATE visit v SET ward = w.state FROM ward w WHERE v.id = w.id
```
```then
SELECT id, ward FROM visit ORDER BY id
```
```rows
1 | 7
2 | 0
```
```sqlserver
UPDATE v SET ward = w.state FROM visit v LEFT JOIN ward w ON v.id = w.id
```
```postgres
UPDATE visit AS changed SET ward = w.state FROM visit v LEFT JOIN ward w ON v.id = w.id WHERE changed.ctid = v.ctid
```
```then
SELECT id, ward FROM visit ORDER BY id
```
```rows
1 | 7
2 | NULL
```
```refused 42P01
```
```sqlserver
DELETE v FROM visit v JOIN ward w ON v.id = w.id
```
```postgres
DELETE FROM visit v USING ward w WHERE v.id = w.id
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```sqlserver
DELETE v FROM visit v WHERE v.id = 1
```
```postgres
DELETE FROM visit v WHERE v.id = 1
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```sqlserver
DELETE FROM visit FROM visit v JOIN ward w ON v.id = w.id WHERE w.state = 7
```
```postgres
DELETE FROM visit v USING ward w WHERE v.id = w.id AND w.state = 7
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```sqlserver
DELETE FROM visit FROM ward w WHERE w.id = visit.id
```
```postgres
DELETE FROM visit USING ward w WHERE w.id = visit.id
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```quiet
UPDATE visit SET ward = w.state FROM ward w WHERE w.id = visit.id
```
"""

from collections.abc import Iterator
from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.from_items import INNER, Changing, FromItem, behind_with, read_changing
from dbmigrate.syntax.ddl.nodes import Dml
from dbmigrate.syntax.lex import Lexed

Replacements = Iterator[tuple[Any, ...]]
ALIAS = "changed"


@rule("DM202", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Dml))
def check(statement: Dml) -> Hit | None:
    lexed = statement.lexed
    part, queries = behind_with(lexed, statement.part)
    change = read_changing(lexed, part)
    item = change.changed if change else None
    if change is None or (change.assignments and assigns_variable(change.assignments, lexed)):
        return None  # PL254
    if queries & {*change.target_name, *(item.name if item else ())}:
        return Hit(values={"verb": lexed.words[part.first]}, note="query", fix=Fix.NONE)
    verb = Part(part.first, part.first)
    if item is None:
        return apart(change, verb, lexed)
    inner = all(i.join in INNER for i in change.items)
    edits = list(moved(change, item, verb, lexed) if inner else found_again(change, item, verb, lexed))
    named = Part(part.first + 1, change.target.last)
    if named.first in lexed.hidden_tokens:  # DELETE FROM t FROM ..
        edits = [(Part(named.first, named.first), ""), *edits]
        named = Part(named.first + 1, named.last)
    replace = [(named, ""), *edits]
    if change.assignments:
        replace += [(q, "") for q in qualifiers(change.assignments, lexed)]
    # PostgreSQL finds a table of the target's name and changes all its rows.
    differs = lexed.words[part.first] == "UPDATE" and change.target_name != (item.label,)
    severity = Severity.DIFFERS if differs else Severity.REFUSED
    return Hit(replace=replace, values={"verb": lexed.words[part.first]}, severity=severity)


def assigns_variable(assignments: Part, lexed: Lexed) -> bool:
    """`SET @v = value`, which goes on from row to row."""
    words, around, depth = lexed.words, lexed.brackets.around, lexed.brackets.around[assignments.first]
    begins = [assignments.first]
    begins += [k + 1 for k in range(assignments.first, assignments.last) if words[k] == "," and around[k] == depth]
    return any(words[k].startswith("@") and k not in lexed.hidden_tokens for k in begins)


def apart(change: Changing, verb: Part, lexed: Lexed) -> Hit | None:
    """The target is none of the FROM items: of an UPDATE that is so on both sides, DELETE says USING."""
    labels = {i.label for i in change.items}
    if lexed.words[verb.first] != "DELETE" or change.target_name[-1] in labels:
        return None
    first = [] if lexed.words[verb.first + 1] == "FROM" else [(verb.after, " FROM")]
    return Hit(replace=[*first, (change.keyword, "USING")], values={"verb": "DELETE"})


def moved(change: Changing, item: FromItem, verb: Part, lexed: Lexed) -> Replacements:
    """All joins are inner ones: the other tables stay, every condition goes to WHERE."""
    deletes = lexed.words[verb.first] == "DELETE"
    yield verb.after, " FROM {}" if deletes else " {}", item.ref
    others = [i.ref for i in change.items if i is not item]
    conditions = [i.on for i in change.items if i.on is not None]
    asked = " AND ".join(bracketed(c, lexed) for c in conditions)
    last = change.items[-1]
    clause = Part(change.keyword.first, (last.on or last.ref).last)
    word = "USING" if deletes else "FROM"
    text = f"{word} " + ", ".join("{}" for _ in others) if others else ""
    if change.where_keyword is None:
        text += (" " if text and asked else "") + (f"WHERE {asked}" if asked else "")
        yield (clause, text, *others, *conditions) if text else (clause, "")
        return
    yield (clause, text, *others) if text else (clause, "")
    if conditions:
        yield from also(change, asked, conditions, lexed)


def found_again(change: Changing, item: FromItem, verb: Part, lexed: Lexed) -> Replacements:
    """An outer join: FROM stays as it is, and the target is the row at the same place."""
    deletes = lexed.words[verb.first] == "DELETE"
    yield verb.after, f" FROM {{}} AS {ALIAS}" if deletes else f" {{}} AS {ALIAS}", item.table
    if deletes:
        yield change.keyword, "USING"
    asked = f"{ALIAS}.ctid = {{}}.ctid"
    if change.where_keyword is None:
        last = change.items[-1]
        yield Part(change.keyword.first, (last.on or last.ref).last).after, f" WHERE {asked}", item.shown
    else:
        yield from also(change, asked, [item.shown], lexed)


def also(change: Changing, asked: str, places: list[Part], lexed: Lexed) -> Replacements:
    """More terms in front of those of WHERE."""
    assert change.where is not None and change.where_keyword is not None
    alternatives = has_or(change.where, lexed)
    yield change.where_keyword.after, f" {asked} AND", *places
    if alternatives:
        yield change.where.before, "("
        yield change.where.after, ")"


def bracketed(condition: Part, lexed: Lexed) -> str:
    return "({})" if has_or(condition, lexed) else "{}"


def has_or(part: Part, lexed: Lexed) -> bool:
    around = lexed.brackets.around
    return any(
        lexed.words[k] == "OR" and around[k] == around[part.first] for k in range(part.first, part.last + 1)
    )


def qualifiers(assignments: Part, lexed: Lexed) -> Iterator[Part]:
    """`v.` of `SET v.a = 1`: PostgreSQL wants the column alone."""
    words, around = lexed.words, lexed.brackets.around
    depth, begins = around[assignments.first], True
    for k in range(assignments.first, assignments.last + 1):
        if around[k] != depth:
            continue
        if begins and words[k + 1] == ".":
            last = k + 1
            while words[last + 2] == ".":
                last += 2
            yield Part(k, last)
        begins = words[k] == ","
