"""IF asks whether the client fills in {variable}

Deployment scripts of Visual Studio stop themselves in a client that knows no variables: the variable then stands for its
own name. psql has filled it in, as sqlcmd does, when the statement is reached.

```zh
IF 检查客户端是否替换变量 {variable}
Visual Studio 生成的部署脚本会检查客户端是否支持变量，不支持时停止执行。psql 与 sqlcmd 一样已在执行前替换变量，因此不需要该检查。
```
```sqlserver
:setvar Mode "True"
GO
IF N'$(Mode)' NOT LIKE N'True'
BEGIN
  PRINT N'no variables';
  SET NOEXEC ON;
END
GO
```
```postgres
\\set Mode 'True'

-- IF N'$(Mode)' NOT LIKE N'True'
-- BEGIN
--   PRINT N'no variables';
--   SET NOEXEC ON;
-- END

```
```refused 42601
```
```quiet
IF DB_ID('his') IS NULL PRINT 'no database'
```
"""

import re
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.scripts.error_handling import is_handling
from dbmigrate.syntax.ddl.nodes import Guard

ALONE: Final = re.compile(r"\$\((\w+)\)")
COMPARED: Final = (("NOT", "LIKE"), ("<>",), ("!=",))


@rule("SE237", source="sqlserver", severity=Severity.REFUSED, on=node(Guard))
def check(guard: Guard, context: Context) -> Hit | None:
    name = asked(guard, context)
    if not name or context.above(Guard) is not None:
        return None
    return Hit(replace=[(guard, COMMENT_OUT)], values={"variable": f"$({name})"})


def asked(guard: Guard, context: Context) -> str:
    """The variable of a guard `'$(name)' <> 'True'` that does nothing but end the script; "" for any other guard."""
    part, lexed = guard.condition.part, guard.lexed
    found = ALONE.fullmatch(lexed.tokens[part.first].text) if lexed.is_string(part.first) else None
    compared = found and lexed.is_string(part.last) and guard.words(part)[1:-1] in COMPARED
    ends = not guard.otherwise and all(is_handling(n) for n in guard.then)
    return found[1] if found and compared and ends and context.variables.is_set(found[1]) else ""
