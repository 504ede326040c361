"""the queries of a {word} give a CHAR and another text

Oracle makes a VARCHAR2 of a CHAR beside a VARCHAR2 or a CHAR of another length, with the blanks that fill it up ("The UNION
[ALL], INTERSECT, MINUS Operators"). The target drops or disregards them, depending on which query stands first.

```zh
{word} 各查询的同一列既有 CHAR 又有其他文本类型
Oracle 中 CHAR 与 VARCHAR2（或不同长度的 CHAR）合并为 VARCHAR2，并保留补足的空格。目标库按书写顺序决定类型，去掉或忽略这些空格。用 rpad 补回声明的长度。
```
```setup oracle
CREATE TABLE bed (ward CHAR(4), code VARCHAR2(4), flag CHAR(1));
INSERT INTO bed VALUES ('a', 'a', 'x');
```
```oracle
SELECT '<' || w.n || '>' FROM (SELECT b.code AS n FROM bed b UNION SELECT b.ward FROM bed b) w ORDER BY 1
```
```postgres
SELECT concat('<', w.n, '>') FROM (SELECT b.code AS n FROM bed b UNION SELECT rpad(b.ward, 4) FROM bed b) w ORDER BY 1
```
```rows
<a   >
<a>
```
```oracle
SELECT COUNT(*) FROM (SELECT ward FROM bed MINUS -- codes
SELECT code FROM bed) UNION ALL SELECT COUNT(*) FROM bed WHERE EXISTS (SELECT b.ward -- ward
FROM bed b INTERSECT SELECT b.code FROM bed b)
```
```postgres
SELECT COUNT(*) FROM (SELECT rpad(ward, 4) AS ward FROM bed EXCEPT -- codes
SELECT code FROM bed) AS q1 UNION ALL SELECT COUNT(*) FROM bed WHERE EXISTS (SELECT rpad(b.ward, 4) AS ward -- ward
FROM bed b INTERSECT SELECT b.code FROM bed b)
```
```rows
1
0
```
```quiet
SELECT b.ward, b.flag FROM bed b UNION SELECT c.ward, c.code FROM bed c UNION ALL SELECT NULL, 'x' FROM dual
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import query, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.queries.mixed_branches import above, branches
from dbmigrate.types.values import Kind

TEXTS: Final = frozenset({Kind.TEXT, Kind.CLOB, Kind.CHAR})


@rule(
    "QY041",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(query("union"), query("except"), query("intersect")),
    after=("FN337", "PL076"),
)
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(above(found.node), exp.SetOperation):
        return None
    rows = list(branches(found.node))
    if len({len(row) for row in rows}) != 1 or any(item.is_star for row in rows for item in row):
        return None
    replace: list[tuple[Any, ...]] = []
    for k in range(len(rows[0])):
        items = [found.view(row[k].unalias()) for row in rows]
        if len({length(item, context) for item in items} - {None}) < 2:
            continue
        for item, whole in zip(items, (row[k] for row in rows), strict=True):
            width = width_of(item, context)
            if width < 2:
                continue
            name = item.text.rpartition(".")[2] if item.node is whole and isinstance(whole, exp.Column) else ""
            named = f" AS {name}" if name and whole is rows[0][k] else ""
            replace += around(item, f"rpad({{}}, {width}){named}")
    return Hit(replace=replace, values={"word": type(found.node).__name__.upper()}) if replace else None


def length(item: Expr, context: Context) -> int | None:
    """Of a CHAR its width, 0 of another text; None of what is no text and of NULL."""
    type_ = context.types.of(item)
    return width_of(item, context) if type_.kind in TEXTS and type_.kind is not Kind.NULL else None
