"""the handlers take back what the block has changed

When an error reaches a handler, PostgreSQL takes back all changes of the block; Oracle keeps them, except for those of
the statement that failed. Here data are changed before a statement that can fail, and the handler does not roll back
itself: look whether the changes have to stay. A block of its own around the statement that can fail keeps them.

```zh
异常处理会撤销本块已做的修改
出错进入异常处理时，PostgreSQL 撤销本块的全部修改；Oracle 只撤销出错的语句。此处在可能出错的语句之前已修改数据，且异常处理没有回滚：请确认这些修改是否应保留。为可能出错的语句单独套一层块即可保留。
```
```example tests/cases/oracle/handler_keeps_changes.md
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_transactions import keeps_changes
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.procedural.nodes import Block


@rule("PL070", source="oracle", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=node(Block), kept=True)
def check(block: Block, context: Context) -> Hit | None:
    if not keeps_changes(block) or not is_converted(context):  # PL001 and PL082 speak of what is not converted
        return None
    return Hit(fix=Fix.REVIEW, at=block.exception)
