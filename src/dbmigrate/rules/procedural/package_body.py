"""{kind} {name}: routines in a schema of its name

Each routine becomes one of its own, in the schema that stands for the package or the object type. Constants and variables become functions
(PL085), records composite types (PL088). What the body declares besides them stays behind comment marks, and so does
an initialization of which not every statement can be written (else PL146).

```zh
{kind} {name}：同名模式中的例程
每个例程成为包（或对象类型）对应模式中的独立例程。常量和变量成为函数（PL085），记录成为复合类型（PL088）。包体中的其他声明及不能全部改写的初始化部分保留为注释（否则见 PL146）。
```
```notes
initialization | the initialization block is not run: what it prepares is missing | 初始化块不会执行，其准备的内容缺失
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 30);
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  e_none EXCEPTION;

  FUNCTION found(p_id INTEGER) RETURN INTEGER;

  -- 床位数
  FUNCTION beds(p_id INTEGER) RETURN INTEGER IS
  BEGIN
    RETURN found(p_id) + 1;
  EXCEPTION
    WHEN e_none THEN
      RETURN 0;
  END beds;

  FUNCTION found(p_id INTEGER) RETURN INTEGER IS
    v INTEGER;
  BEGIN
    SELECT beds INTO v FROM ward WHERE id = p_id;
    RETURN v;
  EXCEPTION
    WHEN NO_DATA_FOUND THEN
      RAISE e_none;
  END found;

  PROCEDURE clear IS
  BEGIN
    DELETE FROM ward;
  END;

  PROCEDURE clear_all IS
  BEGIN
    clear;
  END;
END pk_ward;
/
```
```then
SELECT pk_ward.beds(1), pk_ward.beds(2);
CALL pk_ward.clear_all();
SELECT pk_ward.beds(1)
```
```rows
0
```
```refused 42601
```
```quiet
CREATE TABLE package (id INTEGER)
```
"""

import dataclasses

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judged_packages import BODIES, left_behind, schema_of, start_of
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.package_objects import is_made
from dbmigrate.rules.procedural.package_starts import STARTER
from dbmigrate.rules.procedural.plsql_conditions import left_members
from dbmigrate.syntax.procedural.nodes import Block, Module, Package, Routine, TypeBody


@rule("PL081", source="oracle", severity=Severity.REFUSED, on=(node(Package), node(TypeBody)))
def check(unit: Module, context: Context) -> Hit | None:
    if unit.kind not in BODIES or context.path or judge(unit, context).unclear:
        return None
    assert unit.name and unit.opener and isinstance(unit.body, Block)
    schema = context.names.bare(schema_of(unit, context))
    head = Part(unit.part.first, unit.opener.last)
    replace: list[tuple[object, ...]] = [(head, literal_template(f"CREATE SCHEMA IF NOT EXISTS {schema};"), unit.name)]
    inside = dataclasses.replace(context, path=[unit, unit.body])
    for declared in unit.body.declarations:
        written = isinstance(declared, Routine) and declared.body is not None
        if not written and not is_made(declared, inside) and not left_members(declared, unit, inside):
            replace += left_behind(declared)
    values = {"kind": unit.kind, "name": unit.name.text()}
    start = start_of(unit)
    if start is not None and judge(unit, context).routines[id(start)].unclear is None:
        return Hit(replace=replace, values=values)  # PL146
    if start is not None:
        stub = f"CREATE OR REPLACE FUNCTION {schema}.{STARTER}() RETURNS void AS $$ BEGIN NULL; END; $$ LANGUAGE plpgsql;"
        start_part = Part(start.part.first, unit.part.last)  # variables of the specification call the function
        replace += [(start_part, COMMENT_OUT), (start_part.after, literal_template(f"\n{stub}"))]
        return Hit(replace=replace, values=values, note="initialization", fix=Fix.REVIEW)
    assert unit.body.end
    replace.append((Part(unit.body.end.first, unit.part.last), ""))
    return Hit(replace=replace, values=values)
