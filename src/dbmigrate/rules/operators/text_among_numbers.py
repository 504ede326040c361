"""a text is calculated with, or compared with a number

Oracle takes the text as a number. The target refuses an operator between the two; a cast to numeric reads the text as
Oracle does.

```zh
文本参与数值运算或与数值比较
Oracle 会把文本隐式转换为数值；目标库拒绝两者之间的运算符。转换为 numeric 后读法与 Oracle 相同。
```
```notes
query | the texts that a query gives are compared with a number | 子查询返回的文本与数值比较
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), card VARCHAR2(10), ward CHAR(2));
INSERT INTO visit VALUES (1, '01', '7');
```
```oracle
SELECT id FROM visit WHERE card = 1 AND id IN (card, 5) AND ward BETWEEN 1 AND 10
```
```postgres
SELECT id FROM visit WHERE card::numeric = 1 AND id IN (card::numeric, 5) AND ward::numeric BETWEEN 1 AND 10
```
```rows
1
```
```refused 42883
```
```oracle
SELECT card * 2, -ward, id + SUBSTR(card, 2, 1), 1 + '2.5' FROM visit
```
```postgres
SELECT card::numeric * 2, -ward::numeric, id + nullif(SUBSTR(card, 2, 1), '')::numeric, 1 + '2.5'::numeric FROM visit
```
```rows
2 | -7 | 2 | 3.5
```
```refused 42883
```
```oracle
SELECT id FROM visit WHERE TO_CHAR(id, 'FM99') + 1 = 2 UNION SELECT (SELECT MAX(v.card -- card
 + -- and
 v.id) FROM visit v) FROM dual
```
```postgres
SELECT id FROM visit WHERE dbmigrate.number_text(id, 'FM99')::numeric + 1 = 2 UNION SELECT (SELECT MAX(v.card::numeric -- card
 + -- and
 v.id) FROM visit v)
```
```rows
1
2
```
```quiet
SELECT v.id FROM visit v WHERE v.card = '1' AND v.id = '1' AND v.id IN ('1', '2') AND v.id BETWEEN '1' AND 2 AND v.id + '1' = 2
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import is_literal
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.values import Kind, Type

COMPARISONS: Final = tuple(map(operator, ("eq", "neq", "gt", "gte", "lt", "lte", "in", "between")))
ARITHMETIC: Final = tuple(map(operator, ("add", "sub", "mul", "div", "mod", "neg")))


@rule("OP013", source="oracle", severity=Severity.REFUSED, on=(*COMPARISONS, *ARITHMETIC), after=("FN337", "PL076"))
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found.node, exp.EQ) and isinstance(found.parent, exp.Update):
        return None  # an assignment: DM106
    sides = [found.view(node) for node in sides_of(found.node)]
    types = [context.types.of(side) for side in sides]
    if not needs_numbers(found.node, types):
        return None
    replace: list[tuple[object, ...]] = []
    for side, type_ in zip(sides, types, strict=True):
        literal = type_.constant and is_literal(side)
        if not type_.is_text or (literal and (side.node.name.strip().isdigit() or not calculates(found.node))):
            continue
        if isinstance(side.node, exp.Subquery) and isinstance(found.node, exp.In):
            return Hit(note="query", fix=Fix.NONE)
        replace += around(side, operand(side) + "::numeric")
    return Hit(replace=replace) if replace else None


def sides_of(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.In):
        query = node.args.get("query")
        return [node.this, *node.expressions, *([query] if query is not None else [])]
    if isinstance(node, exp.Between):
        return [node.this, node.args["low"], node.args["high"]]
    return [node.this] if isinstance(node, exp.Neg) else [node.this, node.expression]


def calculates(node: exp.Expr) -> bool:
    return isinstance(node, (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg))


def needs_numbers(node: exp.Expr, types: list[Type]) -> bool:
    """Oracle makes numbers of texts: in each calculation without dates, and where one side of a comparison is one."""
    if any(t.is_moment or t.kind is Kind.INTERVAL for t in types):
        return False
    if calculates(node):
        return True
    return any(t.is_number for t in types)
