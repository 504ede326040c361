"""{verb} TRIGGER

The target switches triggers by ALTER TABLE, one name at a time; its ALL would mean the triggers behind foreign keys too.
Triggers on the database or the server are not part of a schema there. Of a trigger with several events each one is named.

```zh
{verb} TRIGGER 启停触发器
目标库用 ALTER TABLE 启停触发器，每次一个名称；其 ALL 还包括外键的内部触发器，因此写作 USER。数据库级与服务器级触发器不属于模式。含多个事件的触发器逐一写出。
```
```setup
CREATE TABLE visit (id INT);
```
```sqlserver
ALTER TABLE visit DISABLE TRIGGER ALL;
ENABLE TRIGGER ALL ON visit
```
```postgres
ALTER TABLE visit DISABLE TRIGGER USER;
ALTER TABLE public.visit ENABLE TRIGGER USER
```
```then
INSERT INTO visit VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```sqlserver
ALTER TABLE visit ENABLE TRIGGER tr_a, tr_b;
DISABLE TRIGGER dbo.tr_a, tr_b ON visit
```
```postgres
ALTER TABLE visit ENABLE TRIGGER tr_a, ENABLE TRIGGER tr_b;
ALTER TABLE public.visit DISABLE TRIGGER tr_a, DISABLE TRIGGER tr_b
```
```refused 42601
```
```sqlserver
DISABLE TRIGGER tr_log ON DATABASE
```
```postgres
-- dbmigrate DD229 1: DISABLE TRIGGER (the trigger belongs to the database or the server)
-- DISABLE TRIGGER tr_log ON DATABASE
```
```refused 42601
```
```setup sqlserver
CREATE TABLE bed (id INTEGER);
GO
CREATE TRIGGER bed_log ON bed AFTER INSERT, UPDATE AS
UPDATE bed SET id = 2 WHERE id IN (SELECT id FROM inserted)
```
```sqlserver
ALTER TABLE bed DISABLE TRIGGER bed_log
```
```postgres
ALTER TABLE bed DISABLE TRIGGER bed_log_insert, DISABLE TRIGGER bed_log_update
```
```refused 42704
```
```quiet
ALTER TABLE visit ADD enable INT
```
```notes
server | the trigger belongs to the database or the server | 该触发器属于数据库或服务器
```
"""

from typing import Any, Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.rules.procedural.tsql_kept_rows import are_kept, row_trigger_name
from dbmigrate.syntax.ddl.nodes import Action, Environment, Name
from dbmigrate.syntax.ddl.reader import Cursor

KINDS: Final = ("enable trigger", "disable trigger")


@rule(
    "DD229",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=(node(Action), node(Environment)),
    after=("ID001", "ID002", "ID003", "ID005"),
)
def check(found: Action | Environment, context: Context) -> Hit | None:
    if isinstance(found, Environment):
        return standalone(found, context) if found.kind == "trigger state" else None
    if found.kind not in KINDS:
        return None
    verb = found.kind.partition(" ")[0].upper()
    if not found.names:
        return Hit([(Part(found.keyword.last + 1, found.part.last), "USER")], values={"verb": verb})
    replace: list[tuple[Any, ...]] = [(name.part.before, f"{verb} TRIGGER ") for name in found.names[1:]]
    for name in found.names:
        made = apart(name, context)
        if made:
            replace.append((name, literal_template(f", {verb} TRIGGER ".join(made)), name))
    return Hit(replace, values={"verb": verb}) if replace else None


def apart(name: Name, context: Context) -> list[str]:
    """The names of the triggers that stand for one with several events, or for one whose rows are kept (PL220)."""
    key = name.value.lower()
    triggers = (context.catalog.triggers[k] for k in context.catalog.named("trigger", key))
    known = [t for t in triggers if t.events]
    events = known[0].events if known else ()
    if events and are_kept(context):
        return [
            row_trigger_name(name.value, name.is_quoted(), context),
            context.names.spell(name.value, name.is_quoted(), kind="trigger"),
        ]
    if len(events) < 2:
        return []
    return [context.names.spell(f"{name.value}_{event}", name.is_quoted(), "function") for event in events]


def standalone(statement: Environment, context: Context) -> Hit:
    """`ENABLE TRIGGER a, b ON t`: the first word becomes the target's statement, the rest goes."""
    values, part = {"verb": statement.setting}, statement.part
    c = Cursor(statement.lexed, part.first + 2, part.last + 1)
    triggers: list[Name] = []
    while not c.at("ON") and not c.at("ALL"):
        triggers.append(c.name("trigger", 2))
        c.eat(",")
    c.eat("ALL")
    c.need("ON")
    if c.at("DATABASE") or c.at("ALL"):
        return Hit(comment_marks(statement, context), "server", values, Fix.REVIEW)
    names = context.names
    table = names.object(path_of(c.name("table", 3)), "table", context.schema)
    spelled = [n for t in triggers for n in apart(t, context) or [names.spell(t.value, t.is_quoted(), kind="trigger")]]
    spelled = spelled or ["USER"]
    text = ", ".join(f"{statement.setting} TRIGGER {name}" for name in spelled)
    first = Part(part.first, part.first)
    return Hit(
        [(first, literal_template(f"ALTER TABLE {table} {text}")), (Part(part.first + 1, part.last), "")], "", values
    )
