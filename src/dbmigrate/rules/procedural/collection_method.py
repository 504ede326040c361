"""{name} of a collection

```zh
集合的 {name}
```
```notes
limit | an array has no limit: write the number from the type's declaration, NULL for a table | 数组没有上限：请写入类型声明中的数字，TABLE 类型为 NULL
```
```oracle
CREATE FUNCTION told(p NUMBER) RETURN VARCHAR IS
  TYPE t_list IS TABLE OF NUMBER;
  TYPE t_map IS TABLE OF NUMBER INDEX BY PLS_INTEGER;
  v t_list := t_list(p, 5, NULL);
  m t_map;
  r VARCHAR(100);
  k PLS_INTEGER;
BEGIN
  m(3) := 7;
  m(9) := 8;
  k := m.FIRST;
  WHILE k IS NOT NULL LOOP
    r := r || k || ' ';
    k := m.NEXT(k);
  END LOOP;
  IF v.EXISTS(4) OR m.EXISTS(4) THEN
    RETURN 'wrong';
  END IF;
  RETURN r || v.COUNT || v.LAST || m.COUNT || m.LAST || v.PRIOR(2);
END;
/
```
```then
SELECT told(1)
```
```rows
3 9 33291
```
```refused 42P01
```
```quiet
CREATE FUNCTION told(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN p;
END;
/
```
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.oracle_implicit import Written
from dbmigrate.rules.procedural.plsql_collections import collection, dotted_start, filled
from dbmigrate.rules.procedural.plsql_maps import CALLS as MAP_CALLS
from dbmigrate.rules.procedural.plsql_maps import HELPER, as_key_text
from dbmigrate.rules.procedural.plsql_maps import WORDS as MAP_WORDS
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_name
from dbmigrate.syntax.ddl.nodes import Procedural

# {v}: the collection, {i}: the argument. Of arrays whose positions need not follow each other, those that are NULL are
# not there.
WORDS: Final[Mapping[str, str]] = {
    "COUNT": "coalesce(cardinality({v}), 0)",
    "FIRST": "array_lower({v}, 1)",
    "LAST": "array_upper({v}, 1)",
}
THERE: Final = "FROM generate_subscripts({v}, 1) AS taken(at) WHERE {v}[taken.at] IS DISTINCT FROM NULL"
SPARSE_WORDS: Final[Mapping[str, str]] = {
    "COUNT": f"(SELECT count(*) {THERE})",
    "FIRST": f"(SELECT min(taken.at) {THERE})",
    "LAST": f"(SELECT max(taken.at) {THERE})",
}
CALLS: Final[Mapping[str, str]] = {
    "EXISTS": "coalesce({i} BETWEEN array_lower({v}, 1) AND array_upper({v}, 1), false)",
    "NEXT": "CASE WHEN {i} < array_upper({v}, 1) THEN {i} + 1 END",
    "PRIOR": "CASE WHEN {i} > array_lower({v}, 1) THEN {i} - 1 END",
}
SPARSE_CALLS: Final[Mapping[str, str]] = {
    "EXISTS": "({v}[{i}] IS DISTINCT FROM NULL)",
    "NEXT": f"(SELECT min(taken.at) {THERE} AND taken.at > {{i}})",
    "PRIOR": f"(SELECT max(taken.at) {THERE} AND taken.at < {{i}})",
}


@rule("PL104", source="oracle", severity=Severity.REFUSED, on=(COLUMN, ANY_CALL))
def check(found: Expr, context: Context) -> Hit | None:
    if not context.path or not isinstance(context.path[0], Procedural):
        return None
    path = path_of_name(found)
    held = collection(path[:-1], context) if len(path) > 1 else None
    if held is None:
        return None
    if not isinstance(found, Call):
        text = (MAP_WORDS if held.known.mapped else SPARSE_WORDS if held.known.keyed else WORDS).get(path[-1], "")
        if path[-1] == "LIMIT" and not is_column(found, context):
            return Hit(note="limit", values={"name": path[-1]}, fix=Fix.NONE)
        if not text or is_column(found, context):
            return None
        owner = Part(found.part.first, found.part.last - 2)
        helpers = (HELPER,) if held.known.mapped else ()
        return Hit(replace=[(found.part, *filled(text, held, owner))], values={"name": path[-1]}, helpers=helpers)
    text = (MAP_CALLS if held.known.mapped else SPARSE_CALLS if held.known.keyed else CALLS).get(path[-1], "")
    if not text or len(found.args) != 1:
        return None
    first, last = dotted_start(found.lexed, found.name_part.last), found.name_part.last
    whole = Part(first, found.part.last)
    key = as_key_text(found.args[0], context) if held.known.mapped else Written()
    made = filled(text, held, Part(first, last - 2), found.args[0], written=[key.template])
    used: tuple[str, ...] = (HELPER, *key.helpers) if held.known.mapped else ()
    return Hit(replace=[(whole, *made)], values={"name": path[-1]}, at=whole, helpers=used)
