"""ROWNUM as a value

The number that a row gets as it passes WHERE. In a select list the target numbers the rows of the query with a window
function; they come in the order of the sub-query that is read.

```zh
把 ROWNUM 当作值使用
行通过 WHERE 时得到的编号。在选择列表中，目标库用窗口函数给查询的行编号，顺序与所读子查询一致。
```
```notes
place | the target can number rows only where a query gives them | 目标库只能在查询的选择列表中给行编号
term | the condition is not of a form that limits the rows | 该条件不是限制行数的形式
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(10));
INSERT INTO visit VALUES (1, 'a');
INSERT INTO visit VALUES (2, 'a');
INSERT INTO visit VALUES (3, 'b');
```
```oracle
SELECT ROWNUM rn, id FROM visit ORDER BY id DESC
```
```postgres
SELECT row_number() OVER () rn, id FROM visit ORDER BY id DESC
```
```rows
3 | 3
2 | 2
1 | 1
```
```refused 42703
```
```oracle
SELECT id FROM (SELECT v.*, ROWNUM rn FROM (SELECT * FROM visit ORDER BY id DESC) v WHERE ROWNUM <= 2) x WHERE rn > 1 UNION SELECT ROWNUM + 6 FROM dual
```
```postgres
SELECT id FROM (SELECT v.*, row_number() OVER () rn FROM (SELECT * FROM visit ORDER BY id DESC) v LIMIT 2) x WHERE rn > 1 UNION SELECT row_number() OVER () + 6
```
```rows
2
7
```
```refused 42703
```
```oracle
UPDATE visit SET id = ROWNUM WHERE ROWNUM < 2
```
```refused 42703
```
```oracle
SELECT MAX(ROWNUM), COUNT(ROWNUM) FROM visit WHERE id > 0
```
```postgres
SELECT nullif(count(*), 0), count(*) FROM visit WHERE id > 0
```
```rows
3 | 3
```
```refused 42703
```
```oracle
SELECT id FROM visit WHERE MOD(ROWNUM, 2) = 0 OR ward = 'b'
```
```refused 42703
```
```quiet
SELECT id FROM visit WHERE ROWNUM <= 2
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.numbered_change import numbers_in
from dbmigrate.rules.queries.rownum_terms import limits

AGGREGATES: Final = frozenset({"MAX", "MIN", "SUM", "AVG", "COUNT"})


@rule("QY013", source="oracle", severity=Severity.REFUSED, on=name("ROWNUM"), unless="rownum")
def check(found: Expr) -> Hit | None:
    clause, query = clause_of(found.node)
    group = group_of(found.node)
    if group is not None:
        counts = group.name.upper() in ("MAX", "COUNT") and group.expressions == [found.node]
        text = "count(*)" if group.name.upper() == "COUNT" else "nullif(count(*), 0)"
        return Hit(replace=[(found.view(group), text)]) if counts else Hit(note="place", fix=Fix.NONE)
    if clause in ("expressions", "order") and isinstance(query, exp.Select):
        return Hit(replace=[(found, "row_number() OVER ()")])
    if clause == "expressions" and numbers_in(query):
        return None  # DM111
    if clause == "connect":
        return None  # a rule of its own reads CONNECT BY
    if clause == "where":
        limited = any(is_in(found.node, t.item.tree) for t in limits(Select(found.tree, query)))
        return None if limited else Hit(note="term", fix=Fix.NONE)
    return Hit(note="place", fix=Fix.NONE)


def group_of(node: Any) -> Any:
    """The aggregate that it stands in."""
    while node.parent is not None and not isinstance(node.parent, (exp.Query, exp.Update, exp.Delete, exp.Insert)):
        node = node.parent
        if isinstance(node, exp.Anonymous) and node.name.upper() in AGGREGATES and not isinstance(node.parent, exp.Window):
            return node
    return None


def clause_of(node: Any) -> tuple[str, Any]:
    """The name of the clause, and the query or change that it belongs to."""
    while node.parent is not None:
        if isinstance(node.parent, (exp.Select, exp.Update, exp.Delete, exp.Insert, exp.Merge)):
            return str(node.arg_key), node.parent
        node = node.parent
    return "", None


def is_in(node: Any, tree: Any) -> bool:
    while node is not None:
        if node is tree:
            return True
        node = node.parent
    return False
