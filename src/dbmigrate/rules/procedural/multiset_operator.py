"""{operator} of nested tables

Nested tables are arrays on the target. Each occurrence of an element counts, unless the operator says DISTINCT; NULL where
one of the two is NULL.

```zh
嵌套表的 {operator} 运算
嵌套表在目标库中是数组。未写 DISTINCT 时重复元素逐个计数；任一操作数为 NULL 时结果为 NULL。
```
```setup oracle
CREATE TYPE letters AS TABLE OF VARCHAR2(4);
/
CREATE FUNCTION listed(p letters) RETURN VARCHAR2 IS
  v VARCHAR2(40);
BEGIN
  FOR i IN 1 .. p.COUNT LOOP
    v := v || p(i);
  END LOOP;
  RETURN NVL(v, '-');
END;
/
```
```oracle
CREATE FUNCTION combined RETURN VARCHAR2 IS
  a letters := letters('a', 'b', 'b', 'c');
  b letters := letters('b', 'c', 'd');
BEGIN
  RETURN listed(a MULTISET UNION b) || ' ' || listed(a MULTISET UNION DISTINCT b) || ' ' || listed(a MULTISET EXCEPT b)
    || ' ' || listed(a MULTISET EXCEPT DISTINCT b) || ' ' || listed(a MULTISET INTERSECT ALL b) || ' '
    || listed(b MULTISET INTERSECT DISTINCT a) || ' ' || listed(SET(a)) || ' ' || CARDINALITY(a MULTISET UNION b);
END;
/
```
```then
SELECT combined()
```
```rows
abbcbcd abcd ab a bc bc abc 7
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v WHERE v.id = 2 UNION SELECT 1 FROM dual
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, operator, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Severity

HELPER: Final = "multiset"
TEMPLATES: Final = {
    "UNION": "({} || {})",
    "UNION DISTINCT": "dbmigrate.multiset_set({} || {})",
    "EXCEPT": "dbmigrate.multiset_except({}, {})",
    "EXCEPT DISTINCT": "dbmigrate.multiset_except_distinct({}, {})",
    "INTERSECT": "dbmigrate.multiset_intersect({}, {})",
    "INTERSECT DISTINCT": "dbmigrate.multiset_set(dbmigrate.multiset_intersect({}, {}))",
}


@rule("PL182", source="oracle", severity=Severity.REFUSED, on=(operator("adjacent"), call("SET")))
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found, Call):
        if len(found.args) != 1:
            return None
        return Hit(replace=[(found.name_part, "dbmigrate.multiset_set")], values={"operator": "SET"}, helpers=(HELPER,))
    words = found.lexed.words[found.operator.first].removeprefix("MULTISET ").removesuffix(" ALL")
    template = TEMPLATES[words]
    helpers = (HELPER,) if HELPER in template else ()
    return Hit(replace=[(found, template, found.left, found.right)], values={"operator": words}, helpers=helpers)
