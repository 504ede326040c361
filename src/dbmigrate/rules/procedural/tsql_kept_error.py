"""the error that CATCH has in hand, for {name}

A procedure that a CATCH block calls asks ERROR_NUMBER(), ERROR_MESSAGE() and the like of that block's error; outside of
CATCH they are NULL. In PL/pgSQL only the handler itself knows of it: it hands the error on in a setting of the session while
such a procedure runs.

```zh
CATCH 中的错误信息传给 {name}
CATCH 块调用的过程可用 ERROR_NUMBER()、ERROR_MESSAGE() 等读取该块的错误，CATCH 之外则为 NULL。PL/pgSQL 中只有异常处理部分自己知道错误：在此类过程运行期间，通过会话参数把错误传给它。
```
```notes
routine | ERROR_PROCEDURE() names this code, also where the error is one of a procedure that it calls | 即使错误来自它所调用的过程，ERROR_PROCEDURE() 也给出本例程的名称
```
```example tests/cases/sqlserver/errors_told_to_others.md
```
```quiet
CREATE TABLE log_error_again (id INTEGER)
```
"""

from typing import Any

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_calls import signature_at
from dbmigrate.rules.procedural.tsql_handler import calls_others, routine_text
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_system_variable import is_handled
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule(
    "PL320",
    source="sqlserver",
    severity=Severity.DIFFERS,
    on=(node(Execute), node(InsertExecute)),
    after=("PL240", "PL242", "PL243"),
)
def check(found: Execute | InsertExecute, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(found, context) or not is_handled(context, found):
        return None
    if context.path and isinstance(context.path[-1], InsertExecute):
        return None
    call = found.call if isinstance(found, InsertExecute) else found
    if call.procedure is None:
        return None
    asked = words_of(path_of(call.procedure), context) if call.procedure.kind != "variable" else {"ERROR_NUMBER"}
    if not asked:
        return None
    more: dict[str, Any] = {}
    if "ERROR_PROCEDURE" in asked and calls_others(context):
        more = {"note": "routine", "fix": Fix.REVIEW}
    keeping = f"PERFORM dbmigrate.keep_error(SQLSTATE, SQLERRM, {routine_text(context.above(TsqlUnit))}); "
    replace = [(found.part.before, literal_template(keeping)), (found.part.after, " PERFORM dbmigrate.leave_error();")]
    return Hit(replace=replace, values={"name": call.procedure.text()}, helpers=("kept_error", "error_number"), **more)


def words_of(called: Path, context: Context) -> set[str]:
    """By which the procedure, or one that it calls, reads the error of its caller's CATCH."""
    wanted, seen, found = [called], set[Path](), set[str]()
    while wanted:
        path = wanted.pop()
        signature = signature_at(path, context) if path not in seen else None
        seen.add(path)
        if signature is not None:
            found |= set(signature.error_words)
            wanted += [*signature.calls, *signature.fills]
    return found
