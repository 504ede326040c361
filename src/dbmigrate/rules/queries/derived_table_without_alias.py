"""a sub-query in FROM has no alias

PostgreSQL wants one up to version 15.

```zh
FROM 中的子查询没有别名
PostgreSQL 15 及更早版本要求写别名。
```
```setup
CREATE TABLE visit (id INTEGER, ward VARCHAR(10));
INSERT INTO visit VALUES (1, 'a'), (2, 'b');
```
```oracle
SELECT id, n FROM (SELECT id FROM visit), (SELECT COUNT(*) AS n FROM (SELECT ward FROM visit))
```
```postgres
SELECT id, n FROM (SELECT id FROM visit) AS q1, (SELECT COUNT(*) AS n FROM (SELECT ward FROM visit) AS q3) AS q2
```
```rows
1 | 2
2 | 2
```
```refused 42601
```
```oracle
SELECT ward AS q1 FROM (SELECT ward FROM visit UNION SELECT ward FROM visit) -- all
WHERE ward = 'a' UNION SELECT ward FROM (SELECT v.* FROM visit v)
```
```postgres
SELECT ward AS q1 FROM (SELECT ward FROM visit UNION SELECT ward FROM visit) AS q2 -- all
WHERE ward = 'a' UNION SELECT ward FROM (SELECT v.* FROM visit v) AS q3
```
```rows
a
b
```
```refused 42601
```
```oracle
SELECT id, n FROM ((SELECT id FROM visit) CROSS JOIN (SELECT COUNT(*) AS n FROM visit)) ORDER BY id
```
```postgres
SELECT id, n FROM ((SELECT id FROM visit) AS q1 CROSS JOIN (SELECT COUNT(*) AS n FROM visit) AS q2) ORDER BY id
```
```rows
1 | 2
2 | 2
```
```refused 42601
```
```quiet
SELECT v.id FROM (SELECT id FROM visit) v WHERE v.id IN (SELECT id FROM visit) AND (SELECT COUNT(*) FROM visit) > 1
```
```quiet
SELECT a.id, n FROM ((SELECT id, ward FROM visit) a LEFT JOIN (SELECT ward, COUNT(*) AS n FROM visit GROUP BY ward) b
  ON a.ward = b.ward) ORDER BY a.id
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.types.sources import is_joined_group


@rule(
    "QY011",
    source="oracle",
    severity=Severity.REFUSED,
    on=query("subquery"),
    unless="derived_table_without_alias",
    needs="pg15",
)
def check(found: Expr) -> Hit | None:
    if not is_bare(found.node):
        return None
    end = found.lexed.brackets.close.get(found.part.first, found.part.last)
    part = found.part if end == found.part.last else Part(end, end)  # joins behind it belong to the node
    return Hit(replace=[(part.after, f" AS {given_name(found)}")])


def given_name(found: Expr) -> str:
    """The name that a sub-query without one gets: by its place among those of the statement."""
    bare = sorted(found.view(n).part.first for n in root_of(found.node).find_all(exp.Subquery) if is_bare(n))
    return free_names(found.lexed, len(bare))[bare.index(found.part.first)]


def is_bare(node: exp.Expr) -> bool:
    """An item of FROM, or of a join, that holds a query and has no name."""
    queries = isinstance(node.this, (exp.Select, exp.SetOperation, exp.Subquery)) and not is_joined_group(node)
    outer = node.parent
    placed = isinstance(outer, (exp.From, exp.Join)) or (outer is not None and is_joined_group(outer))
    return queries and placed and node.arg_key == "this" and not node.alias and not node.args.get("pivots")


def root_of(node: exp.Expr) -> exp.Expr:
    while node.parent is not None:
        node = node.parent
    return node
