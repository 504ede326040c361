"""{word} with a list of values

Oracle compares with each value of the list. `= ANY` is IN, `<> ALL` is NOT IN; for the other comparisons the target wants an
array.

```zh
{word} 后跟值列表
Oracle 逐个比较列表中的值。`= ANY` 即 IN，`<> ALL` 即 NOT IN；其他比较在目标库中须用数组。
```
```setup
CREATE TABLE visit (id INTEGER, ward VARCHAR(4));
INSERT INTO visit VALUES (1, 'a'), (2, 'b'), (3, 'c');
```
```oracle
SELECT id FROM visit WHERE id = ANY (1, 2) AND id <> ALL (2, 5) AND id >= ALL (0, 1) AND ward < SOME ('b', 'c')
```
```postgres
SELECT id FROM visit WHERE id IN (1, 2) AND id NOT IN (2, 5) AND id >= ALL (ARRAY[0, 1]) AND ward < SOME (ARRAY['b', 'c'])
```
```rows
1
```
```refused 42601
```
```oracle
SELECT id FROM visit WHERE id > ANY (2) UNION SELECT (SELECT MAX(id) FROM visit v WHERE v.id -- id
= ANY -- of
(1, 2)) FROM dual
```
```postgres
SELECT id FROM visit WHERE id > ANY (ARRAY[2]) UNION SELECT (SELECT MAX(id) FROM visit v WHERE v.id -- id
IN -- of
(1, 2))
```
```rows
2
3
```
```quiet
SELECT v.id FROM visit v WHERE v.id = ANY (SELECT id FROM visit) AND v.id >= ALL (SELECT id FROM visit) AND v.id IN (1, 2)
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import call, operator, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Part, Severity

WORDS = ("ALL", "SOME")  # calls for the parser
KINDS = ("eq", "neq", "gt", "gte", "lt", "lte")


@rule(
    "OP017",
    source="oracle",
    severity=Severity.REFUSED,
    on=(*map(operator, KINDS), *map(call, WORDS)),
    unless="any_list",
)
def check(found: Expr) -> Hit | None:
    if isinstance(found, Call):
        return None  # a word of the language, no function; the comparison around it is looked at
    list_ = found.node.expression
    if not is_list(list_):
        return None
    sign = found.operator
    word, opening = sign.first + 1, sign.first + 2
    closing = found.lexed.brackets.close.get(opening)
    words = found.lexed.words
    if closing is None or words[word] not in ("ANY", *WORDS):
        return None
    replace: list[tuple[Any, ...]]
    if isinstance(found.node, exp.EQ) and words[word] != "ALL":
        replace = [(Part(sign.first, word), "IN")]
    elif isinstance(found.node, exp.NEQ) and words[word] == "ALL":
        replace = [(Part(sign.first, word), "NOT IN")]
    else:
        inside = Part(opening + 1, closing - 1)
        replace = [(inside.before, "ARRAY["), (inside.after, "]")]
    return Hit(replace=replace, values={"word": words[word]})


def is_list(node: Any) -> bool:
    """ANY, SOME, ALL with values; with a query both sides read it alike."""
    if isinstance(node, (exp.Any, exp.All)):
        return not isinstance(node.this.unnest(), exp.Query)
    if not isinstance(node, exp.Anonymous) or node.name.upper() not in WORDS:
        return False
    return not any(isinstance(e.unnest(), exp.Query) for e in node.expressions)
