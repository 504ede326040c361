"""parameter {name} with {what}

PostgreSQL writes DEFAULT for `=`, and INOUT before the name for OUTPUT behind it: what the caller passes is seen, and
what the routine leaves there comes back. A parameter of a table type is an array of its rows.

```zh
参数 {name}：{what}
PostgreSQL 的默认值用 DEFAULT 而不是 `=`；OUTPUT 改为写在名称之前的 INOUT：既能读到调用方传入的值，又能返回例程留下的值。表类型参数改为行数组。
```
```sqlserver
CREATE PROCEDURE step @size AS INTEGER = 2, @total INTEGER = NULL OUTPUT AS
BEGIN
  SET @total = @total + @size;
END
```
```postgres
CREATE PROCEDURE step (size INTEGER DEFAULT 2, INOUT total INTEGER DEFAULT NULL) AS $$
BEGIN
  total := total + size;
END;
$$ LANGUAGE plpgsql
```
```then
CALL step(total => 5)
```
```rows
7
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE twice @a INTEGER = 2, @b INTEGER OUTPUT AS
BEGIN
  SET @b = @a * 2;
END
```
```postgres
CREATE PROCEDURE twice (a INTEGER DEFAULT 2, INOUT b INTEGER DEFAULT NULL) AS $$
BEGIN
  b := a * 2;
END;
$$ LANGUAGE plpgsql
```
```then
CALL twice(4, NULL)
```
```rows
8
```
```refused 42601
```
```setup sqlserver
CREATE TABLE ward (id INTEGER);
GO
CREATE TYPE id_list AS TABLE (id INTEGER);
```
```sqlserver
CREATE PROCEDURE add_all @ids id_list READONLY AS
BEGIN
  INSERT INTO ward (id) SELECT i.id FROM @ids i
END
```
```postgres
CREATE PROCEDURE add_all (ids id_list []) AS $$
BEGIN
  INSERT INTO ward (id) SELECT i.id FROM unnest(ids) i;
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_all(ARRAY[ROW(3)::id_list, ROW(4)::id_list]);
SELECT id FROM ward
```
```rows
3
4
```
```refused 42601
```
```notes
omitted | behind a default each parameter needs one: a call that leaves it out is no longer refused | 有默认值的参数之后每个参数都要有默认值：省略该参数的调用不再报错
```
```quiet
CREATE PROCEDURE step @size INTEGER AS
BEGIN
  RETURN;
END
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.parameter_default import spaced
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import named_type
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine


@rule("PL202", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlParameter))
def check(parameter: TsqlParameter, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    replace: list[Replacement] = []
    words = []
    if parameter.as_part:
        replace.append((parameter.as_part, ""))
        words.append("AS")
    if parameter.read_only:
        replace.append((parameter.read_only, "[]"))
        return Hit(replace=replace, values={"name": parameter.name.value, "what": "READONLY"})
    text, more = named_type(parameter.type, context)
    if not more:
        replace += [(parameter.type, ""), (parameter.name.part.after, f" {text}")]
        words.append(parameter.type.text())
    if parameter.default_word:
        replace.append((parameter.default_word, spaced(parameter.lexed, parameter.default_word, "DEFAULT")))
        words.append("=")
    omitted = needs_default(parameter, context)
    if omitted:
        replace.append((parameter.part.after, " DEFAULT NULL"))
        words.append("DEFAULT")
    if parameter.mode:
        replace += [(parameter.name.part.before, "INOUT "), (parameter.mode, "")]
        words.append("OUTPUT")
    if not replace:
        return None
    values = {"name": parameter.name.value, "what": ", ".join(words)}
    return Hit(replace=replace, values=values, note="omitted" if omitted else "")


def needs_default(parameter: TsqlParameter, context: Context) -> bool:
    """PostgreSQL refuses a parameter without default behind one that has it."""
    unit = context.above(TsqlRoutine)
    items = unit.parameters.items if unit and unit.parameters and parameter.default is None else ()
    before = [p for p in items if isinstance(p, TsqlParameter) and p.part.first < parameter.part.first]
    return any(p.default is not None for p in before)
