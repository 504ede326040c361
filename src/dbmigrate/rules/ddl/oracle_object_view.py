'''view of object type {type}

The rows of an object view are objects of that type and have an identifier. PostgreSQL's view gets the type's attributes
as its columns; references to its rows (REF, MAKE_REF) have no counterpart.

```zh
对象视图（类型 {type}）
对象视图的每一行是该类型的对象，并带有对象标识。PostgreSQL 的视图以类型的属性作为列；对行的引用（REF、MAKE_REF）没有对应物。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a')
```
```oracle
CREATE TYPE visit_t AS OBJECT (no VARCHAR(10), remark VARCHAR(10));
/
CREATE OR REPLACE VIEW v_visit OF visit_t WITH OBJECT IDENTIFIER (no) AS SELECT id, memo FROM visit
```
```postgres
CREATE TYPE visit_t AS (no VARCHAR(10), remark VARCHAR(10));

-- dbmigrate DD021 3: view of object type visit_t
CREATE OR REPLACE VIEW v_visit (no, remark) AS SELECT id, memo FROM visit
```
```then
SELECT no, remark FROM v_visit
```
```rows
1 | a
```
```refused 42601
```
```quiet
CREATE OR REPLACE VIEW v_visit AS SELECT id FROM visit
```
```notes
unknown | the type is not in the estate, so the columns keep the names of the query | 该类型不在本次输入中，列名取自查询
```
'''

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Column, ObjectType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateView, Name, Phrase
from dbmigrate.syntax.ddl.reader import Cursor

MOST_LEVELS = 32  # of types under types; more are a circle


@rule("DD021", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    view = context.path[-1] if context.path else None
    if phrase.kind != "of type" or not isinstance(view, CreateView):
        return None
    name = type_name(phrase)
    values = {"type": name.text()}
    found = context.catalog.user_type(path_of(name), context.schema)
    if not isinstance(found, ObjectType) or not found.columns or view.columns is not None:
        return Hit(replace=[(phrase, "")], values=values, note="" if view.columns else "unknown")
    columns = [context.names.spell(c.name, c.quoted, kind="column") for c in attributes(found, context)]
    return Hit(replace=[(phrase, literal_template(f"({', '.join(columns)})"))], values=values)


def attributes(made: ObjectType, context: Context) -> list[Column]:
    """Those of the types above it first."""
    levels = [list(made.columns.values())]
    for _ in range(MOST_LEVELS):
        above = made.element.user if made.element else ()
        found = context.catalog.user_type(above, made.schema) if above else None
        if not isinstance(found, ObjectType):
            break
        levels.insert(0, list(found.columns.values()))
        made = found
    return [column for level in levels for column in level]


def type_name(phrase: Phrase) -> Name:
    """The name behind OF."""
    return Cursor(phrase.lexed, phrase.part.first + 1, phrase.part.last + 1).name("type", 3)


