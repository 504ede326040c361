"""A variable of a record whose fields have defaults

A composite type of the target has no defaults: the variable is given them where it is declared. NOT NULL of a field is
not asked any more ("Record Variables").

```zh
记录类型的字段有默认值
目标库的复合类型没有默认值：在声明变量处赋予这些值。字段的 NOT NULL 不再检查。
```
```notes
package | the package that declares the record gives its fields values: the variable starts with NULLs | 声明该记录的包为字段指定了默认值：变量将以 NULL 开始
constraint | NULL can be given to a field that is declared NOT NULL | 声明为 NOT NULL 的字段可被赋为 NULL
```
```oracle
CREATE FUNCTION told(p VARCHAR2) RETURN VARCHAR2 IS
  TYPE person_t IS RECORD (name VARCHAR2(10) := 'nobody', age INTEGER);
  TYPE stay_t IS RECORD (bed INTEGER DEFAULT 3, who person_t);
  v stay_t;
  w person_t;
BEGIN
  w.age := 4;
  RETURN v.who.name || v.bed || w.name || w.age;
END;
/
```
```postgres
CREATE TYPE told_person_t AS (name varchar(10), age bigint);
CREATE TYPE told_stay_t AS (bed bigint, who told_person_t);
CREATE FUNCTION told(p varchar) RETURNS varchar AS $$
DECLARE
  v told_stay_t := ROW(3, ROW('nobody', NULL)::told_person_t)::told_stay_t;
  w told_person_t := ROW('nobody', NULL)::told_person_t;
BEGIN
  w.age := 4;
  RETURN nullif(concat((v.who).name, v.bed, w.name, w.age), '');
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT told('x')
```
```rows
nobody3nobody4
```
```quiet
CREATE FUNCTION told(p VARCHAR2) RETURN VARCHAR2 IS
  TYPE person_t IS RECORD (name VARCHAR2(10), age INTEGER);
  w person_t;
BEGIN
  w.age := 4;
  RETURN w.name || w.age;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.signatures import argument
from dbmigrate.catalog.values import PackageItem
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_types import known_type, named_item
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import DataType, RecordField, RecordType, Variable

MOST_STEPS = 8


@rule("PL266", source="oracle", severity=Severity.DIFFERS, on=node(Variable))
def check(found: Variable, context: Context) -> Hit | None:
    if found.default is not None or isinstance(found, RecordField) or not context.path or not is_converted(context):
        return None
    if not has_defaults(found.type, context, MOST_STEPS):
        return None
    places: list[Piece] = []
    template = initial(found.type, context, places)
    if template is None:
        return Hit(note="package", fix=Fix.REVIEW)
    doubt = is_constrained(found.type, context)
    note, fix = ("constraint", Fix.REVIEW) if doubt else ("", None)
    return Hit(replace=[(found.type.part.after, f" := {template}", *places)], note=note, fix=fix)


def type_path(type_: DataType) -> Path:
    made = argument("", type_, "in", False).type
    return made.user if made is not None else ()


def record_of(type_: DataType, context: Context) -> PackageItem | None:
    path = type_path(type_)
    found = named_item(path, context, ()) if path else None
    return found[1] if found is not None and found[1].kind == "record" else None


def has_defaults(type_: DataType, context: Context, steps: int) -> bool:
    record = record_of(type_, context)
    if record is None or not steps:
        return False
    node = declared_record(type_, context)
    fields = [f for f in node.fields if isinstance(f, RecordField)] if node is not None else []
    return any(f.default for f in record.fields) or any(has_defaults(f.type, context, steps - 1) for f in fields)


def declared_record(type_: DataType, context: Context) -> RecordType | None:
    path = type_path(type_)
    found = context.declared(path[0]) if len(path) == 1 else None
    return found if isinstance(found, RecordType) else None


def initial(type_: DataType, context: Context, places: list[Piece]) -> str | None:
    """A row of the defaults; None where they do not stand in this unit."""
    record, known = declared_record(type_, context), known_type(type_, context)
    if record is None or known is None:
        return None
    values: list[str] = []
    for found in record.fields:
        if isinstance(found, RecordField) and found.default is not None:
            places.append(found.default)
            values.append("{}")
        elif isinstance(found, RecordField) and has_defaults(found.type, context, MOST_STEPS):
            inner = initial(found.type, context, places)
            if inner is None:
                return None
            values.append(inner)
        else:
            values.append("NULL")
    return f"ROW({', '.join(values)})::{literal_template(known.text)}"


def is_constrained(type_: DataType, context: Context) -> bool:
    record = declared_record(type_, context)
    return any(isinstance(f, RecordField) and f.not_null is not None for f in record.fields) if record is not None else False
