"""SET IDENTITY_INSERT {table} {state}: given numbers of an identity column

The target's identity columns take given numbers at any time. What SQL Server does by itself has to be said: after rows
with given numbers the next number must lie behind the largest.

```zh
SET IDENTITY_INSERT {table} {state}：标识列的显式编号
目标库的标识列随时接受指定的编号。SQL Server 自动完成的一步须写出：装入指定编号的行之后，下一个编号必须大于已有最大值。
```
```setup
CREATE TABLE visit (id INTEGER IDENTITY(1,1) PRIMARY KEY, note VARCHAR(10));
```
```sqlserver
SET IDENTITY_INSERT visit ON
```
```postgres
-- SET IDENTITY_INSERT visit ON
```
```refused 42601
```
```sqlserver
SET IDENTITY_INSERT visit OFF
```
```postgres
SELECT setval(pg_get_serial_sequence('public.visit', 'id'), greatest(max(id) + 1, nextval(pg_get_serial_sequence('public.visit', 'id'))), false) FROM public.visit
```
```refused 42601
```
```quiet
SELECT 1 AS identity_insert
```
```notes
unknown | the estate does not define the table or its identity column: set its sequence behind the largest number | 未找到该表或其标识列的定义：请将其序列设置到最大编号之后
```
"""

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.spelling import effective
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, turns_identity_on
from dbmigrate.rules.scripts.decided_guard import in_block
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Environment


@rule("SE213", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "identity insert" or statement.name is None:
        return None
    off = turns_identity_on(statement)
    values = {"table": statement.name.text(), "state": "OFF" if off else "ON"}
    if not off:
        return Hit(replace=comment_marks(statement, context), values=values)
    text = next_number(path_of(statement.name), context)
    if not text:
        return Hit(values=values, note="unknown")
    word = "PERFORM" if in_block(context) else "SELECT"
    first, last = statement.part.first, statement.part.last
    replace = [(Part(first, first), literal_template(f"{word} {text}")), (Part(first + 1, last), "")]
    return Hit(replace=replace, values=values)


def next_number(path: Path, context: Context) -> str:
    """What stands behind SELECT; "" where the identity column is not known."""
    column = identity_column(path, context)
    if not column:
        return ""
    relation, sequence = context.names.object(path, "table", context.schema), sequence_of(path, column, context)
    return f"setval({sequence}, greatest(max({column}) + 1, nextval({sequence})), false) FROM {relation}"


def identity_column(path: Path, context: Context) -> str:
    """As the target spells it; "" where the estate does not define one."""
    table = context.catalog.table(path, context.schema)
    column = next((c for c in table.columns.values() if c.identity), None) if table else None
    return context.names.spell_column(path, column.name, schema=context.schema) if column else ""


def sequence_of(path: Path, column: str, context: Context) -> str:
    relation = context.names.object(path, "table", context.schema)
    return f"pg_get_serial_sequence({literal(relation)}, {literal(effective(column))})"
