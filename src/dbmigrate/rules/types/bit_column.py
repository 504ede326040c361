"""bit is {target} on the target

The target's bit is a string of binary digits: it takes neither 0 and 1 as numbers nor comparisons with them. smallint
with a check keeps `= 1` in applications working. `--bit boolean` takes boolean instead.

```zh
bit 在目标库中为 {target}
目标库的 bit 是位串，不能与数字 0、1 比较或赋值。改为 smallint 并加 CHECK 约束，应用中的 `= 1` 可继续使用。`--bit boolean` 则改为 boolean。
```
```notes
boolean | comparisons with 0 and 1 and values that applications write as numbers have to become true and false | 与 0、1 的比较以及应用按数字写入的值须改为 true、false
```
```sqlserver
CREATE TABLE drug (id INT, active BIT NOT NULL, otc [bit])
```
```postgres
CREATE TABLE drug (id INT, active smallint NOT NULL CHECK (active IN (0, 1)), otc smallint CHECK (otc IN (0, 1)))
```
```then
INSERT INTO drug VALUES (1, 1, NULL);
SELECT id, active FROM drug WHERE active = 1
```
```rows
1 | 1
```
```refused 42601
```
```quiet
CREATE TABLE drug (active SMALLINT, bit_no INT)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.types.checks import checked_column
from dbmigrate.rules.types.spelling import is_dressed, stays
from dbmigrate.syntax.ddl.nodes import Column, Default, TypeName


@rule("TY022", source="sqlserver", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or stays(found, context) or found.keyword != "BIT":
        return None
    # An unbracketed BIT is a type that the server has, another one.
    severity = Severity.REFUSED if is_dressed(found) else None
    column = checked_column(found, context)
    if context.options.bit == "boolean":
        replace: list[tuple[object, ...]] = [(found.part, "boolean"), *(defaults(column) if column else ())]
        return Hit(replace=replace, severity=severity, fix=Fix.REVIEW, note="boolean", values={"target": "boolean"})
    replace = [(found.part, "smallint")]
    if column:
        replace.append((column.part.after, " CHECK ({} IN (0, 1))", column.name))
    return Hit(replace=replace, severity=severity, values={"target": "smallint"})


def defaults(column: Column) -> list[tuple[Part, str]]:
    """DEFAULT 0 and DEFAULT ((1)) as false and true."""
    found: list[tuple[Part, str]] = []
    for item in column.items:
        if isinstance(item, Default):
            span = item.value.part
            tokens = [k for k in range(span.first, span.last + 1) if item.lexed.words[k] not in ("(", ")")]
            if len(tokens) == 1 and item.lexed.tokens[tokens[0]].text in ("0", "1"):
                found.append((Part(tokens[0], tokens[0]), "true" if item.lexed.tokens[tokens[0]].text == "1" else "false"))
    return found
