"""a value of another type is stored in {column}

SQL Server converts what is stored: a fraction is cut off on the way to an integer (money is rounded), texts become
numbers and dates, an empty text 0 or 1900-01-01, any number but 0 is 1 in a bit, a DATETIME keeps 1/300 of a second,
dates become texts of a form of their own ("CAST and CONVERT"). PostgreSQL rounds to integers, refuses texts that are no
constants and writes dates its own way.

```zh
写入 {column} 的值类型不同
SQL Server 在写入时转换：转为整数时截去小数（money 四舍五入），非 0 数值写入 bit 为 1，DATETIME 精度为 1/300 秒，文本可转为数值和日期，空串为 0 或 1900-01-01，日期按固有格式转为文本。PostgreSQL 对整数四舍五入，拒绝非常量文本，日期文本格式也不同。
```
```notes
form | the text of such a value is another one on the target | 目标库中该类值的文本形式不同
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
odd | the target does not read the constant as a value of the column | 目标库不能把该常量读作该列的值
long | the text is longer than the column: both sides refuse it, SQL Server cuts it where ANSI_WARNINGS is off | 文本超过列长：两边都会拒绝，ANSI_WARNINGS 关闭时 SQL Server 会截断
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, qty INT, fee NUMERIC(8,2), paid BIT, at DATETIME, memo VARCHAR(30), code VARCHAR(10));
INSERT INTO bill VALUES (1, 0, 2.75, 0, '2020-01-02 15:04:05', NULL, '12');
```
```sqlserver
UPDATE bill SET qty = fee * 2 + 0.3, paid = 'true', memo = at
```
```postgres
UPDATE bill SET qty = trunc(fee * 2 + 0.3), paid = 1, memo = dbmigrate.datetime_text(at)
```
```then
SELECT qty, paid, memo FROM bill
```
```rows
5 | 1 | Jan  2 2020  3:04PM
```
```refused 22P02
```
```sqlserver
INSERT INTO bill (id, qty, fee, at) SELECT b.id + 1, b.code, b.code, '' FROM bill b UNION ALL SELECT 3, 2.9, 1, 0
```
```postgres
INSERT INTO bill (id, qty, fee, at) SELECT b.id + 1, b.code::integer, b.code::numeric, timestamp '1900-01-01' FROM bill b UNION ALL SELECT 3, 2, 1, timestamp '1900-01-01'
```
```then
SELECT id, qty, fee, at FROM bill WHERE id > 1 ORDER BY id
```
```rows
2 | 12 | 12.00 | 1900-01-01 00:00:00
3 | 2 | 1.00 | 1900-01-01 00:00:00
```
```refused 42804
```
```sqlserver
INSERT INTO bill VALUES (4, CAST(2.9 AS FLOAT), 1 -- one
 , 0, CONVERT(VARCHAR(10), GETDATE(), 120), 'x', 5)
```
```postgres
INSERT INTO bill VALUES (4, trunc(CAST(2.9 AS FLOAT)), 1 -- one
 , 0, to_char(clock_timestamp()::timestamp(3), 'YYYY-MM-DD')::timestamp, 'x', 5)
```
```then
SELECT id, qty, fee, paid, memo, code FROM bill WHERE id = 4
```
```rows
4 | 2 | 1.00 | 0 | x | 5
```
```refused 42804
```
```sqlserver
INSERT INTO bill VALUES (5, 2.9, 1, -1, '2020-01-02 23:59:59.999', '', ''), (6, '', 2, 0, '', 'x', '5')
```
```postgres
INSERT INTO bill VALUES (5, 2, 1, 1, '2020-01-03 00:00:00', '', ''), (6, 0, 2, 0, timestamp '1900-01-01', 'x', '5')
```
```then
SELECT id, qty, paid, at FROM bill WHERE id > 4 ORDER BY id
```
```rows
5 | 2 | 1 | 2020-01-03 00:00:00
6 | 0 | 0 | 1900-01-01 00:00:00
```
```refused 22P02
```
```sqlserver
UPDATE bill SET paid = qty - 3, qty = CAST(2.5 AS MONEY), at = '2020-01-02 10:00:00.005' WHERE id = 1
```
```postgres
UPDATE bill SET paid = sign(abs(qty - 3)), qty = CAST(2.5 AS numeric(19,4)), at = '2020-01-02 10:00:00.007' WHERE id = 1
```
```then
SELECT paid, qty, at FROM bill WHERE id = 1
```
```rows
1 | 3 | 2020-01-02 10:00:00.007
```
```refused 23514
```
```quiet
INSERT INTO bill VALUES (7, 3, 1.25, 1, '2020-01-02 23:59:59', '', 'x'), (8, NULL, 2, 0, '2020-01-02', 'x', '5')
```
```sqlserver
INSERT INTO bill (id, qty, fee, paid, at, memo, code) VALUES (5, -2.7, 1.555, -1, '2020-01-02 23:59:59.999', 1e-5, 0.5), (6, '2', '2.755', 'true', '10:30', N'x', 12)
```
```postgres
INSERT INTO bill (id, qty, fee, paid, at, memo, code) VALUES (5, -2, 1.555, 1, '2020-01-03 00:00:00', '1e-005', 0.5), (6, '2', '2.755', 1, '1900-01-01 10:30', 'x', 12)
```
```then
SELECT id, qty, fee, paid, at, memo, code FROM bill WHERE id > 4 ORDER BY id
```
```rows
5 | -2 | 1.56 | 1 | 2020-01-03 00:00:00 | 1e-005 | 0.5
6 | 2 | 2.76 | 1 | 1900-01-01 10:30:00 | x | 12
```
```refused 22P02
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, seen SMALLDATETIME, at DATETIME);
INSERT INTO bill VALUES (1, NULL, '2020-01-02 15:04:35');
```
```sqlserver
UPDATE bill SET seen = at
```
```postgres
UPDATE bill SET seen = date_trunc('minute', at + interval '30.001 seconds')
```
```then
SELECT seen FROM bill
```
```rows
2020-01-02 15:05:00
```
```setup sqlserver
CREATE TABLE bill (id INT NOT NULL, qty INT, fee NUMERIC(8,2), paid BIT, at DATETIME, memo VARCHAR(30), code VARCHAR(10));
INSERT INTO bill VALUES (1, 0, 2.75, 0, '2020-01-02 15:04:05', NULL, '12');
```
```sqlserver
MERGE INTO bill AS b USING (SELECT 1 AS id, CAST('2020-01-02' AS DATETIME) AS at UNION ALL SELECT 9, '2020-01-02') AS s ON b.id = s.id WHEN MATCHED THEN UPDATE SET memo = s.at, qty = 2.7 WHEN NOT MATCHED THEN INSERT (id, memo, qty) VALUES (s.id, s.at, 3.7);
```
```then
SELECT id, memo, qty FROM bill ORDER BY id
```
```rows
1 | Jan  2 2020 12:00AM | 2
9 | Jan  2 2020 12:00AM | 3
```
```quiet
UPDATE bill SET qty = 3, fee = fee * 1.5, at = '2020-01-02', memo = code, paid = 1, id = '5', code = id WHERE qty = 1
```
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.catalog.values import Table
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.changed_by_sign import sign_of
from dbmigrate.rules.dml.stored_values import Pair, stored
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.types.estate import estate
from dbmigrate.types.outside import Surroundings
from dbmigrate.types.sources import path_of_table

ABOUT_CONSTANTS: Final = ("session", "form", "odd", "long")
CONSTANTS: Final = ("FN100", "FN102", "FN118", "TY035")  # rules on constants


@rule("DM213", source="sqlserver", severity=Severity.DIFFERS, on=TABLE, after=(*WRITTEN_BEFORE, *CONSTANTS))
def check(found: Expr, context: Context) -> Hit | None:
    statement = changing(found)
    if statement is None:
        return None
    replace: list[tuple[Any, ...]] = []
    notes, columns, helpers = set(), [], set()
    severity = Severity.DIFFERS
    for pair in pairs(found, statement, context):
        made = stored(pair, context)
        if made.edits or made.note in ABOUT_CONSTANTS:
            columns.append(pair.column)
            severity = Severity.REFUSED if made.refused else severity
        replace += made.edits
        notes.add(made.note)
        helpers |= set(made.helpers)
    if not columns:
        return None
    values = {"column": ", ".join(dict.fromkeys(columns))}
    note = next((n for n in ABOUT_CONSTANTS if n in notes), "")
    doubt: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
    return Hit(replace=replace, values=values, severity=severity, helpers=tuple(sorted(helpers)), **doubt)


def changing(found: Expr) -> Any:
    """The INSERT, UPDATE or MERGE of which this is the target."""
    table = found.node
    above = table.parent
    if isinstance(above, exp.Schema) and above.this is table:
        table, above = above, above.parent
    return above if isinstance(above, (exp.Insert, exp.Update, exp.Merge)) and above.this is table else None


def pairs(found: Expr, statement: Any, context: Context) -> Iterator[Pair]:
    """Each value that is stored, with the column that takes it."""
    if isinstance(statement, exp.Merge):
        for branch in statement.args["whens"].expressions:
            yield from merged(found, branch.args["then"], context)
        return
    if isinstance(statement, exp.Update):
        yield from assigned(found, statement, context)
        return
    table = target_table(found, context)
    if table is None:
        return
    given = [e.name for e in statement.this.expressions] if isinstance(statement.this, exp.Schema) else []
    listed = given
    if not listed:
        listed = [c.name for c in table.columns.values() if not (c.identity or c.computed)] if table.complete else []
    types = [column_type(table, name, context) for name in listed]
    for row in rows(statement.expression):
        # Without a list the first columns are filled (DM203).
        if (len(row) == len(listed) if given else len(row) <= len(listed)) and not any(value.is_star for value in row):
            for name, type_, value in zip(listed, types, row, strict=False):
                if type_ is not None:
                    yield Pair(name, type_, found.view(value.unalias()))


def assigned(found: Expr, update: Any, context: Context) -> Iterator[Pair]:
    for item in update.expressions:
        if isinstance(item, exp.EQ) and isinstance(item.this, exp.Column) and sign_of(found.view(item)) is None:
            target = found.view(item.this)
            yield Pair(item.this.name, context.types.of(target), found.view(item.expression))


def merged(found: Expr, branch: Any, context: Context) -> Iterator[Pair]:
    """A branch of a MERGE."""
    if isinstance(branch, exp.Update):
        yield from assigned(found, branch, context)
    elif isinstance(branch, exp.Insert) and isinstance(branch.this, exp.Tuple) and isinstance(branch.expression, exp.Tuple):
        for column, value in zip(branch.this.expressions, branch.expression.expressions, strict=False):
            yield Pair(column.name, context.types.of(found.view(column)), found.view(value))


def rows(source: Any) -> Iterator[list[Any]]:
    """The rows of VALUES and the select lists."""
    if isinstance(source, exp.Values):
        for row in source.expressions:
            yield row.expressions if isinstance(row, exp.Tuple) else [row]
    elif isinstance(source, exp.SetOperation):
        yield from rows(source.this)
        yield from rows(source.expression)
    elif isinstance(source, exp.Select):
        yield source.expressions
    elif isinstance(source, (exp.Subquery, exp.Paren)):
        yield from rows(source.this)


def target_table(found: Expr, context: Context) -> Table | None:
    """Of the code's own (a variable, a temporary table, the rows of a trigger's event), else of the estate."""
    node: Any = found.node
    path = path_of_table(context.source.name, node)
    own = Surroundings(context.types.estate, context.path, context.schema, context.types.shared).rows(path) if path else None
    if own is not None:
        return own[0]
    return context.catalog.table(path, context.schema) if path else None


def column_type(table: Table, name: str, context: Context) -> Any:
    column = table.columns.get(fold(context.source.name, name, False))
    if column is None or column.type is None:
        return None
    return estate(context.catalog, context.source, context.options.numbers).declared(column.type, table.schema)
