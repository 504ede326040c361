"""initialization of package {name}

What stands behind BEGIN of a package body runs when a session first uses the package. A function does it once; the
functions of the package's variables call it, and where it does more than give these their values, every routine as well.

```zh
包 {name} 的初始化部分
包体 BEGIN 之后的语句在会话首次使用该包时执行。改写为只执行一次的函数，由包变量的读写函数调用；若除赋初值外还有其他操作，则每个例程也先调用它。
```
```setup
CREATE TABLE setting (name VARCHAR(20), value INTEGER);
INSERT INTO setting VALUES ('beds', 30);
CREATE TABLE used (what VARCHAR(20));
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  g_beds INTEGER := 1;
  g_more INTEGER := 5;
  FUNCTION beds RETURN INTEGER IS
  BEGIN
    RETURN g_beds + g_more;
  END beds;
  PROCEDURE change(p INTEGER) IS
  BEGIN
    g_more := p;
  END change;
BEGIN
  SELECT value INTO g_beds FROM setting WHERE name = 'beds';
  g_more := g_more * 2;
END pk_ward;
/
```
```then
SELECT pk_ward.beds()
```
```rows
40
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_log IS
  g_loud BOOLEAN;
  FUNCTION told RETURN VARCHAR IS
    n INTEGER;
  BEGIN
    SELECT COUNT(*) INTO n FROM used;
    RETURN CASE WHEN g_loud THEN 'loud' ELSE 'low' END || n;
  END told;
BEGIN
  g_loud := TRUE;
  INSERT INTO used VALUES ('log');
EXCEPTION
  WHEN DUP_VAL_ON_INDEX THEN
    g_loud := FALSE;
END pk_log;
/
```
```then
SELECT pk_log.told() || pk_log.told()
```
```rows
loud1loud1
```
```quiet
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  g_beds INTEGER := 1;
  FUNCTION beds RETURN INTEGER IS
  BEGIN
    RETURN g_beds;
  END beds;
END pk_ward;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.body_text import counting, language, quotes
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.package_starts import STARTER, is_started
from dbmigrate.syntax.procedural.nodes import Block, Package, PackageStart


@rule("PL146", source="oracle", severity=Severity.REFUSED, on=node(PackageStart))
def check(found: PackageStart, context: Context) -> Hit | None:
    unit = context.path[0] if context.path else None
    if not isinstance(unit, Package) or not is_started(unit, context) or not isinstance(found.body, Block):
        return None
    assert unit.name
    schema, mark = context.names.bare(schema_of(unit, context)), quotes(unit)
    setting = f"{schema}.{STARTER}".replace('"', "")
    head = f"CREATE OR REPLACE FUNCTION {schema}.{STARTER}() RETURNS void AS {mark}\n#variable_conflict use_column"
    head += counting(judge(unit, context).routines[id(found)]) + "\nBEGIN"
    head += f"\n  IF current_setting('{setting}', true) = 'done' THEN\n    RETURN;\n  END IF;"
    head += f"\n  PERFORM set_config('{setting}', 'done', false);"
    edits = [
        (found.part.before, literal_template(f"{head}\n")),  # a block within: what a handler takes back is not the mark
        (found.part.after, f"\nEND;\n{mark} {language(unit, context)};"),
    ]
    return Hit(replace=edits, values={"name": unit.name.text()})
