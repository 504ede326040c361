"""assignment by {word}

PL/pgSQL assigns with `:=`, one variable at a time. A text that is longer than its variable is cut off by T-SQL without
a word and refused by PostgreSQL: a cast cuts it off there.

```zh
用 {word} 赋值
PL/pgSQL 用 `:=` 逐个赋值。文本超过变量长度时 T-SQL 直接截断且不提示，PostgreSQL 则报错；加类型转换后同样截断。
```
```sqlserver
CREATE FUNCTION code_of(@n INTEGER, @text VARCHAR(10)) RETURNS VARCHAR(10) AS
BEGIN
  DECLARE @m INTEGER, @k INTEGER, @short VARCHAR(3);
  SELECT @m = @n + 1, @k = @m * 2;
  SET @k += 3 - 1;
  SET @short = @text;
  IF @k = 10 RETURN @short;
  RETURN 'other';
END
```
```postgres
CREATE FUNCTION code_of(n INTEGER, text VARCHAR(10)) RETURNS VARCHAR(10) AS $$
DECLARE
  m INTEGER;
  k INTEGER;
  short VARCHAR(3);
BEGIN
  text := text::VARCHAR(10);
  m := n + 1; k := m * 2;
  k := k + (3 - 1);
  short := (text)::VARCHAR(3);
  IF k = 10 THEN RETURN short; END IF;
  RETURN 'other';
END;
$$ LANGUAGE plpgsql
```
```then
SELECT code_of(3, 'abcdef'), code_of(4, 'abcdef')
```
```rows
abc | other
```
```refused 42601
```
```quiet
SELECT 1 AS m, 2 AS k
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_cut import fitted, forgets, limit_of, type_of
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import declared
from dbmigrate.syntax.ddl.nodes import Name, Piece
from dbmigrate.syntax.procedural.tsql_assigned import values
from dbmigrate.syntax.procedural.tsql_statements import SetVariable, TsqlSql


@rule("PL204", source="sqlserver", severity=Severity.REFUSED, on=(node(SetVariable), node(TsqlSql)), after=WRITTEN_BEFORE)
def check(statement: SetVariable | TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None:
        return None
    if isinstance(statement, SetVariable):
        return by_set(statement, context)
    if statement.verb != "select" or not statement.assigned or statement.part.first in judgement.modes:
        return None
    return by_select(statement, context)


def by_set(statement: SetVariable, context: Context) -> Hit | None:
    if statement.operator is None or statement.value is None:
        return None
    sign = statement.words(statement.operator)
    head = Part(statement.part.first, statement.operator.last)
    template, places = assigning(statement.target, sign, context)
    replace = [(head, "{} " + template, statement.target, *places)]
    return Hit(replace=replace + value(statement.target, sign, statement.value, context), values={"word": "SET"})


def assigning(target: Name, sign: tuple[str, ...], context: Context) -> tuple[str, list[object]]:
    """`:=`, with the variable itself again where the sign computes with it."""
    if len(sign) == 1:
        return ":=", []
    text = sign[0] == "+" and declared(type_of(target, context), context).is_text
    opening = "(" if limit_of(target, context)[0] else ""
    return f":= {opening}{{}} {'||' if text else sign[0]}", [target]


def value(target: Name, sign: tuple[str, ...], found: Piece, context: Context) -> list[Replacement]:
    if len(sign) == 1:
        return fitted(type_of(target, context), found, context, forgets(target, context))
    cast, places = limit_of(target, context)
    bracketed: list[Replacement] = []
    if found.part.first != found.part.last:
        bracketed = [(found.part.before, "("), (found.part.after, ")")]
    return [*bracketed, (found.part.after, f"){cast}", *places)] if cast else bracketed


def by_select(sql: TsqlSql, context: Context) -> Hit | None:
    """`SELECT @a = 1, @b = 2`: each behind the one before it."""
    replace: list[Replacement] = []
    for k, (one, found) in enumerate(zip(sql.assigned, values(sql), strict=True)):
        if k:  # from the comma on
            replace.append((Part(one.part.first - 1, one.part.last), "; {}", one))
        else:
            replace.append((Part(sql.part.first, one.part.last), "{}", one))
        template, places = assigning(one.target, one.words(one.operator), context)
        replace.append((one.operator, template, *places))
        replace += value(one.target, one.words(one.operator), found, context)
    return Hit(replace=replace, values={"word": "SELECT"})
