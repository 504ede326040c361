"""IF and WHILE over one statement or a block

PL/pgSQL closes them with END IF and END LOOP, and needs no BEGIN and END inside. ELSE IF is one word there, BREAK is
EXIT.

```zh
IF 和 WHILE 后跟单个语句或语句块
PL/pgSQL 用 END IF、END LOOP 结束，其中不需要 BEGIN 和 END。ELSE IF 写成一个词 ELSIF，BREAK 写作 EXIT。
```
```sqlserver
CREATE FUNCTION grade(@n INTEGER) RETURNS INTEGER AS
BEGIN
  DECLARE @k INTEGER = 0;
  WHILE @n > 0
  BEGIN
    SET @n = @n - 1;
    IF @n = 7 BREAK;
    IF @n > 20
    BEGIN
      SET @k = @k + 10;
      CONTINUE;
    END
    ELSE IF @n > 10
      SET @k = @k + 1
    ELSE
    BEGIN
      SET @k = @k + 2
    END
  END
  RETURN @k
END
```
```postgres
CREATE FUNCTION grade(n INTEGER) RETURNS INTEGER AS $$
DECLARE
  k INTEGER;
BEGIN
  k := 0;
  WHILE n > 0 LOOP
    n := n - 1;
    IF n = 7 THEN EXIT; END IF;
    IF n > 20 THEN
      k := k + 10;
      CONTINUE;
    ELSIF n > 10 THEN
      k := k + 1;
    ELSE
      k := k + 2;
    END IF;
  END LOOP;
  RETURN k;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT grade(3), grade(12), grade(22)
```
```rows
6 | 7 | 26
```
```refused 42601
```
```sqlserver
CREATE FUNCTION kind_of(@n INTEGER) RETURNS INTEGER AS
BEGIN
  IF IIF(@n = 1, 1, 0) = 1
    RETURN 1
  ELSE IF CASE WHEN @n = 2 THEN 1 ELSE 0 END = 1
    RETURN 2
  RETURN 0
END
```
```then
SELECT kind_of(1), kind_of(2), kind_of(3)
```
```rows
1 | 2 | 0
```
```refused 42601
```
```quiet
SELECT CASE WHEN 1 = 2 THEN 3 ELSE 4 END AS n
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.condition_with_case import holds_case
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import Replacement, is_closed, separator
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Leave
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, TsqlIf, While


@rule("PL205", source="sqlserver", severity=Severity.REFUSED, on=(node(TsqlIf), node(While), node(Leave)))
def check(statement: TsqlIf | While | Leave, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    if isinstance(statement, Leave):
        return Hit(replace=[(statement.keyword, "EXIT")]) if statement.kind == "break" else None
    if isinstance(statement, While):
        replace = [(statement.condition.part.after, " LOOP"), *opened(statement.body)]
        return Hit(replace=[*replace, *closed(statement, statement.body, "END LOOP")])
    condition = statement.condition
    before, after = ("(", ")") if holds_case(condition.lexed, condition.part) else ("", "")
    replace = [(condition.part.before, before)] if before else []
    replace += [(condition.part.after, f"{after} THEN"), *opened(statement.then)]
    if statement.else_part and statement.otherwise:
        replace += left(statement.then)
        if isinstance(statement.otherwise, TsqlIf):
            replace.append((Part(statement.else_part.first, statement.otherwise.keyword.last), "ELSIF"))
        else:
            replace += opened(statement.otherwise)
    above = context.path[-1] if context.path else None
    if not (isinstance(above, TsqlIf) and above.otherwise is statement):
        replace += closed(statement, last_branch(statement), "END IF")
    return Hit(replace=replace)


def last_branch(statement: TsqlIf) -> Node:
    while isinstance(statement.otherwise, TsqlIf):
        statement = statement.otherwise
    return statement.otherwise or statement.then


def opened(branch: Node) -> list[Replacement]:
    return [(branch.begin, "")] if isinstance(branch, BeginEnd) else []


def left(branch: Node) -> list[Replacement]:
    """The END of a branch that another one follows."""
    if not isinstance(branch, BeginEnd) or branch.end is None:
        return []
    return [(Part(branch.end.first, branch.part.last), "")]


def closed(statement: Node, branch: Node, words: str) -> list[Replacement]:
    if isinstance(branch, BeginEnd) and branch.end:
        return [(branch.end, words if is_closed(branch) else f"{words};")]
    return [(statement.part.after, f"{separator(statement.lexed, statement.part)}{words};")]
