"""SET {option}: an option of SQL Server's session

Options that scripts set by habit (ANSI_NULLS ON, NOCOUNT, XACT_ABORT ...) say what the target does anyway, or steer
the client. Others change what the statements behind them mean: those need a look.

```zh
SET {option}：SQL Server 会话选项
脚本中惯用的选项（ANSI_NULLS ON、NOCOUNT、XACT_ABORT 等）与目标库的固有行为一致，或只影响客户端。其他选项会改变其后语句的含义，须人工确认。
```
```sqlserver
SET ANSI_NULLS ON
```
```postgres
-- SET ANSI_NULLS ON
```
```sqlserver
SET ROWCOUNT 100
```
```postgres
-- dbmigrate SE201 1: SET ROWCOUNT: an option of SQL Server's session (it changes what the statements behind it mean)
-- SET ROWCOUNT 100
```
```refused 42601
```
```quiet
SELECT 1 AS nocount
```
```notes
meaning | it changes what the statements behind it mean | 它会改变其后语句的含义
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.rules.scripts.client_check import asked
from dbmigrate.rules.scripts.decided_guard import is_answered
from dbmigrate.syntax.ddl.nodes import Environment, Guard

# Options that PostgreSQL has built in the state named, or that only concern the client, plans and locks. With
# ANSI_PADDING OFF blanks at the end of a text are not stored: comparisons never saw them.
HARMLESS: Final = frozenset(
    " ".join(option.split())
    for option in """NOCOUNT ON, NOCOUNT OFF, XACT_ABORT ON, ANSI_NULLS ON, ANSI_PADDING ON, ANSI_WARNINGS ON, ANSI_DEFAULTS ON,
    QUOTED_IDENTIFIER ON, QUOTED_IDENTIFIER OFF, ARITHABORT ON, ARITHIGNORE OFF, CONCAT_NULL_YIELDS_NULL ON,
    NUMERIC_ROUNDABORT OFF, ANSI_NULL_DFLT_ON ON, ANSI_NULL_DFLT_OFF OFF, CURSOR_CLOSE_ON_COMMIT ON,
    IMPLICIT_TRANSACTIONS OFF, NOEXEC OFF, PARSEONLY OFF, FMTONLY OFF, REMOTE_PROC_TRANSACTIONS OFF,
    DATEFORMAT YMD, XACT_ABORT OFF, ANSI_PADDING OFF, ROWCOUNT 0""".split(",")
)
CLIENT: Final = ("STATISTICS", "SHOWPLAN", "FORCEPLAN", "DEADLOCK_PRIORITY", "LOCK_TIMEOUT", "TEXTSIZE", "QUERY_GOVERNOR")
ISOLATION: Final = "TRANSACTION ISOLATION LEVEL"


@rule("SE201", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "session" or statement.words()[0] != "SET":
        return None
    guard = context.above(Guard)
    if is_answered(statement, context) or (guard is not None and asked(guard, context)):
        return None
    replace, values = comment_marks(statement, context), {"option": statement.setting}
    if is_harmless(statement):
        return Hit(replace=replace, values=values, severity=Severity.NOTE)
    return Hit(replace=replace, values=values, note="meaning", fix=Fix.REVIEW)


def is_harmless(statement: Environment) -> bool:
    """Several options may share one value: `SET ANSI_NULLS, QUOTED_IDENTIFIER ON`."""
    if statement.setting.startswith(CLIENT):
        return True
    value = " ".join(w.strip() for w in statement.words(statement.value)) if statement.value else ""
    if statement.setting == ISOLATION:
        return value in ("READ COMMITTED", "READ UNCOMMITTED")  # one and the same in PostgreSQL
    return all(f"{option.strip()} {value.upper()}" in HARMLESS for option in statement.setting.split(","))
