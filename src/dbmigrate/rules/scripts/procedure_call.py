"""EXEC calls the procedure {name}

PostgreSQL calls a procedure by CALL, with its arguments in parentheses.

```zh
EXEC 调用存储过程 {name}
PostgreSQL 用 CALL 调用过程，参数放在括号中。
```
```setup
CREATE PROCEDURE close_visit(n INTEGER, note VARCHAR(10)) LANGUAGE sql AS 'SELECT 1';
```
```sqlserver
EXEC close_visit 7, @note = 'x'
```
```postgres
CALL close_visit(7, note => 'x')
```
```refused 42601
```
```sqlserver
EXECUTE close_visit @n = -1, @note = N'x';
```
```postgres
CALL close_visit(n => -1, note => 'x');
```
```refused 42601
```
```sqlserver
EXEC @result = close_visit 7, 'x'
```
```refused 42601
```
```sqlserver
Text
```
```postgres
-- Text
```
```quiet
SELECT 1 AS exec
```
```notes
heading | a heading that sp_helptext prints | sp_helptext 打印的标题行
variable | a variable is an argument or takes the result | 以变量为参数或接收返回值
default | DEFAULT is an argument: leave it out by naming the others | 参数为 DEFAULT：请改为按名称传递其他参数
elsewhere | no given script makes the procedure | 所给脚本中没有该存储过程
```
"""

from typing import Any

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside, is_system
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Argument, SystemCall

Replacements = list[tuple[Any, ...]]


@rule("SE215", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if is_system(call) or is_inside(context):
        return None
    values = {"name": call.procedure.text()}
    if call.words() == ("TEXT",):
        return Hit(replace=[(call, COMMENT_OUT)], values=values, note="heading", severity=Severity.NOTE)
    arguments = call.arguments
    if call.extras or any(a.text(a.value).startswith("@") for a in arguments):
        return Hit(values=values, note="variable")
    if any(a.words(a.value) == ("DEFAULT",) for a in arguments):
        return Hit(values=values, note="default")
    known = context.catalog.routine(path_of(call.procedure), context.schema) is not None
    more: dict[str, Any] = {} if known else {"note": "elsewhere", "fix": Fix.REVIEW}
    first = call.part.first
    has_verb = call.lexed.words[first] in ("EXEC", "EXECUTE")
    verb = Part(first, first) if has_verb else call.procedure.part.before
    replace: Replacements = [(verb, "CALL" if has_verb else "CALL ")]
    if not arguments:
        return Hit(replace=[*replace, (call.procedure.part.after, "()")], values=values, **more)
    listed = Part(arguments[0].part.first, arguments[-1].part.last)
    whole = Part(call.procedure.part.first, listed.last)
    replace += [(whole, "{}({})", call.procedure, listed)]
    for argument in arguments:
        replace += written(argument)
    return Hit(replace=replace, values=values, **more)


def written(argument: Argument) -> Replacements:
    """`@n = value` becomes `n => value`; a bare word is a string."""
    found: Replacements = []
    first, value = argument.part.first, argument.value
    if argument.name:
        found.append((Part(first, first + 1), literal_template(f"{argument.name} =>")))
    lexed = argument.lexed
    bare = not argument.is_string and (lexed.is_quoted(value.first) or argument.text(value)[:1].isalpha())
    national = argument.is_string and argument.text(value)[:1] in "nN"
    if (bare and argument.words(value) != ("NULL",)) or national:
        found.append((value, literal_template(literal(lexed.tokens[value.last].text))))
    return found
