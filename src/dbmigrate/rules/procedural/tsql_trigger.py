"""trigger {name}: a function and a trigger for each event

In PostgreSQL a trigger has no body of its own: it calls a function. The rows of the event have the names inserted and
deleted there, as far as the event has them; triggers that use them are made one for each event.

```zh
触发器 {name}：改写为函数，并为每个事件建立触发器
PostgreSQL 的触发器没有自己的过程体，而是调用函数。事件涉及的行在触发器中以 inserted 和 deleted 命名（以该事件具有的为准）；使用它们的触发器需按事件分别建立。
```
```notes
events | one trigger for each event: scripts that name the old trigger must name these | 每个事件一个触发器：引用原触发器名称的脚本须改为新名称
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
```quiet
CREATE TABLE visit (id INTEGER)
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import quotes
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_text import body_opening, indent, is_closed, language_of, only_block
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlTrigger

REFERENCING: Final = {
    "insert": "NEW TABLE AS inserted",
    "update": "OLD TABLE AS deleted NEW TABLE AS inserted",
    "delete": "OLD TABLE AS deleted",
}


@rule("PL220", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlTrigger), after=("PL206",))
def check(unit: TsqlTrigger, context: Context) -> Hit | None:
    judgement = judge_tsql(unit, context)
    if judgement.unclear or not isinstance(unit.body, TsqlBody):
        return None
    assert unit.name and unit.keyword and unit.opener and unit.table
    mark, names = quotes(unit), judgement.names
    create = "CREATE" if unit.words(unit.keyword) == ("CREATE", "TRIGGER") else "CREATE OR REPLACE"
    opening, places = body_opening(unit, dict(names), mark, False, context)
    counted = names.get(ROWCOUNT.lower())
    first = f"\n  {counted} := (SELECT count(*) FROM {rows(unit)});" if counted else ""
    block = only_block(unit.body)
    head = Part(unit.part.first, unit.opener.last)
    template = f"{create} FUNCTION {{}}() RETURNS trigger {opening}"
    calls, called = triggers(unit, create, context)
    end = f"{mark} {language_of(unit, context)};\n{calls}"
    replace: list[tuple[object, ...]] = []
    if block is None or block.end is None:
        template += f"BEGIN{first}"
        replace.append((unit.part.after, f"\nRETURN NULL;\nEND;\n{end}", *called))
    else:
        template = template.rstrip("\n")
        step = indent(unit.lexed, block.end)
        replace.append((block.end, f"  RETURN NULL;\n{step}END"))
        replace.append((unit.body.part.after, ("\n" if is_closed(block) else ";\n") + end, *called))
        if first:
            replace.append((block.begin.after, first))
    several = len(unit.events) > 1 and uses_rows(unit)
    return Hit(
        replace=[(head, template, unit.name.parts[-1], *places), *replace],
        values={"name": unit.name.text()},
        note="events" if several else "",
        fix=Fix.REVIEW if several else None,
    )


def rows(unit: TsqlTrigger) -> str:
    """What holds the rows that the event is about, for each of the trigger's events."""
    return "deleted" if {e.kind for e in unit.events} & {"delete"} else "inserted"


def uses_rows(unit: TsqlTrigger) -> bool:
    assert unit.body
    return not {"INSERTED", "DELETED", ROWCOUNT}.isdisjoint(unit.words(unit.body.part))


def triggers(unit: TsqlTrigger, create: str, context: Context) -> tuple[str, list[object]]:
    """The statements that make the triggers, as a template, and what fills it."""
    assert unit.name and unit.table
    kinds = [e.kind for e in unit.events]
    groups = [[k] for k in kinds] if uses_rows(unit) else [kinds]
    lines, places = [], list[object]()
    for group in groups:
        name = "{}"
        if len(groups) > 1:
            name = literal_template(
                context.names.spell(f"{unit.name.value}_{group[0]}", unit.name.is_quoted(), "function")
            )
        else:
            places.append(unit.name.parts[-1])
        referencing = f" REFERENCING {REFERENCING[group[0]]}" if uses_rows(unit) else ""
        events = " OR ".join(k.upper() for k in group)
        lines.append(
            f"\n{create} TRIGGER {name} AFTER {events} ON {{}}{referencing} FOR EACH STATEMENT EXECUTE FUNCTION {{}}()"
        )
        places += [unit.table, unit.name.parts[-1]]
    return ";".join(lines), places
