"""package {name}: a schema of its name

On the target the routines of a package are functions and procedures in a schema of the package's name, written where
its body is. What the specification says stays behind comment marks: constants, variables, types and exceptions of a
package have no counterpart, and what uses them is reported where it does.

```zh
包 {name}：同名模式
目标库中，包的例程成为与包同名的模式中的函数和过程，写在包体处。包规范保留为注释：包的常量、变量、类型和异常没有对应物，使用它们的地方另行报告。
```
```oracle
CREATE OR REPLACE PACKAGE pk_ward IS
  FUNCTION beds RETURN INTEGER;
END pk_ward;
/
```
```postgres
-- CREATE OR REPLACE PACKAGE pk_ward IS
--   FUNCTION beds RETURN INTEGER;
-- END pk_ward;
CREATE SCHEMA IF NOT EXISTS pk_ward;

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

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.procedural.judged_packages import BODY, schema_of
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.syntax.procedural.nodes import Package


@rule("PL080", source="oracle", severity=Severity.REFUSED, on=node(Package))
def check(unit: Package, context: Context) -> Hit | None:
    if unit.kind == BODY or context.path or judge(unit, context).unclear:
        return None
    assert unit.name
    schema = context.names.bare(schema_of(unit, context))
    replace = [
        (unit, COMMENT_OUT),
        (unit.part.after, literal_template(f"\nCREATE SCHEMA IF NOT EXISTS {schema};")),
    ]
    return Hit(replace=replace, values={"name": unit.name.text()})
