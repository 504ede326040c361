"""COMMIT in a block with handlers

PostgreSQL ends no transaction where an exception is waited for. The statements get a block of their own with the
handlers, and the COMMIT that ended them stands behind it; a handler that would reach it returns before.

```zh
含异常处理的块中的 COMMIT
PostgreSQL 不允许在等待异常的块中结束事务。语句与异常处理放入内层块，结尾的 COMMIT 移到该块之后；会执行到那里的异常处理先行返回。
```
```notes
tail | what followed the COMMIT stands behind the block as well: its errors do not reach the handlers | COMMIT 之后的语句也移到块外，其错误不再进入异常处理
```
```example tests/cases/oracle/commit_in_block_with_handlers.md
```
```quiet
CREATE PROCEDURE clear_ward IS
BEGIN
  DELETE FROM ward;
  COMMIT;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judged_transactions import (
    cannot_fail,
    commits_last,
    in_procedure,
    is_autonomous,
    is_constant,
    leaves,
)
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.procedural.nodes import Block, CodeUnit


@rule("PL066", source="oracle", severity=Severity.REFUSED, on=node(Block), after=("PL010",))
def check(block: Block, context: Context) -> Hit | None:
    unit = context.path[-1] if context.path else None
    if not isinstance(unit, CodeUnit) or unit.body is not block or not in_procedure(unit) or is_autonomous(unit):
        return None
    place = commits_last(block)
    if place is None or block.begin is None or block.end is None:
        return None
    moved = block.statements[place:]
    whole = Part(moved[0].part.first, moved[-1].part.last)
    replace: list[tuple[object, ...]] = [
        (block.begin.after, "\n  BEGIN"),
        (whole, ""),
        (block.end.before, "  END;\n  {}\n", whole),
    ]
    for handler in block.handlers:
        if handler.statements and not leaves(handler):
            replace.append((handler.statements[-1].part.after, "\n    RETURN;"))
    if not is_converted(context):
        return None
    calls = any(not (cannot_fail(s) or is_constant(s)) for s in moved[1:])
    return Hit(replace=replace, note="tail" if calls else "", fix=Fix.REVIEW if calls else None, at=moved[0].part)
