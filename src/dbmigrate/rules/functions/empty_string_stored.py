"""the empty string is written

In Oracle `''` is NULL, in PostgreSQL a string of its own: `IS NULL` no longer finds the row. What is stored becomes
NULL (option `--empty-string keep` leaves it).

```zh
写入空字符串
Oracle 中 `''` 即 NULL，PostgreSQL 中是独立的空串，`IS NULL` 将查不到该行。写入值改为 NULL（选项 `--empty-string keep`
保持原样）。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
```
```oracle
INSERT INTO visit (id, memo) VALUES (1, '')
```
```postgres
INSERT INTO visit (id, memo) VALUES (1, NULL)
```
```then
SELECT id FROM visit WHERE memo IS NULL
```
```rows
1
```
```setup
```
```oracle
CREATE TABLE visit (id INTEGER, memo VARCHAR(10) DEFAULT '')
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT id FROM visit WHERE memo IS NULL
```
```rows
1
```
```quiet
INSERT INTO visit (id, memo) VALUES (1, ' ')
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Default


@rule(
    "FN103",
    source="oracle",
    severity=Severity.DIFFERS,
    fix=Fix.SAFE,
    on=literal("text"),
    unless="empty_string_is_null",
)
def check(found: Expr, context: Context) -> Hit | None:
    if not found.is_literal("") or context.options.empty_string == "keep" or not is_stored(found, context):
        return None
    return Hit(replace=[(found, "NULL")])


def is_stored(found: Expr, context: Context) -> bool:
    """The whole value of a DEFAULT, of a column in INSERT .. VALUES, or of UPDATE .. SET column = value."""
    parent = found.parent
    if found.tree.root is found.node:
        return bool(context.path) and isinstance(context.path[-1], Default)
    if isinstance(parent, exp.Tuple):
        return isinstance(parent.parent, exp.Values) and isinstance(parent.parent.parent, exp.Insert)
    return isinstance(parent, exp.EQ) and isinstance(parent.parent, exp.Update) and found.node.arg_key == "expression"
