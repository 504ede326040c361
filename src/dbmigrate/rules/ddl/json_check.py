"""check that {column} holds JSON

PostgreSQL has IS JSON from version 16 on. Before it a cast to json refuses what is no JSON; it wants the strict syntax,
where Oracle by default also takes names without quotes and the like.

```zh
检查列 {column} 为 JSON（IS JSON）
PostgreSQL 16 起才有 IS JSON；之前用转换为 json 的方式拒绝非 JSON 内容。PostgreSQL 只接受严格语法，
Oracle 默认还接受不带引号的名称等宽松写法。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), ext VARCHAR(20) CONSTRAINT ck_ext CHECK (ext IS JSON))
```
```postgres
CREATE TABLE visit (id VARCHAR(10), ext VARCHAR(20) CONSTRAINT ck_ext CHECK (ext::json IS NOT NULL OR ext IS NULL))
```
```then
INSERT INTO visit VALUES ('1', '{"a": 1}'), ('2', NULL);
SELECT count(*) FROM visit
```
```rows
2
```
```quiet
CREATE TABLE visit (id VARCHAR(10), ext VARCHAR(20) CHECK (ext IS NOT NULL))
```
```notes
form | only the plain form is rewritten | 仅改写最简单的形式
```
"""

from dbmigrate.catalog.elements import key_of
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out, is_disabled
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, Constraint, CreateTable, Name


@rule(
    "DD061",
    source="oracle",
    severity=Severity.REFUSED,
    on=node(Constraint),
    unless="json_constructors",  # of the same version as IS JSON
    needs="pg15",
)
def check(constraint: Constraint, context: Context) -> Hit | None:
    if constraint.kind != "check" or constraint.check is None or is_disabled(constraint) or inside_left_out(context):
        return None
    part, words = constraint.check.part, constraint.words(constraint.check.part)
    at = next((k for k in range(1, len(words) - 1) if words[k : k + 2] == ("IS", "JSON")), None)
    if at is None:
        return None
    column = Part(part.first, part.first + at - 1)
    values = {"column": constraint.text(column)}
    if at != 1 or words[at + 2 :]:
        return Hit(note="form", values=values)
    binary = is_binary(Name(column, constraint.lexed, (column,), "column"), context)
    text = "convert_from({}, 'UTF8')" if binary else "{}"
    return Hit(replace=[(part, text + "::json IS NOT NULL OR {} IS NULL", column, column)], values=values)


def is_binary(name: Name, context: Context) -> bool:
    """The column is a BLOB or RAW: its text is UTF-8, as JSON's must be."""
    own = context.above(Column)
    if own is not None and own.type is not None:
        return own.type.keyword in ("BLOB", "RAW")
    table = context.above(CreateTable) or context.above(AlterTable)
    known = context.catalog.table(path_of(table.name), context.schema) if table else None
    column = known.any_column(key_of(name)) if known else None
    return column is not None and column.type is not None and column.type.keyword in ("BLOB", "RAW")
