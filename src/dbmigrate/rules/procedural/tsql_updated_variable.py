"""UPDATE that assigns {names}

SET @v = column = value gives the variable what the column gets: RETURNING says it, read by a loop, since without a row
the variable keeps its value. SET @v = value goes on from row to row, which a loop over the rows does.

```zh
UPDATE 给变量 {names} 赋值
SET @v = 列 = 值 使变量得到该列的新值：用 RETURNING 返回并以循环读取，没有行时变量保留原值。SET @v = 值 逐行累进，改为逐行循环。
```
```notes
order | rows are taken in the order in which the target finds them | 按目标库读取的行顺序逐行处理
```
```setup
CREATE TABLE counter (name VARCHAR(10) PRIMARY KEY, n INTEGER);
INSERT INTO counter (name, n) VALUES ('bill', 7);
CREATE TABLE item (no INTEGER, fee INTEGER, total INTEGER);
INSERT INTO item (no, fee, total) VALUES (0, 10, 0);
INSERT INTO item (no, fee, total) VALUES (0, 5, 0);
```
```sqlserver
CREATE PROCEDURE next_number @name VARCHAR(10), @n INTEGER OUTPUT AS
BEGIN
  UPDATE counter SET @n = n = n + 1 WHERE name = @name
END
```
```postgres
CREATE PROCEDURE next_number (name VARCHAR(10), INOUT n INTEGER) AS $$
#variable_conflict use_column
DECLARE
  found_row record;
BEGIN
  name := name::VARCHAR(10);
  FOR found_row IN UPDATE counter SET n = n + 1 WHERE name = next_number.name RETURNING n AS c1 LOOP next_number.n := found_row.c1; END LOOP;
END;
$$ LANGUAGE plpgsql
```
```then
CREATE TABLE said (n INTEGER);
DO $$ DECLARE n INTEGER = 1; BEGIN CALL next_number('bill', n); INSERT INTO said VALUES (n); CALL next_number('none', n); INSERT INTO said VALUES (n); END $$;
SELECT n FROM said
```
```rows
8
8
```
```refused 42703
```
```sqlserver
CREATE PROCEDURE number_items AS
BEGIN
  DECLARE @i INTEGER = 0, @sum INTEGER = 0
  UPDATE item SET @i = @i + 1, no = @i, @sum = @sum + fee, total = @sum WHERE fee > 0
END
```
```postgres
-- dbmigrate PL254 4: UPDATE that assigns @i, @sum (rows are taken in the order in which the target finds them)
CREATE PROCEDURE number_items() AS $$
DECLARE
  i INTEGER;
  sum INTEGER;
  found_row record;
BEGIN
  i := 0; sum := 0;
  FOR found_row IN SELECT ctid AS c1 FROM item WHERE fee > 0 LOOP SELECT i + 1 INTO i FROM item WHERE ctid = found_row.c1; SELECT sum + fee INTO sum FROM item WHERE ctid = found_row.c1; UPDATE item SET no = i, total = sum WHERE ctid = found_row.c1; END LOOP;
END;
$$ LANGUAGE plpgsql
```
```then
CALL number_items();
SELECT no, fee, total FROM item ORDER BY no
```
```rows
1 | 10 | 10
2 | 5 | 15
```
```refused 42703
```
```sqlserver
CREATE PROCEDURE settle_items @rest INTEGER AS
BEGIN
  DECLARE @taken INTEGER = 0
  UPDATE i SET i.total = CASE WHEN @rest < fee THEN @rest ELSE fee END, @rest = @rest - @taken, @taken = i.fee
  FROM item AS i WITH (ROWLOCK) WHERE i.fee > 0
END
```
```postgres
-- dbmigrate PL254 4: UPDATE that assigns @rest, @taken (rows are taken in the order in which the target finds them)
CREATE PROCEDURE settle_items (rest INTEGER) AS $$
DECLARE
  taken INTEGER;
  found_row record;
BEGIN
  taken := 0;
  FOR found_row IN SELECT i.ctid AS c1 FROM item AS i WHERE i.fee > 0 LOOP SELECT rest - taken INTO rest FROM item AS i WHERE i.ctid = found_row.c1; SELECT i.fee INTO taken FROM item AS i WHERE i.ctid = found_row.c1; UPDATE item AS i SET total = CASE WHEN rest < fee THEN rest ELSE fee END WHERE i.ctid = found_row.c1; END LOOP;
END;
$$ LANGUAGE plpgsql
```
```then
CALL settle_items(12);
SELECT fee, total FROM item ORDER BY fee DESC
```
```rows
10 | 10
5 | 2
```
```refused 42P01
```
```quiet
UPDATE item SET no = 1 WHERE fee = 10
```
"""

from collections.abc import Iterator
from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_judgement import ROW, understood
from dbmigrate.rules.procedural.tsql_select import LOOP
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_updates import Assigning, assigning
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql


@rule("PL254", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlSql), after=WRITTEN_BEFORE)
def check(sql: TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or sql.verb != "update" or judgement.modes.get(sql.part.first) != LOOP:
        return None
    found = assigning(sql)
    if found is None:
        return None
    row, counted = judgement.names[ROW], judgement.names.get("@@rowcount")
    targets = [one.target.part for one in sql.assigned]
    named = sorted([*targets, *(i.variable for i in found.items if i.variable)], key=lambda p: p.first)
    values = {"names": ", ".join(sql.lexed.words[p.first].lower() for p in named)}
    add = f" {counted} := {counted} + 1;" if counted else ""
    start = f"{counted} := 0; " if counted else ""
    if found.computes:
        more: dict[str, Any] = {"note": "order", "fix": Fix.REVIEW}
        return Hit(replace=[by_row(sql, found, (row, start, add))], values=values, **more)
    return Hit(replace=list(returning(sql, found, (row, start, add))), values=values)


def returning(sql: TsqlSql, found: Assigning, texts: tuple[str, str, str]) -> Iterator[Replacement]:
    row, start, add = texts
    yield from ((one, "") for one in sql.assigned)
    columns = ", ".join(f"{{}} AS c{k}" for k in range(1, len(found.returned) + 1))
    lines = " ".join(f"{{}} := {row}.c{k};" for k in range(1, len(found.returned) + 1))
    yield sql.part.before, f"{start}FOR {row} IN "
    places = [*found.returned, *(one.target for one in sql.assigned)]
    yield sql.part.after, f" RETURNING {columns} LOOP {lines}{add} END LOOP", *places


def by_row(sql: TsqlSql, found: Assigning, texts: tuple[str, str, str]) -> Replacement:
    row, start, add = texts
    alone = found.source == found.target
    shown = [] if alone else [found.shown]
    here = f"WHERE {'' if alone else '{}.'}ctid = {row}.c1"
    places: list[object] = [*shown, found.source]
    text = f"{start}FOR {row} IN SELECT {'' if alone else '{}.'}ctid AS c1 FROM {{}}"
    if found.where is not None:
        text, places = f"{text} {{}}", [*places, found.where]
    text += " LOOP"
    for item in found.items:
        if item.variable is not None:
            text += f" SELECT {{}} INTO {{}} FROM {{}} {here};"
            places += [item.part, item.variable, found.source, *shown]
    plain = [item.part for item in found.items if item.variable is None]
    if plain:
        text += f" UPDATE {{}} SET {', '.join('{}' for _ in plain)} {here}"
        places += [found.source, *plain, *shown]
        if found.returned:
            into = ", ".join("{}" for _ in found.returned)
            text += f" RETURNING {into} INTO {into}"
            places += [*found.returned, *(one.target for one in sql.assigned)]
        text += ";"
    gone: list[object] = [one.part for one in sql.assigned]
    return Part(sql.part.first, sql.part.last), f"{text}{add} END LOOP", *places, *gone
