"""variable {old} is written {new}

Variables of PL/pgSQL have no `@`. Where the name then means a column, a table or a function as well, a local variable
gets the prefix v_, and a parameter, whose name callers may use, is written behind the name of its routine.

```zh
变量 {old} 写为 {new}
PL/pgSQL 的变量没有 `@`。若去掉后与列、表或函数同名，局部变量加前缀 v_；参数名可能被调用方使用，因此保留原名，并在前面写上例程名。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
INSERT INTO ward (id, beds) VALUES (2, 20);
```
```sqlserver
CREATE PROCEDURE set_beds @id INTEGER AS
BEGIN
  DECLARE @beds INTEGER, @more INTEGER;
  SET @beds = 5;
  SET @more = @beds;
  UPDATE ward SET beds = beds + @more WHERE id = @id;
END
```
```postgres
CREATE PROCEDURE set_beds (id INTEGER) AS $$
#variable_conflict use_column
DECLARE
  v_beds INTEGER;
  more INTEGER;
BEGIN
  v_beds := 5;
  more := v_beds;
  UPDATE ward SET beds = beds + more WHERE id = set_beds.id;
END;
$$ LANGUAGE plpgsql
```
```then
CALL set_beds(2);
SELECT id, beds FROM ward ORDER BY id
```
```rows
1 | 10
2 | 25
```
```refused 42601
```
```quiet
SELECT id FROM ward WHERE beds = 1
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import VARIABLE, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_tables import is_rows_parameter
from dbmigrate.rules.procedural.tsql_type_text import is_limited, named_type
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import CallArgument


@rule("PL201", source="sqlserver", severity=Severity.REFUSED, on=(VARIABLE, node(Name)))
def check(found: Expr | Name, context: Context) -> Hit | None:
    if isinstance(found, Name):
        above = context.path[-1] if context.path else None
        of_table = found.value.startswith("@") and found.kind == "table"
        if (found.kind != "variable" and not of_table) or (isinstance(above, CallArgument) and above.name is found):
            return None
        text = found.value
    else:
        above, text = None, found.node.name  # in a query or an expression
    judgement = understood(context) if not text.startswith("@@") else None
    new = judgement.names.get(text.lower()) if judgement else None
    unit = context.above(TsqlUnit)
    if judgement is None or new is None or unit is None:
        return None
    template, places = literal_template(new), list[object]()
    if text.lower() in judgement.clashing and not isinstance(above, TsqlParameter) and unit.name:
        template, places = "{}." + template, [unit.name.parts[-1]]
    if is_rows_parameter(unit.declared.get(text.lower())) and not isinstance(above, (TsqlParameter, CallArgument)):
        template = f"unnest({template})"
    declared = unit.declared.get(text.lower())
    if above is None and isinstance(declared, TsqlParameter) and is_inline(unit) and is_limited(declared.type, context):
        type_, more = named_type(declared.type, context)
        template, places = f"({template}::{type_})", [*places, *more]
    return Hit(replace=[(found.part, template, *places)], values={"old": text, "new": new})


def is_inline(unit: TsqlUnit) -> bool:
    """A function of one query has no place where its parameters could be cut to their lengths once."""
    return isinstance(unit, TsqlRoutine) and unit.is_inline
