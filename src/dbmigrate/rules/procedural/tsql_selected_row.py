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
```sqlserver
CREATE FUNCTION listed(@k INTEGER) RETURNS VARCHAR(20) AS
BEGIN
  DECLARE @list VARCHAR(20) = '', @n INTEGER = 100;
  SELECT @list = @list + CAST(id AS VARCHAR(12)) + ';', @n = @n - beds FROM ward WHERE kind = @k ORDER BY id
  SELECT @n = @n - SUM(beds) FROM ward
  RETURN @list + CAST(@n AS VARCHAR(12))
END
```
```postgres
CREATE FUNCTION listed(k INTEGER) RETURNS VARCHAR(20) AS $$
DECLARE
  list VARCHAR(20);
  n INTEGER;
  found_row record;
BEGIN
  list := ''; n := 100;
  FOR found_row IN SELECT CAST(id AS VARCHAR(12)) || ';' AS c1, beds AS c2 FROM ward WHERE kind = k ORDER BY id LOOP list := (list || found_row.c1)::VARCHAR(20); n := n - found_row.c2; END LOOP;
  SELECT n - SUM(beds) INTO n FROM ward;
  RETURN (list || CAST(n AS VARCHAR(12)))::VARCHAR(20);
END;
$$ LANGUAGE plpgsql
```
```then
SELECT listed(7)
```
```rows
1;2;40
```
```refused 42601
```
```sqlserver
CREATE FUNCTION headings(@kind INTEGER) RETURNS VARCHAR(40) AS
BEGIN
  DECLARE @list VARCHAR(20), @text VARCHAR(20) = '', @n DECIMAL(9,2) = 1
  SELECT @list = ISNULL(@list + ',', '') + '[' + CAST(id AS VARCHAR(12)) + ']', @text = CASE WHEN @text = '' THEN '' ELSE @text + '/' END + CAST(beds AS VARCHAR(12)), @n = @n * beds
  FROM ward WHERE kind = @kind ORDER BY id
  RETURN @list + @text + CAST(@n AS VARCHAR(12))
END
```
```postgres
CREATE FUNCTION headings(p_kind INTEGER) RETURNS VARCHAR(40) AS $$
DECLARE
  list VARCHAR(20);
  text VARCHAR(20);
  n DECIMAL(9,2);
  found_row record;
BEGIN
  text := ''; n := 1;
  FOR found_row IN SELECT '[' || CAST(id AS VARCHAR(12)) || ']' AS c1, CAST(beds AS VARCHAR(12)) AS c2, beds AS c3
  FROM ward WHERE kind = p_kind ORDER BY id LOOP list := (coalesce(list || ',', '') || found_row.c1)::VARCHAR(20); text := (CASE WHEN text = '' THEN '' ELSE text || '/' END || found_row.c2)::VARCHAR(20); n := n * found_row.c3; END LOOP;
  RETURN (list || text || CAST(n AS VARCHAR(12)))::VARCHAR(40);
END;
$$ LANGUAGE plpgsql
```
```then
SELECT headings(7)
```
```rows
[1],[2]10/20200.00
```
```refused 42601
```
```notes
several | of several rows each one starts from what the row before it left in the variable, here all start from the same value | 有多行时每行以前一行的结果为起点，此处各行都从同一初值计算
order | one value reads a variable that another one assigns: the order decides | 一个值读取了另一个值所赋的变量：结果取决于赋值顺序
```
```quiet
SELECT beds FROM ward WHERE id = 1
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_cut import limit_of, stored_of_query, type_of
from dbmigrate.rules.procedural.tsql_judgement import ROW, TsqlJudgement, understood
from dbmigrate.rules.procedural.tsql_select import INTO, LOOP, is_compound, running
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import declared
from dbmigrate.syntax.procedural.tsql_assigned import values
from dbmigrate.syntax.procedural.tsql_statements import Assigned, TsqlSql
from dbmigrate.syntax.sql import parse


@rule("PL212", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlSql), after=("PL253", "QY200", "QY202", *WRITTEN_BEFORE))
def check(sql: TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    mode = judgement.modes.get(sql.part.first) if judgement else None
    if judgement is None or mode not in (INTO, LOOP) or sql.verb != "select":
        return None
    doubt = judgement.doubts.get(sql.part.first, "")
    more: dict[str, Any] = {"note": doubt, "fix": Fix.REVIEW} if doubt else {}
    replace = into(sql, context) if mode == INTO else loop(sql, judgement, context)
    return Hit(replace=[*((one, "") for one in sql.assigned), *replace], **more)


def into(sql: TsqlSql, context: Context) -> Iterator[Replacement]:
    found = values(sql)
    for k, (one, value) in enumerate(zip(sql.assigned, found, strict=True)):
        yield from stored_of_query(sql, k, context).replace
        if is_compound(one):
            yield value.part.before, f"{{}} {sign_in(one, context)} (", one.target
            yield value.part.after, ")"
    yield found[-1].part.after, " INTO " + ", ".join("{}" for _ in sql.assigned), *(one.target for one in sql.assigned)


def loop(sql: TsqlSql, judgement: TsqlJudgement, context: Context) -> Iterator[Replacement]:
    row, lines, places = judgement.names[ROW], [], list[object]()
    tree = parse(sql.lexed, sql.query.part, sql.query.into).root
    for k, (one, value) in enumerate(zip(sql.assigned, values(sql), strict=True)):
        added = running(sql, k, tree) if isinstance(tree, exp.Select) and not is_compound(one) else None
        if added is not None:  # what reads @v and the sign in front of the rest go
            yield Part(added.reading.first, added.operator), ""
        else:
            yield from stored_of_query(sql, k, context).replace
        yield value.part.after, f" AS c{k + 1}"
        if added is None and not is_compound(one):
            lines.append(f"{{}} := {row}.c{k + 1};")
            places.append(one.target)
            continue
        sign = sign_in(one, context) if added is None else "||" if is_text(one, context) else added.sign
        cast, more = limit_of(one.target, context)
        lines.append(f"{{}} := ({{}} {sign} {row}.c{k + 1}){cast};" if cast else f"{{}} := {{}} {sign} {row}.c{k + 1};")
        places += [one.target, added.reading if added is not None else one.target, *more]
    counted = judgement.names.get("@@rowcount")
    lines += [f"{counted} := {counted} + 1;"] if counted else []
    yield sql.part.before, f"{counted} := 0; FOR {row} IN " if counted else f"FOR {row} IN "
    yield sql.part.after, f" LOOP {' '.join(lines)} END LOOP", *places


def sign_in(one: Assigned, context: Context) -> str:
    """The operator of `@v += ..`"""
    sign = one.words(one.operator)[0]
    return "||" if sign == "+" and is_text(one, context) else sign


def is_text(one: Assigned, context: Context) -> bool:
    return declared(type_of(one.target, context), context).is_text
