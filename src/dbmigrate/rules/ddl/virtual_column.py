'''virtual column

Oracle works a virtual column out when it is read; PostgreSQL's generated columns are stored. The expression must be
immutable there. A column without a type takes the type of the column that it repeats, numeric for arithmetic and
text for concatenation.

```zh
虚拟列
Oracle 在读取时计算虚拟列，PostgreSQL 的生成列写入时计算并存储，表达式必须是不变的（immutable）。未写类型时取所引用列的类型，算术表达式取
numeric，拼接取 text。
```
```oracle
CREATE TABLE bill (price NUMERIC(9), amount NUMERIC(9), total NUMERIC(9) GENERATED ALWAYS AS (price * amount) VIRTUAL, twin AS (price), twice AS (price * 2 + amount))
```
```postgres
CREATE TABLE bill (price NUMERIC(9), amount NUMERIC(9), total NUMERIC(9) GENERATED ALWAYS AS (price * amount) STORED, twin NUMERIC(9) GENERATED ALWAYS AS (price) STORED, twice numeric GENERATED ALWAYS AS (price * 2 + amount) STORED)
```
```then
INSERT INTO bill (price, amount) VALUES (3, 4);
SELECT price, amount, total, twin, twice FROM bill
```
```rows
3 | 4 | 12 | 3 | 10
```
```refused 42601
```
```quiet
CREATE TABLE bill (price INTEGER DEFAULT 3, total INTEGER)
```
```notes
no-type | the column has no type and its expression does not tell one | 该列没有写类型，且无法从表达式推断
functions | PostgreSQL refuses an expression whose functions are not immutable | 若表达式中的函数不是 immutable，PostgreSQL 会拒绝
```
'''

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Column, Computed, CreateTable

NUMBERS: Final = frozenset("NUMBER NUMERIC DECIMAL DEC INTEGER INT SMALLINT".split())


@rule("DD013", source="oracle", severity=Severity.REFUSED, on=node(Column))
def check(column: Column, context: Context) -> Hit | None:
    computed = next((i for i in column.items if isinstance(i, Computed)), None)
    if computed is None or computed.head is None or computed.parentheses is None:
        return None
    replace: list[tuple[object, ...]] = []
    if column.type is None:
        made = type_behind(computed, context)
        if made is None:
            return Hit(note="no-type", at=column.name.part)
        replace.append((column.name.part.after, *made))
    if computed.words(computed.head)[:2] == ("GENERATED", "AS") or computed.words(computed.head)[0] == "AS":
        replace.append((computed.head, "GENERATED ALWAYS AS"))
    if computed.tail:
        replace.append((computed.tail, "STORED"))
    else:
        replace.append((computed.parentheses.after, " STORED"))
    calls = any(
        computed.lexed.is_name(k) and computed.lexed.words[k + 1] == "("
        for k in range(computed.value.part.first, computed.value.part.last)
    )
    return Hit(replace=replace, note="functions" if calls else "", fix=Fix.REVIEW if calls else Fix.SAFE)


def type_behind(computed: Computed, context: Context) -> tuple[object, ...] | None:
    """Template and places of the expression's type, None where it is not plain to see."""
    table = context.above(CreateTable)
    if table is None:
        return None
    columns = {c.name.value.upper(): c for c in table.columns}
    part = computed.value.part
    texts = [computed.lexed.tokens[k].text.upper() for k in range(part.first, part.last + 1)]
    if len(texts) == 1:
        twin = columns.get(texts[0])
        return (" {}", twin.type) if twin and twin.type else None
    if "||" in texts and not any(computed.words(part)[i : i + 1] == ("CASE",) for i in range(len(texts))):
        return (" text",)
    if all(t in "+-*/()" or t.replace(".", "").isdigit() or is_number(columns.get(t)) for t in texts):
        return (" numeric",)
    return None


def is_number(column: Column | None) -> bool:
    return column is not None and column.type is not None and column.type.keyword in NUMBERS
