r"""A value is stored in a column of another type

Oracle converts what is stored. PostgreSQL writes numbers as texts in its own way, and refuses texts where a number is
asked for, and NULL of a sub-query.

```zh
存入列的值类型不同
Oracle 会自动转换。PostgreSQL 按自己的方式把数字写成文本，并拒绝把文本存入数字列，子查询中的 NULL 也会被当作文本。
```
```notes
date | a text becomes a date, or a date a text, as NLS_DATE_FORMAT says | 文本与日期之间按 NLS_DATE_FORMAT 转换
default | the constant is read by NLS_DATE_FORMAT; Oracle's default is DD-MON-RR | 常量按 NLS_DATE_FORMAT 读取，Oracle 默认为 DD-MON-RR
unclear | the constant is read by NLS_DATE_FORMAT and does not fit Oracle's default | 常量按 NLS_DATE_FORMAT 读取，且不符合 Oracle 默认格式
number | Oracle writes such a number with an exponent | Oracle 对此类数字使用指数形式
digits | the constant is no number by Oracle's default settings | 按 Oracle 默认设置该常量不是数字
hex | the constant does not consist of hexadecimal digits | 常量不是十六进制数字
fraction | the column is an integer on the target and NUMBER in Oracle | 目标列为整数，Oracle 为 NUMBER，小数部分丢失
long | the text is longer than the column: Oracle refuses it | 文本超过列长，Oracle 会拒绝
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2), memo VARCHAR2(20), at DATE);
INSERT INTO bill VALUES (1, 5.50, '7', NULL);
```
```oracle
UPDATE bill SET memo = fee, fee = TRIM(memo) -- both
WHERE id = 1
```
```postgres
UPDATE bill SET memo = dbmigrate.to_char(fee), fee = (nullif(TRIM(memo), ''))::numeric -- both
WHERE id = 1
```
```then
SELECT fee, memo FROM bill
```
```rows
7.00 | 5.5
```
```refused 42804
```
```oracle
INSERT INTO bill (id, memo, fee) SELECT b.id + 1, b.fee, b.memo FROM bill b
```
```postgres
INSERT INTO bill (id, memo, fee) SELECT b.id + 1, dbmigrate.to_char(b.fee), b.memo::numeric FROM bill b
```
```then
SELECT fee, memo FROM bill WHERE id = 2
```
```rows
7.00 | 5.5
```
```refused 42804
```
```oracle
INSERT INTO bill (id, fee) SELECT 3, b.memo FROM bill b UNION ALL SELECT 4, TRIM(b.memo) FROM bill b
```
```postgres
INSERT INTO bill (id, fee) SELECT 3, b.memo::numeric FROM bill b UNION ALL SELECT 4, (nullif(TRIM(b.memo), ''))::numeric FROM bill b
```
```then
SELECT id, fee FROM bill WHERE id > 2 ORDER BY id
```
```rows
3 | 7.00
4 | 7.00
```
```refused 42804
```
```oracle
UPDATE bill SET (fee, at) = (SELECT NULL, NULL FROM dual) WHERE id IN (SELECT 1 FROM bill UNION SELECT 2 FROM bill)
```
```postgres
UPDATE bill SET (fee, at) = (SELECT NULL::numeric, NULL::timestamp) WHERE id IN (SELECT 1 FROM bill UNION SELECT 2 FROM bill)
```
```then
SELECT fee, at FROM bill
```
```rows
NULL | NULL
```
```refused 42804
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2), memo VARCHAR2(20), at DATE, mark RAW(8));
```
```oracle
INSERT INTO bill (id, fee, memo, mark) VALUES (0.5, '5.555', -0.50, '01FF')
```
```postgres
INSERT INTO bill (id, fee, memo, mark) VALUES (0.5, '5.555', '-.5', '\x01FF')
```
```then
SELECT id, fee, memo, mark FROM bill
```
```rows
1 | 5.56 | -.5 | \x01ff
```
```oracle
INSERT INTO bill (memo) SELECT 2.70 FROM dual
```
```postgres
INSERT INTO bill (memo) SELECT '2.7'
```
```then
SELECT memo FROM bill
```
```rows
2.7
```
```oracle
MERGE INTO bill b USING (SELECT 1 AS id, 0.5 AS n FROM dual UNION ALL SELECT 9, 1.5 FROM dual) s ON (b.id = s.id) WHEN MATCHED THEN UPDATE SET memo = s.n WHEN NOT MATCHED THEN INSERT (id, memo) VALUES (s.id, 0.50)
```
```then
SELECT id, memo FROM bill ORDER BY id
```
```rows
1 | .5
9 | .5
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2), memo VARCHAR2(20), at DATE, mark RAW(8), seen TIMESTAMP);
INSERT INTO bill (id, seen, mark) VALUES (1, TIMESTAMP '2024-05-06 03:04:05.75', '0AFF');
```
```oracle
UPDATE bill SET at = seen, memo = mark
```
```postgres
UPDATE bill SET at = date_trunc('second', seen), memo = upper(encode(mark, 'hex'))
```
```then
SELECT at, memo FROM bill
```
```rows
2024-05-06 03:04:05 | 0AFF
```
```setup oracle
CREATE TABLE bed (ward CHAR(4), code VARCHAR2(4));
INSERT INTO bed VALUES ('a', 'b');
```
```oracle
UPDATE bed SET code = ward
```
```postgres
UPDATE bed SET code = rpad(ward, 4)
```
```then
SELECT '<' || code || '>' FROM bed
```
```rows
<a   >
```
```setup oracle
CREATE TABLE bill (id NUMBER(4), fee NUMBER(8,2), memo VARCHAR2(20), at DATE, mark RAW(8), seen TIMESTAMP);
```
```quiet
INSERT INTO bill (id, fee, memo, at, mark) VALUES (5, '5', 7, '2020-01-02 10:00:00', NULL);
INSERT INTO bill (memo) VALUES ('患者');
UPDATE bill SET fee = 5, memo = 'x', at = SYSDATE WHERE id = (SELECT MAX(b.id) FROM bill b)
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.assigned_type import rows
from dbmigrate.rules.dml.stored_constants import of_constant
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import as_text, converted
from dbmigrate.types.constants import constant_of
from dbmigrate.types.sources import folded
from dbmigrate.types.values import Kind, Type

PLAIN = (exp.Literal, exp.National, exp.Null)
VARYING = frozenset({Kind.TEXT, Kind.CLOB})
ORDER = ("date", "unclear", "default", "number", "digits", "hex", "fraction", "long")


@rule(
    "DM106",
    source="oracle",
    severity=Severity.REFUSED,
    on=(change("update"), change("insert")),
    after=("FN331", "FN332", "PL076"),
)
def check(found: Expr, context: Context) -> Hit | None:
    replace: list[tuple[Any, ...]] = []
    constants: list[tuple[Any, ...]] = []
    forms: list[tuple[Any, ...]] = []  # what the target would store otherwise
    helpers: set[str] = set()
    notes: dict[str, Expr] = {}
    pairs = assigned(found, context) if isinstance(found.node, exp.Update) else inserted(found, context)
    for column, value, in_query in pairs:
        constant = constant_of(value.node)
        if constant is not None:
            if isinstance(value.parent, exp.EQ) and column.is_moment:
                continue  # OP015
            made = of_constant(column, value, constant, context)
            constants += made.edits
            if made.note:
                notes.setdefault(made.note, value)
            continue
        if isinstance(value.node, PLAIN) and not in_query:
            continue  # NULL of several SELECTs is DM110's
        kind = context.types.of(value)
        if isinstance(value.node, exp.Null):
            cast = "numeric" if column.is_number else "timestamp" if column.is_moment else ""
            replace += [(value.part.after, f"::{cast}")] if cast else []
        elif column.is_number and kind.is_text and not kind.constant:
            replace += around(value, operand(value) + "::numeric")
        elif column.is_text and kind.kind is Kind.NUMBER:
            written = as_text(value, context)
            if written.helpers:
                replace += around(value, written.template)
                helpers.update(written.helpers)
        elif form := converted(value, kind, column):
            forms += around(value, form)
        elif column.kind in VARYING and width_of(value, context) > 1:
            forms += around(value, f"rpad({{}}, {width_of(value, context)})")
        elif (column.is_moment and kind.is_text and not kind.constant) or (column.is_text and kind.is_moment):
            notes.setdefault("date", value)
    note = next((n for n in ORDER if n in notes), "")
    if not replace and not constants and not forms and not note:
        return None
    severity = None if replace else Severity.DIFFERS
    replace += [*constants, *forms]
    first = notes[note] if note else replace[0][0]
    at = first.part if isinstance(first, Expr) else first
    return Hit(replace, note=note, fix=Fix.REVIEW if note else None, at=at, severity=severity, helpers=tuple(sorted(helpers)))


def around(value: Expr, template: str) -> Iterator[tuple[Any, ...]]:
    """As insertions: other rules put text around the same value."""
    before, after = template.split("{}")
    if before:
        yield value.part.before, before
    yield value.part.after, after


def assigned(found: Expr, context: Context) -> Iterator[tuple[Type, Expr, bool]]:
    """(type of the column, value, whether a query of its own gives it)."""
    for item in found.node.expressions:
        if not isinstance(item, exp.EQ):
            continue
        if isinstance(item.this, exp.Column):
            yield context.types.of(found.view(item.this)), found.view(item.expression), False
        elif isinstance(item.this, exp.Tuple) and isinstance(item.expression, exp.Subquery):
            query = item.expression.this
            values = query.expressions if isinstance(query, exp.Select) else []
            for column, value in zip(item.this.expressions, values, strict=False):
                yield context.types.of(found.view(column)), found.view(value.unalias()), True


def inserted(found: Expr, context: Context) -> Iterator[tuple[Type, Expr, bool]]:
    target, source = found.node.this, found.node.args.get("expression")
    table = target.this if isinstance(target, exp.Schema) else target
    if isinstance(target, exp.Tuple) and isinstance(source, exp.Tuple):  # a branch of a MERGE
        for column, value in zip(target.expressions, source.expressions, strict=False):
            yield context.types.of(found.view(column)), found.view(value), False
    if not isinstance(table, exp.Table):
        return
    given = list(rows(source))
    known = context.types.reader(found.tree).scopes.table(table)
    listed = target.expressions if target is not table else []
    names = [folded("oracle", c) for c in listed]
    for row in given:
        if any(value.is_star for value in row):
            continue
        for name, value in zip(names or known.columns, row, strict=False):
            type_ = known.columns[name]() if name in known.columns else None
            if type_ is not None:
                yield type_, found.view(value.unalias()), False
