"""{function} can leave an empty text

Oracle has no empty text: where nothing is left, the result is NULL. It is not equal to another one, and IS NULL, NVL and
COUNT see it so.

```zh
{function} 可能得到空串
Oracle 没有空串：没有剩余字符时结果为 NULL，IS NULL、NVL、COUNT 及不等比较都按 NULL 处理。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), code VARCHAR2(10), memo VARCHAR2(10));
INSERT INTO visit VALUES (1, 'a', ' ');
```
```oracle
SELECT NVL(TRIM(memo), 'none'), SUBSTR(code, 2), COUNT(REPLACE(code, 'a')) FROM visit WHERE LTRIM(memo) IS NULL GROUP BY memo, code
```
```postgres
SELECT coalesce(nullif(TRIM(memo), ''), 'none'), nullif(SUBSTR(code, 2), ''), COUNT(nullif(REPLACE(code, 'a', ''), '')) FROM visit WHERE nullif(LTRIM(memo), '') IS NULL GROUP BY memo, code
```
```rows
none | NULL | 0
```
```oracle
SELECT id FROM visit WHERE TRIM(memo) <> 'x' OR TRIM(memo) = RTRIM(memo) UNION SELECT (SELECT COUNT( -- code
SUBSTR(v.code, 2) -- behind the first
) FROM visit v) FROM dual
```
```postgres
SELECT id FROM visit WHERE nullif(TRIM(memo), '') <> 'x' OR nullif(TRIM(memo), '') = nullif(RTRIM(memo), '') UNION SELECT (SELECT COUNT( -- code
nullif(SUBSTR(v.code, 2), '') -- behind the first
) FROM visit v)
```
```rows
0
```
```quiet
SELECT SUBSTR(v.code, 1, 6), REPLACE(v.code, '-', '_'), 'x' || TRIM(v.memo), UPPER(v.memo) FROM visit v WHERE TRIM(v.memo) = 'x' AND SUBSTR(v.code, 2) IN ('a', 'b') OR TRIM(SUBSTR(v.memo, 2)) LIKE 'x%'
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.functions.signs import is_positive
from dbmigrate.syntax.ddl.nodes import CreateIndex
from dbmigrate.syntax.procedural.nodes import CodeUnit

CALLS: Final = ("SUBSTR", "SUBSTRB", "REPLACE", "LTRIM", "RTRIM", "TRANSLATE", "REGEXP_REPLACE")
NEVER_EMPTY: Final = frozenset({"TO_CHAR", "LPAD", "RPAD", "RAWTOHEX", "USER"})
CONDITIONS: Final = (exp.Where, exp.Having, exp.Join, exp.If, exp.Connect)


@rule(
    "FN337",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(syntax("trim"), *map(call, CALLS)),
    unless="empty_string_is_null",
)
def check(found: Expr, context: Context) -> Hit | None:
    if context.above(CodeUnit) is not None or context.options.empty_string == "keep":
        return None  # PL076 serves code
    index = context.above(CreateIndex)
    if index is not None and not index.unique:
        return None
    if not can_be_empty(found, context) or makes_no_difference(found.node):
        return None
    name = "TRIM" if isinstance(found.node, exp.Trim) else found.node.name.upper()
    return Hit(replace=around(found, "nullif({}, '')"), values={"function": name})


def can_be_empty(found: Expr, context: Context) -> bool:
    """A text that is not empty keeps a character where a constant length is taken from its start."""
    node = found.node
    value = node.this if isinstance(node, exp.Trim) else node.expressions[0] if node.expressions else None
    if value is None or (isinstance(value, exp.Anonymous) and value.name.upper() in NEVER_EMPTY):
        return False
    if not context.types.of(found.view(value)).is_text:
        return False
    if isinstance(node, exp.Anonymous) and node.name.upper() == "TRANSLATE" and len(node.expressions) < 2:
        return False  # TRANSLATE(x USING ..)
    if isinstance(node, exp.Trim) or not node.name.upper().startswith("SUBSTR"):
        return isinstance(node, exp.Trim) or not puts_something(node)
    positions = node.expressions[1:]
    if not all(map(is_positive, positions)):
        return isinstance(positions[0], exp.Literal) and positions[0].this == "0" and len(positions) < 2
    return not (isinstance(positions[0], exp.Literal) and positions[0].this == "1")


def puts_something(node: Any) -> bool:
    """REPLACE, REGEXP_REPLACE and TRANSLATE that leave another text where they take one out."""
    values = [v.this if isinstance(v, exp.Literal) and v.is_string else "" for v in node.expressions[1:3]]
    if len(values) < 2 or not values[1] or node.name.upper() in ("LTRIM", "RTRIM"):
        return False
    return node.name.upper() != "TRANSLATE" or len(values[0]) <= len(values[1])


def makes_no_difference(node: Any) -> bool:
    """'' and NULL come to the same: joined to another text, cut further, compared by = in a condition."""
    parent = node.parent
    if isinstance(parent, exp.DPipe):
        return True
    if isinstance(parent, exp.Trim) or (isinstance(parent, exp.Anonymous) and parent.name.upper() in CALLS):
        return parent.this is node or (isinstance(parent, exp.Anonymous) and parent.expressions[0] is node)
    if isinstance(parent, exp.Anonymous) and parent.name.upper() == "CONCAT":
        return True
    if not isinstance(parent, (exp.EQ, exp.In, exp.Like)):
        return False
    others = [n for n in parent.iter_expressions() if n is not node]
    return not any(cuts(other) for other in others) and in_condition(parent)


def cuts(node: Any) -> bool:
    return isinstance(node, exp.Trim) or (isinstance(node, exp.Anonymous) and node.name.upper() in CALLS)


def in_condition(node: Any) -> bool:
    """Unknown counts as false there."""
    while isinstance(node.parent, (exp.And, exp.Or, exp.Paren)):
        node = node.parent
    return isinstance(node.parent, CONDITIONS) and not (isinstance(node.parent, exp.If) and node.arg_key != "this")
