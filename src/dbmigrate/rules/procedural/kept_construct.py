"""{what} in code that stays as it is

The target runs PL/SQL, and what no rule rewrites stays. Of this construct its documents say that it is refused, or they
say nothing: the unit may fail when it is created. Ask the target.

```zh
保留原样的代码中的 {what}
目标库可直接执行 PL/SQL，无规则改写的内容保持原样。其文档说明不支持该写法，或没有提及：创建时可能失败，请在目标库上确认。
```
```notes
lacking | the target refuses it | 目标库不支持
unknown | no source says whether the target takes it | 没有资料说明目标库是否支持
```
```example tests/cases/oracle/kept_constructs.md
```
```quiet
CREATE FUNCTION one RETURN NUMBER IS
BEGIN
  RETURN 1;
END;
/
```
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Block, Routine
from dbmigrate.syntax.procedural.statements import CallStatement, ExecuteImmediate, ForAll, Goto, PipeRow, Sql


class Construct(NamedTuple):
    kind: type[Node]
    what: str
    capability: str
    test: Callable[[Any, Context], bool]


def always(_: Any, __: Context) -> bool:
    return True


def is_nested(unit: Routine, context: Context) -> bool:
    """A routine that a block of code declares, and not a package or a type."""
    owner = context.path[-2] if len(context.path) > 1 and isinstance(context.path[-1], Block) else None
    return unit.body is not None and isinstance(owner, (Routine, Block, AnonymousBlock))


def sets_row(found: Sql, _: Context) -> bool:
    words = found.lexed.words[found.part.first : found.part.last + 1]
    return any(words[k : k + 3] == ["SET", "ROW", "="] for k in range(len(words)))


CONSTRUCTS: Final = (
    Construct(CallStatement, "a call behind a database link", "database_link", lambda n, _: "@" in n.callee.text()),
    Construct(Goto, "GOTO", "goto", always),
    Construct(PipeRow, "PIPE ROW", "pipelined_functions", always),
    Construct(Routine, "a nested subprogram", "nested_procedures", is_nested),
    Construct(ForAll, "FORALL .. IN INDICES OF or VALUES OF", "forall_indices_of", lambda n, _: n.kind != "range"),
    Construct(ForAll, "FORALL .. SAVE EXCEPTIONS", "forall_save_exceptions", lambda n, _: n.save is not None),
    Construct(Sql, "UPDATE .. SET ROW", "update_set_row", sets_row),
    Construct(
        ExecuteImmediate,
        "EXECUTE IMMEDIATE .. BULK COLLECT INTO",
        "execute_immediate_bulk_collect",
        lambda n, _: n.into is not None and n.into.bulk,
    ),
    Construct(
        ExecuteImmediate,
        "EXECUTE IMMEDIATE .. RETURNING INTO",
        "execute_immediate_returning",
        lambda n, _: n.returning is not None,
    ),
)


@rule(
    "PL302",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=tuple({node(c.kind): None for c in CONSTRUCTS}),
    kept=True,
)
def check(found: Node, context: Context) -> Hit | None:
    if not context.kept_code:
        return None
    for construct in CONSTRUCTS:
        if isinstance(found, construct.kind) and construct.test(found, context):
            has = context.target.capability(construct.capability).has
            if has in ("no", "partial", "unknown"):
                note = "lacking" if has == "no" else "unknown"
                fix = Fix.NONE if has == "no" else Fix.REVIEW
                return Hit(values={"what": construct.what}, note=note, fix=fix)
    return None
