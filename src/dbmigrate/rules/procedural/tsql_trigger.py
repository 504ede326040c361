"""trigger {name}: a function and a trigger for each event

In PostgreSQL a trigger has no body of its own: it calls a function. The rows of the event have the names inserted and
deleted there; triggers that use them are made one for each event, and where the event has none of them the table is
empty. A target without such tables keeps the rows by a trigger for each row. A trigger is not fired by its own changes. INSTEAD OF runs for each row by itself.

```zh
触发器 {name}：改写为函数，并为每个事件建立触发器
PostgreSQL 的触发器没有自己的过程体，而是调用函数。事件涉及的行在触发器中以 inserted 和 deleted 命名；使用它们的触发器需按事件分别建立，该事件没有的那一个为空表。没有此类过渡表的目标库用行级触发器保存各行。触发器不会被自身的修改再次触发。INSTEAD OF 改为逐行执行。
```
```notes
events | one trigger for each event: scripts that name the old trigger must name these | 每个事件一个触发器：引用原触发器名称的脚本须改为新名称
kept | the target has no tables of an event's rows: a trigger for each row keeps them in temporary tables; where others fire it again while it is at work, it is an error | 目标库没有事件行的过渡表：另建行级触发器把各行保存到临时表；触发器执行期间被其他触发器再次触发时报错
rows | it runs once for each row | 逐行执行
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
CREATE TABLE seen (id INTEGER, beds INTEGER);
```
```sqlserver
CREATE TRIGGER ward_seen ON ward AFTER INSERT AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  INSERT INTO seen (id, beds) SELECT i.id, i.beds FROM inserted AS i;
END
```
```postgres
CREATE FUNCTION ward_seen() RETURNS trigger AS $$
DECLARE
  rowcount integer;
BEGIN
  PERFORM 'PRAGMA:TABLE: inserted (LIKE ward)';
  rowcount := (SELECT count(*) FROM inserted);
  IF rowcount = 0 THEN RETURN NULL; END IF;
  INSERT INTO seen (id, beds) SELECT i.id, i.beds FROM inserted AS i;
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER ward_seen AFTER INSERT ON ward REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION ward_seen()
```
```then
INSERT INTO ward (id, beds) VALUES (1, 10), (2, 20);
SELECT id, beds FROM seen ORDER BY id
```
```rows
1 | 10
2 | 20
```
```refused 42601
```
```sqlserver
CREATE TRIGGER ward_old ON ward FOR UPDATE, DELETE AS
INSERT INTO seen (id, beds) SELECT d.id, d.beds FROM deleted AS d
```
```then
INSERT INTO ward (id, beds) VALUES (1, 10), (2, 20);
UPDATE ward SET beds = 11 WHERE id = 1;
DELETE FROM ward WHERE id = 2;
SELECT id, beds FROM seen ORDER BY id
```
```rows
1 | 10
2 | 20
```
```sqlserver
CREATE TRIGGER [ward_both] ON [dbo].[ward] AFTER INSERT, UPDATE AS
BEGIN
  IF EXISTS (SELECT id FROM deleted)
    INSERT INTO seen (id, beds) SELECT d.id, 0 FROM deleted AS d
  UPDATE ward SET beds = beds + 1 WHERE id IN (SELECT id FROM inserted)
END
```
```then
INSERT INTO ward (id, beds) VALUES (1, 10);
UPDATE ward SET beds = 20 WHERE id = 1;
INSERT INTO seen (id, beds) SELECT id, beds FROM ward;
SELECT id, beds FROM seen ORDER BY beds
```
```rows
1 | 0
1 | 21
```
```sqlserver
CREATE TRIGGER ward_kept ON ward INSTEAD OF DELETE AS
BEGIN
  INSERT INTO seen (id, beds) SELECT id, beds FROM deleted
  DELETE FROM ward WHERE id IN (SELECT id FROM deleted WHERE beds = 0)
END
```
```then
INSERT INTO ward (id, beds) VALUES (1, 10), (2, 0);
DELETE FROM ward;
INSERT INTO seen (id, beds) SELECT id, 77 FROM ward;
SELECT id, beds FROM seen ORDER BY beds
```
```rows
2 | 0
1 | 10
1 | 77
```
```quiet
CREATE TABLE visit (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import quotes
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_text import body_opening, indent, is_closed, language_of, only_block
from dbmigrate.rules.procedural.tsql_triggers import (
    beginning,
    has_kept_rows,
    is_instead,
    returning,
    triggers,
    uses_rows,
)
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlTrigger


@rule("PL220", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlTrigger), after=("PL206",))
def check(unit: TsqlTrigger, context: Context) -> Hit | None:
    judgement = judge_tsql(unit, context)
    if judgement.unclear or not isinstance(unit.body, TsqlBody):
        return None
    assert unit.name and unit.keyword and unit.opener and unit.table
    mark, names = quotes(unit), judgement.names
    create = "CREATE" if unit.words(unit.keyword) == ("CREATE", "TRIGGER") else "CREATE OR REPLACE"
    opening, places = body_opening(unit, dict(names), f"AS {mark}", False, context)
    first, tables, helpers = beginning(unit, names, context)
    last = returning(unit, context)
    block = only_block(unit.body)
    head = Part(unit.part.first, unit.opener.last)
    template = f"{create} FUNCTION {{}}() RETURNS trigger {opening}"
    calls, called = triggers(unit, create, context)
    end = f"{mark} {language_of(unit, context)};\n{calls}"
    replace: list[tuple[object, ...]] = []
    if block is None or block.end is None:
        template, places = f"{template}BEGIN{first}", [*places, *tables]
        replace.append((unit.part.after, f"\n{last};\nEND;\n{end}", *called))
    else:
        template = template.rstrip("\n")
        step = indent(unit.lexed, block.end)
        replace.append((block.end, f"  {last};\n{step}END"))
        replace.append((unit.body.part.after, ("\n" if is_closed(block) else ";\n") + end, *called))
        if first:
            replace.append((block.begin.after, first, *tables))
    several = len(unit.events) > 1 and uses_rows(unit)
    note = "rows" if is_instead(unit) else "kept" if has_kept_rows(unit, context) else "events" if several else ""
    return Hit(
        replace=[(head, template, unit.name, *places), *replace],
        values={"name": unit.name.text()},
        note=note,
        fix=Fix.REVIEW if note else None,
        helpers=helpers,
    )
