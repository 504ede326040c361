"""{condition}: a condition on nested tables

Nested tables are arrays on the target, whose = also compares the order. A condition on a NULL table is NULL.

```zh
嵌套表的条件 {condition}
嵌套表在目标库中是数组，其 = 还会比较元素顺序；嵌套表为 NULL 时条件结果为 NULL。
```
```oracle
CREATE FUNCTION asked RETURN VARCHAR2 IS
  TYPE words IS TABLE OF VARCHAR2(10);
  a words := words('x', 'y', 'y');
  b words := words('y', 'x', 'y', 'z');
  c words := words('y', 'y', 'x');
  e words := words();
  n words;
  FUNCTION told(p BOOLEAN) RETURN VARCHAR2 IS
  BEGIN
    RETURN CASE WHEN p THEN 'T' WHEN NOT p THEN 'F' ELSE 'N' END;
  END;
BEGIN
  RETURN told('x' MEMBER OF a) || told('q' MEMBER OF a) || told('q' NOT MEMBER OF a) || told('q' MEMBER OF n)
    || ' ' || told(a SUBMULTISET OF b) || told(b SUBMULTISET a) || told(a NOT SUBMULTISET OF b)
    || ' ' || told(e IS EMPTY) || told(a IS NOT EMPTY) || told(n IS EMPTY)
    || ' ' || told(a IS A SET) || told(SET(a) IS A SET) || told(a IS NOT A SET)
    || ' ' || told(a = c) || told(a = b) || told(a <> b) || told(a = n);
END;
/
```
```then
SELECT asked()
```
```rows
TFTN TFF TTN FTT TFTN
```
```refused 42601
```
```quiet
SELECT v.id FROM visit v WHERE v.id = 2 AND v.id IS NOT NULL
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.multiset_operator import HELPER
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_target import path_of_node

TESTS: Final = {"EMPTY": "cardinality({}) = 0", "A SET": "dbmigrate.multiset_is_set({})"}
ON: Final = tuple(map(operator, ("glob", "similarto", "is", "eq", "neq")))


@rule("PL183", source="oracle", severity=Severity.REFUSED, on=ON)
def check(found: Expr, context: Context) -> Hit | None:
    lexed, negated = found.lexed, False
    if isinstance(found.node, exp.Is):
        return tested(found)
    if isinstance(found.node, (exp.EQ, exp.NEQ)):
        if not all(is_list(side, context) for side in (found.node.this, found.node.expression)):
            return None
        text = "NOT " * isinstance(found.node, exp.NEQ) + "dbmigrate.multiset_equal({}, {})"
        return hit(found, text, lexed.source(found.operator), found.left, found.right)
    k = found.operator.first
    negated = lexed.words[k] == "NOT"
    word = lexed.words[k + negated].split()[0]
    name, sides = ("has", (found.right, found.left)) if word == "MEMBER" else ("within", (found.left, found.right))
    return hit(found, "NOT " * negated + f"dbmigrate.multiset_{name}({{}}, {{}})", word, *sides)


def tested(found: Expr) -> Hit | None:
    """IS EMPTY, IS A SET; NOT stands before them."""
    k = found.operator.first + 1
    negated = found.lexed.words[k] == "NOT"
    word = found.lexed.words[k + negated]
    if word not in TESTS:
        return None
    text = f"NOT {TESTS[word]}" if negated else TESTS[word]
    return hit(found, text, f"IS {word}", found.left)


def hit(found: Expr, text: str, condition: str, *places: Expr) -> Hit:
    whole = found.part
    helpers = (HELPER,) if HELPER in text else ()
    return Hit(replace=[(whole, text, *places)], values={"condition": condition}, helpers=helpers)


def is_list(node: Any, context: Context) -> bool:
    """A nested table or array of code."""
    path = path_of_node(node)
    held = collection(path, context) if path else None
    return held is not None and not held.known.keyed and not held.known.mapped
