"""NEXT VALUE FOR takes a number from a sequence

```zh
NEXT VALUE FOR 从序列取值
```
```setup
CREATE SEQUENCE visit_seq;
```
```sqlserver
SELECT NEXT VALUE FOR visit_seq
```
```postgres
SELECT nextval('visit_seq')
```
```rows
1
```
```refused 42601
```
```quiet
SELECT 1
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr, name_of
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Name


@rule("FN204", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=syntax("nextvaluefor"))
def check(found: Expr, context: Context) -> Hit | None:
    target = found.node.this
    name = name_of(found.tree, target) if isinstance(target, (exp.Table, exp.Column)) else None
    if name is None:
        return Hit()
    first = name.part.first
    if found.lexed.words[max(first - 3, 0) : first] != ["NEXT", "VALUE", "FOR"]:
        return Hit()
    spelled = spell(name, context).replace("'", "''")
    words = Part(first - 3, first - 1)
    # The name is removed, so that what the identifier rules write into it goes with it.
    return Hit(replace=[(words, literal_template(f"nextval('{spelled}')")), (name.part, "")])


def spell(name: Name, context: Context) -> str:
    """The sequence's name for a string; the name itself vanishes with the words in front of it."""
    sequence = Name(name.part, name.lexed, name.parts, "sequence")
    text, (lo, _) = name.text(), name.lexed.offsets(name.part)
    changes = context.names.qualified(sequence, schema=context.schema)
    for part, new in sorted(changes, key=lambda change: change[0].first, reverse=True):
        a, b = name.lexed.offsets(part)
        text = text[: a - lo] + new + text[b - lo :]
    return text
