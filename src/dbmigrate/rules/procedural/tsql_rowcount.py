"""@@ROWCOUNT behind the statement that it tells of

PL/pgSQL keeps the number of rows until somebody asks for it: GET DIAGNOSTICS puts it into a variable right behind the
statement. Other statements than those that change or read rows set @@ROWCOUNT as well: what asks behind them is an open
issue.

```zh
紧跟在语句之后的 @@ROWCOUNT
PL/pgSQL 需用 GET DIAGNOSTICS 取得上一语句影响的行数：在该语句之后立即存入变量。其他语句也会改变 @@ROWCOUNT，在其后读取时提示复核。
```
```notes
other | it tells of another statement than the one that changes or reads rows | 它说明的不是增删改查语句
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
```
```sqlserver
CREATE PROCEDURE save_ward @id INTEGER, @n INTEGER AS
BEGIN
  UPDATE ward SET beds = @n WHERE id = @id
  IF @@ROWCOUNT = 0
    INSERT INTO ward (id, beds) VALUES (@id, @n)
END
```
```postgres
CREATE PROCEDURE save_ward (id INTEGER, n INTEGER) AS $$
#variable_conflict use_column
DECLARE
  rowcount integer;
BEGIN
  UPDATE ward SET beds = n WHERE id = save_ward.id;
  GET DIAGNOSTICS rowcount = ROW_COUNT;
  IF rowcount = 0 THEN
    INSERT INTO ward (id, beds) VALUES (save_ward.id, n);
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CALL save_ward(1, 11);
CALL save_ward(2, 20);
SELECT id, beds FROM ward ORDER BY id
```
```rows
1 | 11
2 | 20
```
```refused 42883
```
```quiet
SELECT 1 AS n
```
"""


from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import VARIABLE, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.latest import latest
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT, is_counted
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement, is_written, understood
from dbmigrate.rules.procedural.tsql_select import LOOP
from dbmigrate.rules.procedural.tsql_shapes import NONE
from dbmigrate.rules.procedural.tsql_text import following, indent, only_block
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Statement
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlTrigger, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import (
    Declare,
    InsertExecute,
    Nothing,
    SetOption,
    TsqlIf,
    TsqlSqlStatement,
    While,
)


@rule("PL211", source="sqlserver", severity=Severity.REFUSED, on=(VARIABLE, node(TsqlSqlStatement), node(InsertExecute)), after=("PL206",))
def check(found: Expr | TsqlSqlStatement | InsertExecute, context: Context) -> Hit | None:
    judgement = understood(context)
    name = judgement.names.get(ROWCOUNT.lower()) if judgement else None
    if name is None or judgement is None:
        return None
    if isinstance(found, (TsqlSqlStatement, InsertExecute)):
        unit = context.above(TsqlUnit)
        if unit is None or not is_written(found, context) or not is_counted(found, judgement.modes):
            return None
        if isinstance(found, InsertExecute) and judgement.shapes.get(found.call.part.first, NONE).kind == "cursors":
            return None  # the helper that fills the table tells it
        if isinstance(found, InsertExecute) and found.call.procedure is not None and found.call.procedure.kind == "variable":
            return None  # so does the one that looks for the procedure
        asked = asks(following(found, context)) or ends_asking_loop(found, context)
        if not asked and not is_asked_later(unit):
            return None
        line = f"\n{indent(found.lexed, found.part)}GET DIAGNOSTICS {name} = ROW_COUNT;"
        return Hit(replace=[(found.part.after, line)])
    if found.node.name.upper() != ROWCOUNT:
        return None
    if tells_of_rows(context, judgement):
        return Hit(replace=[(found, name)])
    return Hit(replace=[(found, name)], note="other", fix=Fix.REVIEW)


def asks(node: Node | None) -> bool:
    """Its first expression reads @@ROWCOUNT."""
    if node is None:
        return False
    words = node.condition.words() if isinstance(node, TsqlIf) else node.words()
    return ROWCOUNT in words


def ends_asking_loop(found: Node, context: Context) -> bool:
    """The last statement of a loop whose condition reads it: the next round asks for its rows."""
    loop = context.above(While)
    if loop is None or ROWCOUNT not in loop.condition.words():
        return False
    words = loop.lexed.words[found.part.last + 1 : loop.part.last + 1]
    return set(words) <= {"END", ";"}


@latest
def is_asked_later(unit: TsqlUnit) -> bool:
    """Somewhere it is read that is not the statement right behind."""
    lists = [getattr(n, name, ()) for n in below(unit, Node) for name in ("statements", "handler")]
    direct = sum(1 for one in lists for a, b in zip(one, one[1:], strict=False) if asks(b) and is_counted(a, {}))
    block = only_block(unit.body) if isinstance(unit, TsqlTrigger) and isinstance(unit.body, TsqlBody) else None
    listed = block.statements if block else getattr(unit.body, "statements", ()) if isinstance(unit, TsqlTrigger) else ()
    first = next((n for n in listed if not isinstance(n, (Nothing, Declare, SetOption))), None)
    return unit.lexed.words.count(ROWCOUNT) > direct + asks(first)


def tells_of_rows(context: Context, judgement: TsqlJudgement) -> bool:
    """The statement before it in its list is one whose rows are counted."""
    at = max((k for k, n in enumerate(context.path) if isinstance(n, Statement)), default=0)
    own, above = context.path[at], context.path[at - 1] if at else None
    for statements in (getattr(above, "statements", ()), getattr(above, "handler", ())):
        k = next((k for k, s in enumerate(statements) if s is own), -1)
        before = [s for s in statements[: max(k, 0)] if not isinstance(s, (Nothing, Declare))]
        if k >= 0 and not [s for s in before if not isinstance(s, SetOption)]:
            return context.above(TsqlTrigger) is not None  # the rows of the event
        if k >= 0:
            last = before[-1]
            mode = judgement.modes.get(last.sql.part.first) if isinstance(last, TsqlSqlStatement) else ""
            return is_counted(last, judgement.modes) or mode == LOOP
    return False

