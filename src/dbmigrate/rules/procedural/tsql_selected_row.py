"""SELECT of a row into variables

T-SQL lets the variables keep their values where there is no row, and of several rows takes the last one. SELECT INTO of
PL/pgSQL gives NULL, or the first row. It is used where exactly one row comes, or where at most one comes and the
variables hold nothing yet; else a loop over the rows does what T-SQL does.

```zh
用 SELECT 把行读入变量
T-SQL 在没有行时保留变量原值，有多行时取最后一行；PL/pgSQL 的 SELECT INTO 则得到 NULL 或第一行。因此仅在恰好一行、或至多一行且变量尚无值时使用 SELECT INTO；其他情况用循环逐行赋值，结果与 T-SQL 一致。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER, kind INTEGER);
INSERT INTO ward (id, beds, kind) VALUES (1, 10, 7);
INSERT INTO ward (id, beds, kind) VALUES (2, 20, 7);
```
```sqlserver
CREATE FUNCTION beds_of(@n INTEGER, @m INTEGER) RETURNS INTEGER AS
BEGIN
  DECLARE @k INTEGER, @total INTEGER, @last INTEGER = 5;
  SELECT @k = beds FROM ward WHERE id = @n
  SELECT @total = COUNT(*) FROM ward
  SELECT @last = beds FROM ward WHERE kind = @m ORDER BY id
  RETURN COALESCE(@k, 0) + @total * 100 + @last * 1000
END
```
```postgres
CREATE FUNCTION beds_of(n INTEGER, m INTEGER) RETURNS INTEGER AS $$
DECLARE
  k INTEGER;
  total INTEGER;
  last INTEGER;
  found_row record;
BEGIN
  last := 5;
  SELECT beds INTO k FROM ward WHERE id = n;
  SELECT COUNT(*) INTO total FROM ward;
  FOR found_row IN SELECT beds AS c1 FROM ward WHERE kind = m ORDER BY id LOOP last := found_row.c1; END LOOP;
  RETURN COALESCE(k, 0) + total * 100 + last * 1000;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT beds_of(1, 7), beds_of(3, 8)
```
```rows
20210 | 5200
```
```refused 42601
```
```quiet
SELECT beds FROM ward WHERE id = 1
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_cut import stored_of_query
from dbmigrate.rules.procedural.tsql_judgement import ROW, understood
from dbmigrate.rules.procedural.tsql_select import INTO, LOOP, values
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql


@rule("PL212", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlSql), after=("QY200", "QY202", *WRITTEN_BEFORE))
def check(sql: TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    mode = judgement.modes.get(sql.part.first) if judgement else None
    if judgement is None or mode not in (INTO, LOOP):
        return None
    replace: list[Replacement] = [(one, "") for one in sql.assigned]
    found = values(sql)
    if mode == INTO:
        targets = [one.target for one in sql.assigned]
        for k in range(len(sql.assigned)):
            replace += stored_of_query(sql, k, context).replace
        replace.append((found[-1].part.after, " INTO " + ", ".join("{}" for _ in targets), *targets))
        return Hit(replace=replace)
    row, lines, places = judgement.names[ROW], [], list[object]()
    for k, (one, value) in enumerate(zip(sql.assigned, found, strict=True), 1):
        replace += stored_of_query(sql, k - 1, context).replace
        replace.append((value.part.after, f" AS c{k}"))
        lines.append(f"{{}} := {row}.c{k};")
        places.append(one.target)
    counted = judgement.names.get("@@rowcount")
    lines += [f"{counted} := {counted} + 1;"] if counted else []
    replace.append((sql.part.before, f"{counted} := 0; FOR {row} IN " if counted else f"FOR {row} IN "))
    replace.append((sql.part.after, f" LOOP {' '.join(lines)} END LOOP", *places))
    return Hit(replace=replace)
