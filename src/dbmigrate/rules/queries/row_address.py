"""ROWID names a row by its place

PostgreSQL's `ctid` does so within one table and one statement; an update gives the row another one, and its text looks
otherwise.

```zh
ROWID 以物理位置标识行
PostgreSQL 的 `ctid` 在同一表、同一语句内有相同作用；行被更新后其值会改变，文本形式也不同。
```
```notes
kept | the value leaves the statement or comes from outside: it is of use only until the row is changed | 该值被带出语句或来自外部，行一经修改即失效
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(10));
INSERT INTO visit VALUES (1, 'a');
INSERT INTO visit VALUES (2, 'a');
INSERT INTO visit VALUES (3, 'b');
```
```oracle
DELETE FROM visit v WHERE v.ROWID > (SELECT MIN(w.ROWID) -- the first
FROM visit w WHERE w.ward = v.ward)
```
```postgres
DELETE FROM visit v WHERE v.ctid > (SELECT MIN(w.ctid) -- the first
FROM visit w WHERE w.ward = v.ward)
```
```then
SELECT id FROM visit ORDER BY id
```
```rows
1
3
```
```refused 42703
```
```oracle
DELETE FROM visit WHERE ROWID NOT IN (SELECT MAX(ROWID) FROM visit GROUP BY ward UNION SELECT ROWID FROM visit WHERE id = 1)
```
```postgres
DELETE FROM visit WHERE ctid NOT IN (SELECT MAX(ctid) FROM visit GROUP BY ward UNION SELECT ctid FROM visit WHERE id = 1)
```
```then
SELECT id FROM visit ORDER BY id
```
```rows
1
2
3
```
```refused 42703
```
```oracle
DELETE FROM visit WHERE ROWID IN (SELECT x.rid FROM (SELECT ROWID AS rid, ROW_NUMBER() OVER (PARTITION BY ward ORDER BY id) AS n FROM visit) x WHERE x.n > 1)
```
```postgres
DELETE FROM visit WHERE ctid IN (SELECT x.rid FROM (SELECT ctid AS rid, ROW_NUMBER() OVER (PARTITION BY ward ORDER BY id) AS n FROM visit) x WHERE x.n > 1)
```
```then
SELECT id FROM visit ORDER BY id
```
```rows
1
3
```
```refused 42703
```
```oracle
SELECT v.id FROM visit v, (SELECT ROWID, ward FROM visit) r WHERE v.ROWID = r.ROWID AND r.ward = 'b'
```
```postgres
SELECT v.id FROM visit v, (SELECT ctid AS rowid, ward FROM visit) r WHERE v.ctid = r.ROWID AND r.ward = 'b'
```
```rows
3
```
```refused 42703
```
```oracle
SELECT v.ROWID, v.id FROM visit v WHERE v.id = 1
```
```postgres
-- dbmigrate QY023 1: ROWID names a row by its place (the value leaves the statement or comes from outside: it is of use only until the row is changed)
SELECT v.ctid::text AS rowid, v.id FROM visit v WHERE v.id = 1
```
```rows
(0,1) | 1
```
```refused 42703
```
```oracle
UPDATE visit SET ward = 'c' WHERE ROWID = CONCAT('(0', ',1)')
```
```postgres
-- dbmigrate QY023 1: ROWID names a row by its place (the value leaves the statement or comes from outside: it is of use only until the row is changed)
UPDATE visit SET ward = 'c' WHERE ctid = CONCAT('(0', ',1)')::tid
```
```then
SELECT id FROM visit WHERE ward = 'c'
```
```rows
1
```
```refused 42703
```
```quiet
SELECT v.id AS rowid_ FROM visit v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, qualified, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.types.scopes import around
from dbmigrate.types.sources import folded


@rule(
    "QY023",
    source="oracle",
    severity=Severity.REFUSED,
    on=(name("ROWID"), qualified("ROWID")),
    unless="rowid",
)
def check(found: Expr, context: Context) -> Hit | None:
    if not isinstance(found.node, exp.Column) or not is_of_query(found, context):
        return None
    word = Part(found.part.last, found.part.last)
    select = giver(found.node)
    given = select is not None and select is found.parent
    inner = select is not None and is_derived(select)
    if is_compared(found.node) or (select is not None and is_in_condition(select)) or (inner and not leaves(found)):
        return Hit(replace=[(word, "ctid AS rowid" if given and inner else "ctid")])
    if inner:
        return Hit(replace=[(word, "ctid AS rowid" if given else "ctid")], note="kept", fix=Fix.REVIEW)
    other = compared_with(found.node)
    if other is not None:
        return Hit(replace=[(word, "ctid"), (found.view(other).part.after, "::tid")], note="kept", fix=Fix.REVIEW)
    return Hit(replace=[(word, "ctid::text AS rowid" if given else "ctid::text")], note="kept", fix=Fix.REVIEW)


def is_of_query(found: Expr, context: Context) -> bool:
    """Of a FROM item of a query around, not a field of a record."""
    scopes = context.types.reader(found.tree).scopes
    sources = [source for query in around(found.node) for source in scopes.sources(query)]
    owner = found.node.args.get("table")
    named = [s for s in sources if owner is None or folded("oracle", owner) == s.label]
    return bool(named) and "ROWID" not in named[0].columns


def giver(node: Any) -> Any:
    """The SELECT that has it in its list."""
    item = node.parent if isinstance(node.parent, exp.Alias) else node
    return item.parent if isinstance(item.parent, exp.Select) and item.arg_key == "expressions" else None


def is_derived(select: Any) -> bool:
    """What FROM, WITH or USING reads."""
    while isinstance(select.parent, (exp.SetOperation, exp.Subquery, exp.Paren)):
        select = select.parent
    return isinstance(select.parent, (exp.From, exp.Join, exp.CTE, exp.Merge))


def leaves(found: Expr) -> bool:
    """The statement gives the value to the outside, under the name that a sub-query gives it."""
    root = found.tree.root
    if not isinstance(root, exp.Query):
        return False
    label = (found.parent.alias if isinstance(found.parent, exp.Alias) else "ROWID").upper()
    lists = [item.unalias() for item in root.selects]
    return any(item.is_star or (isinstance(item, exp.Column) and item.name.upper() == label) for item in lists)


def compared_with(node: Any) -> Any:
    """A value from outside that the row's place is compared with."""
    parent = node.parent
    if not isinstance(parent, exp.Predicate) or not isinstance(parent, exp.Binary):
        return None
    return parent.expression if parent.this is node else parent.this


def is_compared(node: Any) -> bool:
    """With another row's place, directly or as MIN or MAX of them; or only sorted and grouped by."""
    parent = node.parent
    if isinstance(parent, exp.Anonymous) and parent.name.upper() in ("MIN", "MAX", "COUNT"):
        return True
    if isinstance(parent, exp.In):
        return isinstance(parent.args.get("query"), exp.Expr)
    if isinstance(parent, (exp.Ordered, exp.Group)):
        return True
    if isinstance(parent, exp.Predicate) and isinstance(parent, exp.Binary):
        other = parent.expression if parent.this is node else parent.this
        return isinstance(other, exp.Subquery) or (isinstance(other, exp.Column) and is_address(other))
    return False


def is_address(column: Any) -> bool:
    """ROWID, or what a sub-query of the statement calls it."""
    named = column.root().find_all(exp.Alias)
    return column.name.upper() == "ROWID" or any(
        a.alias.upper() == column.name.upper() and isinstance(a.this, exp.Column) and a.this.name.upper() == "ROWID"
        for a in named
    )


def is_in_condition(node: Any) -> bool:
    """The query's rows go into a condition and nowhere else."""
    while node is not None and not isinstance(node, (exp.In, exp.Exists, exp.Predicate)):
        if isinstance(node, (exp.From, exp.Join, exp.CTE)):
            return False
        node = node.parent
    return node is not None
