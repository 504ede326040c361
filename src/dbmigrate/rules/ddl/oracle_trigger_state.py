'''state of trigger {trigger}

Oracle names a trigger alone to drop it or to switch it on and off; the target names its table.

```zh
触发器 {trigger} 的启停或删除
Oracle 只写触发器名；目标库须写明触发器所在的表。
```
```notes
renamed | its table is renamed by the scripts: behind that place it has another name | 该表在脚本中被改名，改名之后须用新名
```
```setup
CREATE TABLE visit (id VARCHAR(10));
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER tr_visit BEFORE INSERT ON visit FOR EACH ROW EXECUTE FUNCTION tf();
```
```oracle
ALTER TRIGGER tr_visit DISABLE
```
```postgres
ALTER TABLE visit DISABLE TRIGGER tr_visit
```
```then
INSERT INTO visit VALUES ('1');
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```oracle
DROP TRIGGER tr_visit
```
```postgres
DROP TRIGGER tr_visit ON visit
```
```then
INSERT INTO visit VALUES ('1');
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```quiet
ALTER TABLE visit DISABLE ALL TRIGGERS
```
'''

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import known_trigger
from dbmigrate.syntax.ddl.nodes import Drop, Environment


@rule("DD060", source="oracle", severity=Severity.REFUSED, on=(node(Environment), node(Drop)))
def check(statement: Environment | Drop, context: Context) -> Hit | None:
    table = known_trigger(statement, context)
    if not table:
        return None
    name = statement.names[0] if isinstance(statement, Drop) else statement.name
    assert name is not None  # known_trigger looked it up
    holder, first = literal_template(written(table, context)), name.part.first
    replace: list[tuple[object, ...]] = []
    if len(name.parts) > 1:  # a trigger has no schema of its own
        replace.append((Part(first, name.parts[-1].first - 1), ""))
    if isinstance(statement, Drop):
        replace.append((name.part.after, f" ON {holder}"))
    else:
        verb = statement.part.last
        replace.append((Part(statement.part.first, first - 1), f"ALTER TABLE {holder} {statement.words()[-1]} TRIGGER"))
        replace.append((Part(verb, verb), ""))
    if is_renamed(table, context):
        return Hit(replace=replace, values={"trigger": name.value}, note="renamed", fix=Fix.REVIEW)
    return Hit(replace=replace, values={"trigger": name.value})


def written(table: Path, context: Context) -> str:
    """The table as the trigger's own statement names it: with its owner where that was written."""
    if is_renamed(table, context):  # as it was called when the trigger was made
        schema = context.names.schema(context.catalog.owner(table[:-1], context.schema))
        name = context.names.spell(table[-1], True, kind="table")
        return f"{context.names.bare(schema)}.{name}" if len(table) > 1 and schema else name
    kind = "table" if context.catalog.table(table, context.schema) is not None else "view"
    text = context.names.object(table, kind, context.schema)
    return text if len(table) > 1 else text.rpartition(".")[2]


def is_renamed(table: Path, context: Context) -> bool:
    key = (context.catalog.owner(table[:-1], context.schema), table[-1])
    return key in context.catalog.moved.get("table", {})
