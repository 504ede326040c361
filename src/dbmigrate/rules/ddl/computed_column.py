"""the computed column {column}

SQL Server finds the type of a computed column by itself and works it out when the row is read, or stores it (PERSISTED).
The target stores it always and wants a type; what the expression calls must give the same answer each time, so a column
that asks for the time or calls a function of the estate cannot stay in the table: a function of the row takes its place,
which queries of the estate call (DD246). Where its type is not known the column is left out, and a view must show it.

```zh
计算列 {column}
SQL Server 自动推断计算列的类型，读取时计算或存储（PERSISTED）。目标库总是存储，须写明类型，且表达式每次结果必须相同。取当前时间、
调用自定义函数等的列无法保留在表中：改为以行为参数的函数，查询中改为调用该函数（DD246）。类型未知时予以去除，须改用视图给出。
```
```sqlserver
CREATE TABLE bill (
  price DECIMAL(10,2),
  amount INT,
  unit VARCHAR(4),
  total AS (price * amount) PERSISTED NOT NULL,
  label AS isnull('per ' + unit, '') + '!'
)
```
```postgres
CREATE TABLE bill (
  price DECIMAL(10,2),
  amount INT,
  unit VARCHAR(4),
  total numeric(21,2) GENERATED ALWAYS AS (price * amount) STORED NOT NULL,
  label text GENERATED ALWAYS AS (COALESCE('per ' || unit, '') || '!') STORED
)
```
```then
INSERT INTO bill (price, amount, unit) VALUES (2.50, 3, 'box'), (1, 1, NULL);
SELECT total, label FROM bill
```
```rows
7.50 | per box!
1.00 | !
```
```refused 42601
```
```setup
CREATE TABLE bill (id INT, paid INT);
INSERT INTO bill VALUES (1, 1);
```
```sqlserver
ALTER TABLE bill ADD is_paid AS (CASE WHEN paid IS NULL THEN CONVERT(smallint, 0) ELSE CONVERT(smallint, (1)) END)
```
```postgres
ALTER TABLE bill ADD is_paid smallint GENERATED ALWAYS AS (CASE WHEN paid IS NULL THEN CAST(0 AS smallint) ELSE CAST((1) AS smallint) END) STORED
```
```then
SELECT is_paid FROM bill
```
```rows
1
```
```refused 42601
```
```setup
```
```sqlserver
CREATE TABLE patient (id INT, born DATE, age AS datediff(year, born, getdate()))
```
```postgres
-- dbmigrate DD202 1: the computed column age (the target cannot store it: a function of the row gives it, SELECT * does not)
CREATE TABLE patient (id INT, born DATE);
CREATE FUNCTION public.age(public.patient) RETURNS integer AS $computed$
BEGIN RETURN (SELECT dbmigrate.datediff('year', born, clock_timestamp()::timestamp(3)) FROM (SELECT ($1).*) AS computed_row); END;
$computed$ LANGUAGE plpgsql STRICT
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE count_done @n INTEGER OUTPUT AS
BEGIN
  DECLARE @t TABLE (id INT, a BIT, done AS CAST(CASE WHEN a = 1 THEN 1 ELSE 0 END AS BIT) PERSISTED, PRIMARY KEY (id))
  INSERT INTO @t (id, a) VALUES (1, 1), (2, 0), (3, 1)
  SELECT @n = COUNT(*) FROM @t WHERE done = 1
END
```
```then
CALL count_done(NULL)
```
```rows
2
```
```refused 42601
```
```quiet
CREATE TABLE bill (price INT DEFAULT (1 + 2), total INT)
```
```notes
digits | SQL Server rounds, cuts or fills with blanks on the way: last digits or trailing blanks may differ | SQL Server 计算过程中会舍入、截断或补空格，末位数字或尾部空格可能不同
function | the target cannot store it: a function of the row gives it, SELECT * does not | 目标库无法存储该列：改为以行为参数的函数，SELECT * 不再包含它
left-out | the target cannot store it: it is left out of the table | 目标库无法存储该列，已从表中去除
```
"""

from collections.abc import Mapping
from typing import Any, Final

from dbmigrate.catalog.elements import key_of
from dbmigrate.catalog.elements import sql_type as declared_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, DROP, Fix, Hit, Item, Part, Severity
from dbmigrate.rules.ddl.column_function import function_name, function_type
from dbmigrate.rules.ddl.computed_value import ComputedValue, Unknown
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, Computed, CreateTable, CreateType
from dbmigrate.syntax.procedural.tsql_nodes import TableVariable, TsqlUnit
from dbmigrate.syntax.sql import parse
from dbmigrate.types.sqlserver import TEXTS, digits, plain

TARGET: Final = {
    "BIGINT": "bigint",
    "INT": "integer",
    "SMALLINT": "smallint",
    "TINYINT": "smallint",
    "FLOAT": "double precision",
    "REAL": "real",
    "DATE": "date",
    "DATETIME": "timestamp(3)",
    "SMALLDATETIME": "timestamp(0)",
    "UNIQUEIDENTIFIER": "uuid",
}


@rule("DD202", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Column))
def check(column: Column, context: Context) -> Hit | None:
    computed = next((i for i in column.items if isinstance(i, Computed)), None)
    if computed is None or column.type is not None or context.above(CreateType) is not None:
        return None
    values = {"column": column.name.value}
    tree = parse(computed.lexed, computed.value.part, computed.value.into)
    value = ComputedValue(tree, known_columns(context), context.source)
    try:
        found = spelled(value.read(tree.root), context) if tree.root is not None else ""
    except Unknown:
        found = ""
    if not found:
        shown = as_function(column, computed, context)
        note = "function" if shown else "left-out"
        return Hit([*left_out(column, context, shown), *shown], note, values, Fix.REVIEW, at=column.name.part)
    assert computed.head is not None
    replace = [*value.replace, (computed.head, f"{found} GENERATED ALWAYS AS")]
    stored = "STORED" if computed.parentheses else ") STORED"
    if not computed.parentheses:
        replace.append((computed.value.part.before, "("))
    if computed.tail and computed.parentheses:
        replace.append((computed.tail, stored))
    elif computed.tail:
        replace += [(computed.value.part.after, ")"), (computed.tail, "STORED")]
    else:
        replace.append(((computed.parentheses or computed.value.part).after, f" {stored}".replace(" )", ")")))
    note, fix = ("", Fix.SAFE) if value.is_exact else ("digits", Fix.REVIEW)
    return Hit(replace, note, values, fix, at=column.name.part)


def known_columns(context: Context) -> Mapping[str, SqlType]:
    """The table's columns: as the statement declares them, and for ALTER TABLE as the estate does."""
    made, altered = context.above(CreateTable), context.above(AlterTable)
    variable = context.above(TableVariable)
    found: dict[str, SqlType | None] = {}
    if altered is not None:
        table = context.catalog.table(path_of(altered.name), context.schema)
        found = {k: c.type for k, c in table.columns.items()} if table else {}
    elif variable is not None:
        found = {key_of(c.name): declared_type(c.type) for c in variable.elements if isinstance(c, Column)}
    elif made is not None:
        found = {key_of(c.name): declared_type(c.type) for c in made.columns}
    based = {k: context.catalog.base_type(t, context.schema) for k, t in found.items()}
    return {k: plain(t) for k, t in based.items() if t is not None}


def spelled(found: SqlType, context: Context) -> str:
    """The type on the target; "" for those that a stored column is not tried with."""
    if found.keyword in TEXTS:
        return "text"
    if found.keyword == "BIT":
        return "boolean" if context.options.bit == "boolean" else "smallint"
    if found.keyword == "DATETIME2":
        return f"timestamp({min(int((found.numbers or ('6',))[0]), 6)})"
    if found.keyword in ("DECIMAL", "MONEY", "SMALLMONEY"):
        return "numeric({},{})".format(*digits(found))
    return TARGET.get(found.keyword, "")


def as_function(column: Column, computed: Computed, context: Context) -> list[tuple[Any, ...]]:
    """The function of a row that gives the value (DD246 calls it); none where its type is not known."""
    made, altered = context.above(CreateTable), context.above(AlterTable)
    statement = made or altered
    if statement is None or context.above(TableVariable) is not None or context.above(TsqlUnit) is not None:
        return []
    path = path_of(statement.name)
    table = context.catalog.table(path, context.schema)
    found = function_type(table.columns.get(key_of(column.name)) if table else None, table, context)
    if not found or (altered is not None and len(altered.actions) + len(altered.actions[0].columns) > 2):
        return []
    relation = context.names.object(path, "table", context.schema)
    name = function_name(path, column.name.value, context)
    opening = literal_template(f"CREATE FUNCTION {name}({relation}) RETURNS {found} AS $computed$\nBEGIN RETURN (SELECT ")
    body = f"{opening}{{}} FROM (SELECT ($1).*) AS computed_row); END;\n$computed$ LANGUAGE plpgsql STRICT"
    if altered is not None:
        return [(altered, body, computed.value)]
    return [(statement.part.after, f";\n{body}", computed.value)]


def left_out(column: Column, context: Context, shown: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    made, altered = context.above(CreateTable), context.above(AlterTable)
    if made is not None:
        return [(Item(column.part, made.chain), DROP)]
    if altered is None or shown:
        return []
    if len(altered.actions) == 1 and len(altered.actions[0].columns) == 1:
        return [(altered, COMMENT_OUT)]
    comma = column.part.first - 1
    return [(Part(comma, column.part.last), "")] if column.lexed.words[comma] == "," else []
