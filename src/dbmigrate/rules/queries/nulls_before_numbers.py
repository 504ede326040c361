"""NULL in the first branches of a UNION

The target settles the types of two branches at a time: two that are NULL make a text, which does not go with a number or
date of a later branch. The first NULL says the type.

```zh
UNION 前几个分支均为 NULL
目标库逐对确定分支的类型：两个 NULL 得到文本，与后面分支的数值或日期不一致。因此在第一个 NULL 上写明类型。
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2), at DATE, memo VARCHAR2(9));
INSERT INTO bill VALUES (1, 2.5, DATE '2024-05-16', 'a');
```
```oracle
SELECT NULL AS fee, NULL AS at, NULL AS memo FROM dual UNION ALL SELECT NULL, NULL, NULL FROM dual UNION ALL SELECT fee, at, memo FROM bill
```
```postgres
SELECT NULL::numeric AS fee, NULL::timestamp AS at, NULL AS memo UNION ALL SELECT NULL, NULL, NULL UNION ALL SELECT fee, at, memo FROM bill
```
```rows
NULL | NULL | NULL
NULL | NULL | NULL
2.50 | 2024-05-16 00:00:00 | a
```
```refused 42804
```
```oracle
SELECT MAX(x.n) FROM (SELECT NULL -- none
 AS n FROM dual UNION SELECT NULL FROM dual MINUS SELECT id FROM bill) x
```
```postgres
SELECT MAX(x.n) FROM (SELECT NULL::numeric -- none
 AS n UNION SELECT NULL EXCEPT SELECT id FROM bill) x
```
```rows
NULL
```
```refused 42804
```
```quiet
SELECT NULL, b.id FROM bill b UNION SELECT b.id, NULL FROM bill b UNION SELECT NULL, NULL FROM dual;
SELECT NULL FROM dual UNION SELECT NULL FROM dual UNION SELECT b.memo FROM bill b
```
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.types.values import Kind

TYPES: Final = {
    Kind.NUMBER: "numeric",
    Kind.FLOAT: "double precision",
    Kind.DATE: "timestamp",
    Kind.TIMESTAMP: "timestamp",
    Kind.ZONED: "timestamptz",
}


@rule("QY030", source="oracle", severity=Severity.REFUSED, on=tuple(map(query, ("union", "except", "intersect"))))
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found.parent, exp.SetOperation):
        return None  # the outermost one of a chain
    branches = list(leaves(found.node))
    if len(branches) < 3 or any(len(b.expressions) != len(branches[0].expressions) for b in branches):
        return None
    replace: list[tuple[Any, ...]] = []
    for column in zip(*(b.expressions for b in branches), strict=True):
        values = [item.unalias() for item in column]
        if not all(isinstance(v, exp.Null) for v in values[:2]):
            continue
        types = [context.types.of(found.view(v)) for v in values]
        said = next((TYPES[t.kind] for t in types if t.kind in TYPES), None)
        if said is not None:
            replace.append((found.view(values[0]).part.after, f"::{said}"))
    return Hit(replace=replace) if replace else None


def leaves(node: Any) -> Iterator[Any]:
    pending = [node]  # not recursive: unions may have thousands of branches
    while pending:
        node = pending.pop()
        if isinstance(node, exp.SetOperation):
            pending += [node.expression, node.this]
        elif isinstance(node, exp.Select):
            yield node
        elif isinstance(node, (exp.Paren, exp.Subquery)):
            pending.append(node.this)
