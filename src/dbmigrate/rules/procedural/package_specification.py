"""package {name}: a schema of its name

On the target the routines of a package are functions and procedures in a schema of the package's name, written where
its body is. Constants and variables become functions in it (PL085), records composite types (PL088). What else the
specification says stays behind comment marks.

```zh
包 {name}：同名模式
目标库中，包的例程成为与包同名的模式中的函数和过程，写在包体处。常量和变量成为其中的函数（PL085），记录成为复合类型（PL088）。包规范的其余内容保留为注释。
```
```oracle
CREATE OR REPLACE PACKAGE pk_ward IS
  FUNCTION beds RETURN INTEGER;
END pk_ward;
/
```
```postgres
CREATE SCHEMA IF NOT EXISTS pk_ward;
  -- FUNCTION beds RETURN INTEGER;

```
```then
CREATE FUNCTION pk_ward.beds() RETURNS integer LANGUAGE sql AS 'SELECT 3';
SELECT pk_ward.beds()
```
```rows
3
```
```refused 42601
```
```quiet
CREATE TABLE package (id INTEGER)
```
"""

from dataclasses import replace

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Part, Severity
from dbmigrate.rules.procedural.judged_packages import BODIES, left_behind, schema_of
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.package_objects import is_made
from dbmigrate.rules.procedural.plsql_conditions import left_members
from dbmigrate.syntax.procedural.nodes import Block, Package


@rule("PL080", source="oracle", severity=Severity.REFUSED, on=node(Package))
def check(unit: Package, context: Context) -> Hit | None:
    if unit.kind in BODIES or context.path or judge(unit, context).unclear:
        return None
    assert unit.name and unit.opener and isinstance(unit.body, Block)
    schema = context.names.bare(schema_of(unit, context))
    values = {"name": unit.name.text()}
    create = literal_template(f"CREATE SCHEMA IF NOT EXISTS {schema};")
    if unit.body.end is None:
        return Hit(replace=[(unit, COMMENT_OUT), (unit.part.after, "\n" + create)], values=values)
    inside = replace(context, path=[unit, unit.body])
    edits: list[tuple[object, ...]] = [(Part(unit.part.first, unit.opener.last), create, unit.name)]
    gone = (d for d in unit.body.declarations if not is_made(d, inside) and not left_members(d, unit, inside))
    for declared in gone:
        edits += left_behind(declared)
    edits.append((Part(unit.body.end.first, unit.part.last), ""))
    return Hit(replace=edits, values=values)
