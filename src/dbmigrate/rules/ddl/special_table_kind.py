"""a table of a special kind: {kind}

{kind} tables answer or react in a way that an ordinary table of the target does not. The table is written as an ordinary
one; what made it special has to be looked at.

```zh
特殊类型的表：{kind}
该类表的行为与目标库普通表不同。此处按普通表生成，其特殊之处须人工确认。
```
```sqlserver
CREATE TABLE visit (id INT NOT NULL) WITH (MEMORY_OPTIMIZED = ON)
```
```postgres
CREATE TABLE visit (id INT NOT NULL)
```
```refused 22023
```
```sqlserver
CREATE TABLE session_state (id INT NOT NULL) WITH (MEMORY_OPTIMIZED = ON, DURABILITY = SCHEMA_ONLY)
```
```postgres
-- dbmigrate DD206 1: a table of a special kind: memory optimized
CREATE TABLE session_state (id INT NOT NULL)
```
```refused 22023
```
```quiet
CREATE TABLE visit (id INT NOT NULL)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.syntax.ddl.nodes import Constraint, CreateIndex, CreateTable, CreateType, Phrase

KINDS: Final = frozenset({"memory optimized", "ignore dup key", "graph", "filetable"})
HOLDERS: Final = (Constraint, CreateIndex, CreateTable, CreateType)


@rule("DD206", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    holder = context.path[-1] if context.path else None
    if phrase.kind not in KINDS or not isinstance(holder, HOLDERS) or is_inside(context):
        return None
    # In memory or not, the rows are the same; with SCHEMA_ONLY they are gone when the server starts anew.
    kept = phrase.kind == "memory optimized" and "SCHEMA_ONLY" not in phrase.words()
    bare = isinstance(holder, CreateTable) and holder.brackets is None  # a FILETABLE names no columns
    return Hit(replace=[(phrase, "()" if bare else "")], values={"kind": phrase.kind}, fix=Fix.SAFE if kept else Fix.REVIEW)
