"""IF on @@ERROR or @@TRANCOUNT around COMMIT, ROLLBACK and messages

A script for SQL Server asks after each statement whether it failed. PostgreSQL refuses everything behind an error until
the transaction ends, and its COMMIT then undoes the transaction: a COMMIT says the same. Scripts should run with psql's
ON_ERROR_STOP, so that nothing outside of the transaction runs behind an error.

```zh
以 @@ERROR 或 @@TRANCOUNT 判断后提交、回滚或提示
SQL Server 脚本在语句之后检查是否出错。PostgreSQL 出错后拒绝事务内其余语句，COMMIT 即等于回滚，因此写一个 COMMIT 即可。请以 psql 的 ON_ERROR_STOP 运行脚本，以免出错后继续执行事务之外的语句。
```
```sqlserver
IF @@ERROR <> 0 ROLLBACK TRAN ELSE COMMIT TRAN
```
```postgres
-- dbmigrate SE207 1: IF on @@ERROR or @@TRANCOUNT around COMMIT, ROLLBACK and messages
COMMIT
```
```refused 42601
```
```sqlserver
IF @@ERROR <> 0 SET NOEXEC ON
```
```postgres
-- dbmigrate SE207 1: IF on @@ERROR or @@TRANCOUNT around COMMIT, ROLLBACK and messages
-- IF @@ERROR <> 0 SET NOEXEC ON
```
```refused 42601
```
```quiet
SELECT 1 AS error
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.standing import truth
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Environment, Guard, Node, below

ASKED = frozenset({"@@ERROR", "@@TRANCOUNT", "XACT_STATE"})
HANDLING = frozenset({"transaction", "print", "message", "session", "error"})


def is_error_handling(guard: Guard) -> bool:
    """The condition asks for an error or an open transaction, and the branches hold nothing but an answer to it."""
    variables = {w for w in guard.words(guard.condition.part) if w.startswith("@") or w == "XACT_STATE"}
    return bool(variables) and variables <= ASKED and all(is_handling(n) for n in (*guard.then, *guard.otherwise))


def is_handling(node: Node) -> bool:
    """A message, a transaction's end, an option of the session; also behind further questions of that kind."""
    if isinstance(node, Guard):
        return is_error_handling(node)
    return isinstance(node, Environment) and node.kind in HANDLING


@rule("SE207", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Guard))
def check(guard: Guard, context: Context) -> Hit | None:
    if not is_error_handling(guard) or context.above(Guard) is not None or truth(guard, context.standing) is not None:
        return None
    if not any(n.words()[0] == "COMMIT" for n in below(guard, Environment)):
        return Hit(replace=[(guard, COMMENT_OUT)])
    first, last = guard.part.first, guard.part.last
    return Hit(replace=[(Part(first, first), "COMMIT"), (Part(first + 1, last), "")])
