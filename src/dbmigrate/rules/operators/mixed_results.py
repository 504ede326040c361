"""{word} gives values of different types

SQL Server converts them all to the type that stands first in its precedence ("Data type precedence"). PostgreSQL does
so with constants only, and reads no empty text as a number or a date.

```zh
{word} 的各结果类型不同
SQL Server 按数据类型优先级统一转换。PostgreSQL 只转换常量，且空串不能作为数值或日期。
```
```notes
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, card VARCHAR(10), at DATETIME, closed BIT);
INSERT INTO visit VALUES (1, '07', '2020-01-02', 1), (2, NULL, NULL, NULL);
```
```sqlserver
SELECT CASE WHEN v.id = 1 THEN v.card ELSE v.id END, COALESCE(v.at, ''), CASE WHEN v.id = 2 THEN v.id ELSE '' END FROM visit v ORDER BY v.id
```
```postgres
SELECT CASE WHEN v.id = 1 THEN v.card::integer ELSE v.id END, COALESCE(v.at, timestamp '1900-01-01'), CASE WHEN v.id = 2 THEN v.id ELSE 0 END FROM visit v ORDER BY v.id
```
```rows
7 | 2020-01-02 00:00:00 | 0
2 | 1900-01-01 00:00:00 | 2
```
```refused 42804
```
```sqlserver
SELECT IIF(v.id = 1, v.id, v.card), CASE v.card WHEN 7 THEN 'seven' -- as a number
 END FROM visit v WHERE v.id = 1 UNION ALL SELECT (SELECT COALESCE(v.closed, 'true') FROM visit v WHERE v.id = 2), 'x'
```
```postgres
SELECT CASE WHEN v.id = 1 THEN v.id ELSE v.card::integer END, CASE v.card::integer WHEN 7 THEN 'seven' -- as a number
 END FROM visit v WHERE v.id = 1 UNION ALL SELECT (SELECT COALESCE(v.closed, 1) FROM visit v WHERE v.id = 2), 'x'
```
```rows
1 | seven
1 | x
```
```refused 42804
```
```sqlserver
SELECT CASE WHEN v.id = 1 THEN v.at ELSE 0 END, COALESCE(v.at, v.id - 1) FROM visit v ORDER BY v.id
```
```postgres
SELECT CASE WHEN v.id = 1 THEN v.at ELSE timestamp '1900-01-01' END, COALESCE(v.at, (timestamp '1900-01-01' + (v.id - 1) * interval '1 day')) FROM visit v ORDER BY v.id
```
```rows
2020-01-02 00:00:00 | 2020-01-02 00:00:00
1900-01-01 00:00:00 | 1900-01-02 00:00:00
```
```refused 42804
```
```quiet
SELECT CASE WHEN v.id = 1 THEN 'a' ELSE v.card END, COALESCE(v.at, '2020-01-01'), COALESCE(v.id, 0), CASE v.id WHEN 1 THEN '' END FROM visit v
```
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.functions.sqlserver_implicit import Replacements, converted, is_mixed, leading


@rule(
    "OP217",
    source="sqlserver",
    severity=Severity.REFUSED,
    on=(syntax("case"), call("COALESCE"), call("IIF")),
    after=WRITTEN_BEFORE,
)
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    replace: Replacements = []
    notes = set()
    for group in groups(found.node):
        for edits, note in fitted([found.view(node) for node in group], context):
            replace += edits
            notes.add(note)
    if not replace:
        return None
    values = {"word": "CASE" if isinstance(found.node, exp.Case) else found.node.name.upper()}
    doubt: dict[str, Any] = {"note": "session", "fix": Fix.REVIEW} if "session" in notes else {}
    return Hit(replace=replace, values=values, **doubt)


def groups(node: exp.Expr) -> Iterator[list[exp.Expr]]:
    """The results, which become one type; and the values that CASE compares."""
    if not isinstance(node, exp.Case):
        yield node.expressions[1:] if node.name.upper() == "IIF" else node.expressions
        return
    default = node.args.get("default")
    yield [*(branch.args["true"] for branch in node.args["ifs"]), *([default] if default is not None else [])]
    if node.this is not None:
        yield [node.this, *(branch.this for branch in node.args["ifs"])]


def fitted(sides: Sequence[Expr], context: Context) -> Iterator[tuple[Replacements, str]]:
    types = [context.types.of(side) for side in sides]
    if not is_mixed(types):
        return
    to = leading(types)
    if to is not None and not to.is_text:
        for side, given in zip(sides, types, strict=True):
            yield converted(side, given, to)
