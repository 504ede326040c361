r"""the default of {column} is of another type

What a column stores by default is converted to the column's type. SQL Server cuts a fraction off, takes `true` for a bit
and an empty text for 0 or 1900-01-01; Oracle writes numbers as TO_CHAR does, and reads texts as dates by NLS_DATE_FORMAT
and as bytes by their digits. PostgreSQL rounds, refuses the text, or stores another one.

```zh
{column} 的默认值类型不同
默认值会转换为列的类型：SQL Server 截去小数、bit 接受 true、空串为 0 或 1900-01-01；Oracle 按 TO_CHAR 写数字，按 NLS_DATE_FORMAT 读日期文本，按十六进制读 RAW。PostgreSQL 四舍五入、拒绝该文本或存入不同的值。
```
```notes
form | the text of such a value is another one on the target | 目标库中该类值的文本形式不同
session | the text of a date is read by the session's settings | 日期文本按会话设置解释
odd | the target does not read the constant as a value of the column | 目标库不能把该常量读作该列的值
long | the text is longer than the column | 文本超过列长
default | the constant is read by NLS_DATE_FORMAT; Oracle's default is DD-MON-RR | 常量按 NLS_DATE_FORMAT 读取，Oracle 默认为 DD-MON-RR
unclear | the constant is read by NLS_DATE_FORMAT and does not fit Oracle's default | 常量按 NLS_DATE_FORMAT 读取，且不符合 Oracle 默认格式
date | a date becomes a text as NLS_DATE_FORMAT says | 日期按 NLS_DATE_FORMAT 转为文本
```
```sqlserver
CREATE TABLE bill (id INT, qty INT DEFAULT 2.7, paid BIT DEFAULT 'true', at DATETIME DEFAULT ((0)), due DATETIME DEFAULT '', memo VARCHAR(30) DEFAULT (CAST('2020-01-02' AS DATETIME)))
```
```postgres
CREATE TABLE bill (id INT, qty INT DEFAULT 2, paid smallint DEFAULT 1 CHECK (paid IN (0, 1)), at timestamp(3) DEFAULT timestamp '1900-01-01', due timestamp(3) DEFAULT timestamp '1900-01-01', memo VARCHAR(30) DEFAULT dbmigrate.datetime_text((CAST('2020-01-02' AS timestamp(3)))))
```
```then
INSERT INTO bill (id) VALUES (1);
SELECT * FROM bill
```
```rows
1 | 2 | 1 | 1900-01-01 00:00:00 | 1900-01-01 00:00:00 | Jan  2 2020 12:00AM
```
```refused 22P02
```
```oracle
CREATE TABLE bill (id INTEGER, memo VARCHAR2(5) DEFAULT 0.50, mark RAW(4) DEFAULT '1FF')
```
```postgres
CREATE TABLE bill (id bigint, memo varchar(5) DEFAULT '.5', mark bytea DEFAULT '\x01FF')
```
```then
INSERT INTO bill (id) VALUES (1);
SELECT * FROM bill
```
```rows
1 | .5 | \x01ff
```
```setup sqlserver
CREATE TABLE bill (id INT, qty INT);
```
```sqlserver
ALTER TABLE bill ADD CONSTRAINT df_qty DEFAULT 2.7 FOR qty
```
```postgres
ALTER TABLE bill ALTER COLUMN qty SET DEFAULT 2
```
```then
INSERT INTO bill (id) VALUES (1);
SELECT * FROM bill
```
```rows
1 | 2
```
```quiet
CREATE TABLE bill (id INT DEFAULT 0, memo VARCHAR(5) DEFAULT 'x', fee NUMERIC(8,2) DEFAULT 1.5)
```
"""

from typing import Any

from dbmigrate.catalog.elements import key_of, sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import view
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.assigned_type import CONSTANTS
from dbmigrate.rules.dml.stored_constants import of_oracle
from dbmigrate.rules.dml.stored_values import Pair, stored
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, Computed, Default
from dbmigrate.syntax.sql import parse
from dbmigrate.types.values import Type


@rule("TY040", severity=Severity.DIFFERS, fix=Fix.SAFE, on=node(Default), after=(*WRITTEN_BEFORE, *CONSTANTS))
def check(found: Default, context: Context) -> Hit | None:
    column, to = column_of(found, context)
    tree = parse(found.value.lexed, found.value.part, found.value.into)
    if to is None or not to.is_known or tree.root is None or context.above(Computed) is not None:
        return None
    value = view(tree, tree.root)
    made = of_oracle(to, value, context) if context.source.name == "oracle" else stored(Pair(column, to, value), context)
    if not made.edits and not made.note:
        return None
    doubt: dict[str, Any] = {"note": made.note, "fix": Fix.REVIEW} if made.note else {}
    severity = Severity.REFUSED if made.refused else None
    values = {"column": column}
    return Hit(made.edits, values=values, severity=severity, helpers=made.helpers, at=value.part, **doubt)


def column_of(found: Default, context: Context) -> tuple[str, Type | None]:
    """The column's name and the type that it is declared with."""
    estate, declared = context.types.estate, context.above(Column)
    if declared is not None and declared.type is not None and found.column is None:
        return declared.name.value, estate.declared(sql_type(declared.type), context.schema)
    table = context.above(AlterTable)
    if found.column is None or table is None:
        return "", None
    column = context.catalog.column((*path_of(table.name), key_of(found.column)), context.schema)
    return found.column.value, estate.declared(column.type, context.schema) if column is not None else None
