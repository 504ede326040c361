"""DBMS_RANDOM makes random numbers

VALUE gives a number from 0 up to 1, or between two bounds; the target's `random` gives the first.

```zh
DBMS_RANDOM 生成随机数
VALUE 返回 0 到 1 之间或两个界限之间的数；目标库的 `random` 返回前者。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE bed (id NUMBER(4));
INSERT INTO bed VALUES (1);
INSERT INTO bed VALUES (2);
```
```oracle
SELECT COUNT(*) FROM (SELECT id FROM bed ORDER BY DBMS_RANDOM.VALUE) WHERE DBMS_RANDOM.VALUE(5, -- up to
7) BETWEEN 5 AND 7 AND dbms_random.value() < 1
```
```postgres
SELECT COUNT(*) FROM (SELECT id FROM bed ORDER BY random()::numeric) AS q1 WHERE (5 + (-- up to
7 - 5) * random())::numeric BETWEEN 5 AND 7 AND random()::numeric < 1
```
```rows
2
```
```oracle
SELECT MAX(id) FROM bed UNION SELECT FLOOR(DBMS_RANDOM.VALUE) FROM bed WHERE id IN (SELECT CEIL(DBMS_RANDOM.VALUE) FROM bed)
```
```postgres
SELECT MAX(id) FROM bed UNION SELECT FLOOR(random()::numeric) FROM bed WHERE id IN (SELECT CEIL(random()::numeric) FROM bed)
```
```rows
0
2
```
```oracle
SELECT DBMS_RANDOM.VALUE(8) FROM bed
```
```quiet
SELECT v.id AS value FROM bed v
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, qualified, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.xml_path import owner_of, whole_of


@rule(
    "FN353",
    source="oracle",
    severity=Severity.REFUSED,
    on=(qualified("VALUE"), call("DBMS_RANDOM.VALUE")),
)
def check(found: Expr) -> Hit | None:
    if isinstance(found.node, exp.Column):
        owner = found.node.args.get("table")
        is_package = owner is not None and owner.name.upper() == "DBMS_RANDOM"
        return Hit(replace=[(found.part, "random()::numeric")]) if is_package else None
    if not isinstance(found, Call) or found.node.name.upper() != "VALUE" or len(found.args) not in (0, 2):
        return Hit(note="form", fix=Fix.NONE)
    whole = whole_of(found, owner_of(found))
    if not found.args:
        return Hit(replace=[(whole, "random()::numeric")])
    low, high = found.args
    text = f"({operand(low)} + ({operand(high)} - {operand(low)}) * random())::numeric"
    return Hit(replace=[(whole, text, low, high, low)])
