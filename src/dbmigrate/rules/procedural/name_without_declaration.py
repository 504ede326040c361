"""{name} is nothing that is declared here

Neither the code nor the estate declares it. Where the code comes to it, the server says so.

```zh
{name} 未在此处声明
代码与所给输入均未声明该名称，执行到此处时服务器会报错。
```
```oracle
CREATE FUNCTION rate RETURN NUMBER IS
BEGIN
  RETURN pk_rates.normal * 2;
END;
/
```
```then
SELECT rate()
```
```refused 42P01
```
```quiet
CREATE FUNCTION rate(p NUMBER) RETURN NUMBER IS
  v NUMBER := p;
BEGIN
  FOR i IN 1..2 LOOP
    v := v + i;
  END LOOP;
  RETURN CASE WHEN SYSDATE > DATE '2024-01-01' THEN v ELSE p END;
END;
/
```
"""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import COLUMN, RULES, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.packages.supplied import package_of
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.judgement import is_converted, members_of
from dbmigrate.rules.procedural.multiset_condition import TESTS
from dbmigrate.rules.procedural.plsql_names import is_found, path_of_column
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.procedural.statements import CallStatement, MergeDelete


@rule("PL006", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=COLUMN)
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_column(found)
    if not path or not isinstance(context.path[0], Procedural) or not is_converted(context):
        return None
    if context.above(MergeDelete):
        return None  # its columns are those of the MERGE around, which is another tree
    if is_called(found, context) and callees(path, context, members_of(context)):
        return None  # PL071
    if path[-1] in TESTS and isinstance(found.parent, exp.Is):
        return None  # PL183
    if is_found(found, path, context) or is_word(path, context) or is_whole_row(found, path):
        return None
    return Hit(values={"name": ".".join(path)})


def is_called(found: Expr, context: Context) -> bool:
    """A statement that is nothing but the name."""
    return isinstance(context.path[-1], CallStatement) and context.path[-1].callee.part == found.part


def is_whole_row(found: Expr, path: Path) -> bool:
    """PL142: UPDATE .. SET ROW."""
    outer = found.node.parent
    return path == ("ROW",) and isinstance(outer, exp.EQ) and isinstance(outer.parent, exp.Update)


def is_word(path: Path, context: Context) -> bool:
    """A word of the language, or one that a rule looks at."""
    if package_of(path, context) or package_of(path[:-1], context):
        return True  # PK001 to PK010, PL002, PL172
    word = path[-1].upper()
    return word in context.source.results.words or word in ruled() or "%" in "".join(path) or path[0].startswith(":")


@lru_cache(maxsize=1)
def ruled() -> frozenset[str]:
    return frozenset(key[1] for r in RULES.values() if "oracle" in r.source for key in r.on if key[0] == "name")
