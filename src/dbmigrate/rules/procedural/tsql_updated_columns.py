"""COLUMNS_UPDATED() in a trigger

SQL Server gives a bit for each column that the statement names, eight to a byte, by the column's place in its table.
PostgreSQL's triggers that run once for a statement cannot tell which columns it names, but can compare the rows: a bit is set
where a value has changed, and for INSERT. Code reads it as a number, or byte by byte with SUBSTRING.

```zh
触发器中的 COLUMNS_UPDATED()
SQL Server 按列在表中的位置给出位掩码，每字节八列，表示语句写到了哪些列。PostgreSQL 的语句级触发器无法得知，但可以比较前后行：值确有变化或为 INSERT 时相应位为 1。代码按数值读取，或用 SUBSTRING 按字节读取。
```
```notes
changed | a bit is set where a value has changed | 值确有变化时相应位才为 1
unknown | the columns of the table are not known | 表的列未知
form | neither compared as a number nor read by a byte of its own | 既未按数值使用，也未逐字节读取
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER, c3 INTEGER, c4 INTEGER, c5 INTEGER, c6 INTEGER, c7 INTEGER, c8 INTEGER, note VARCHAR(10), head VARCHAR(10));
CREATE TABLE seen (id INTEGER, what VARCHAR(20));
INSERT INTO ward (id, beds, note, head) VALUES (1, 10, 'a', 'b');
```
```sqlserver
CREATE TRIGGER ward_beds ON ward AFTER UPDATE AS
BEGIN
  IF SUBSTRING(COLUMNS_UPDATED(), 1, 1) & 2 = 2
    INSERT INTO seen (id, what) SELECT id, 'beds' FROM inserted
  IF (SUBSTRING(COLUMNS_UPDATED(), 2, 1) & 3) > 0
    INSERT INTO seen (id, what) SELECT id, 'texts' FROM inserted
  IF COLUMNS_UPDATED() & 512 = 512
    INSERT INTO seen (id, what) SELECT id, 'number' FROM inserted
END
```
```then
UPDATE ward SET beds = 11;
UPDATE ward SET head = 'c';
UPDATE ward SET c3 = 7;
SELECT id, what FROM seen ORDER BY what
```
```rows
1 | beds
1 | number
1 | texts
```
```refused 42883
```
```setup
CREATE TABLE bed (id INTEGER PRIMARY KEY, ward INTEGER, note VARCHAR(10));
CREATE TABLE seen (id INTEGER);
```
```sqlserver
CREATE TRIGGER bed_all ON bed FOR INSERT, UPDATE AS
IF COLUMNS_UPDATED() & 6 = 6 INSERT INTO seen (id) SELECT id FROM inserted
```
```then
INSERT INTO bed VALUES (1, 1, 'a');
UPDATE bed SET note = 'b';
UPDATE bed SET note = 'c', ward = 2;
SELECT id FROM seen
```
```rows
1
1
```
```refused 42883
```
```quiet
CREATE TABLE columns_updated (id INTEGER)
```
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_updated_column import is_changed
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger

BYTE: Final = 8  # columns


@rule("PL322", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=call("COLUMNS_UPDATED"))
def check(found: Call, context: Context) -> Hit | None:
    unit = context.above(TsqlTrigger)
    if unit is None or understood(context) is None or unit.table is None:
        return None
    table = context.catalog.table(path_of(unit.table), context.schema)
    if table is None or not table.columns:
        return Hit(note="unknown", fix=Fix.NONE)
    read = whole_byte(found.parent)
    if read is None and found.parent is not None and isinstance(found.parent, exp.Anonymous):
        return Hit(note="form", fix=Fix.NONE)
    node: Any = found.node if read is None else found.parent
    tests = []
    for place, weight in weights(len(table.columns), read):
        if asked_bits(node) & weight:
            column = context.names.spell(list(table.columns)[place], False, "column")
            test = is_changed(unit, context).format(column, column)
            tests.append(f"{test if test.startswith('(') else f'({test})'}::integer * {weight}")
    text = f"({' + '.join(tests)})" if tests else "0"
    return Hit(replace=[(found.view(node), literal_template(text), *found.args, found)], note="changed")


def weights(count: int, byte: int | None) -> Iterator[tuple[int, int]]:
    """The columns by their places, from 0, with the value of each one's bit: in its byte, or in the number that all bytes
    make, the first one highest; a number of T-SQL has four."""
    if byte is not None:
        first = (byte - 1) * BYTE
        yield from ((place, 1 << (place - first)) for place in range(first, min(first + BYTE, count)))
        return
    last = (count - 1) // BYTE
    for place in range(count):
        moved = last - place // BYTE
        if moved < 4:
            yield place, 1 << (moved * BYTE + place % BYTE)


def whole_byte(above: exp.Expr | None) -> int | None:
    """The byte that SUBSTRING(COLUMNS_UPDATED(), n, 1) reads, from 1."""
    if not isinstance(above, exp.Anonymous) or above.name.upper() != "SUBSTRING" or len(above.expressions) != 3:
        return None
    place, length = above.expressions[1:]
    return int(place.name) if place.is_int and length.name == "1" else None


def asked_bits(node: exp.Expr) -> int:
    """Those that `& 6` reads; all where no constant says which."""
    above = node.parent
    other = None
    if isinstance(above, exp.BitwiseAnd):
        other = above.expression if above.this is node else above.this
    return int(other.name) if other is not None and other.is_int else -1
