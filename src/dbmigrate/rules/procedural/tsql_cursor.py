"""cursor {name}

A cursor is a variable of type refcursor in PL/pgSQL; its query stands at OPEN, and FETCH tells by FOUND whether there
was a row: that becomes the status which T-SQL keeps in @@FETCH_STATUS.

```zh
游标 {name}
PL/pgSQL 的游标是 refcursor 类型的变量，查询写在 OPEN 处；FETCH 后由 FOUND 得知是否取到行，并转为 T-SQL 的 @@FETCH_STATUS。
```
```notes
kept | behind the last row the variables are NULL, T-SQL keeps what the last row had | 取完最后一行后变量为 NULL，而 T-SQL 保留最后一行的值
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
INSERT INTO ward (id, beds) VALUES (2, 20);
CREATE TABLE seen (id INTEGER, beds INTEGER);
```
```sqlserver
CREATE PROCEDURE copy_wards @smallest INTEGER AS
BEGIN
  DECLARE @id INTEGER, @n INTEGER
  DECLARE cur_ward CURSOR LOCAL FAST_FORWARD FOR
    SELECT id, beds FROM ward WHERE beds > @smallest ORDER BY id
  OPEN cur_ward
  FETCH NEXT FROM cur_ward INTO @id, @n
  WHILE @@FETCH_STATUS = 0
  BEGIN
    INSERT INTO seen (id, beds) VALUES (@id, @n)
    FETCH NEXT FROM cur_ward INTO @id, @n
  END
  CLOSE cur_ward
  DEALLOCATE cur_ward
END
```
```postgres
CREATE PROCEDURE copy_wards (smallest INTEGER) AS $$
DECLARE
  v_id INTEGER;
  n INTEGER;
  cur_ward refcursor;
  fetch_status integer;
BEGIN
  OPEN cur_ward FOR SELECT id, beds FROM ward WHERE beds > smallest ORDER BY id NULLS FIRST;
  FETCH NEXT FROM cur_ward INTO v_id, n;
  fetch_status := CASE WHEN FOUND THEN 0 ELSE -1 END;
  WHILE fetch_status = 0 LOOP
    INSERT INTO seen (id, beds) VALUES (v_id, n);
    FETCH NEXT FROM cur_ward INTO v_id, n;
    fetch_status := CASE WHEN FOUND THEN 0 ELSE -1 END;
  END LOOP;
  CLOSE cur_ward;
END;
$$ LANGUAGE plpgsql
```
```then
CALL copy_wards(5);
SELECT id, beds FROM seen ORDER BY id
```
```rows
1 | 10
2 | 20
```
```refused 42601
```
```quiet
CREATE TABLE cursor_log (id INTEGER)
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_cursors import definition_of, moves_freely
from dbmigrate.rules.procedural.tsql_judgement import FETCHED, TsqlJudgement, is_written, understood
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.tsql_executed_cursors import executed_cursors
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import (
    CursorCommand,
    DeclareCursor,
    SetVariable,
    TryCatch,
    TsqlFetch,
    While,
)

Found = DeclareCursor | SetVariable | CursorCommand | TsqlFetch


@rule(
    "PL217",
    source="sqlserver",
    severity=Severity.REFUSED,
    on=(node(DeclareCursor), node(SetVariable), node(CursorCommand), node(TsqlFetch)),
    after=("PL206",),
)
def check(found: Found, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(found, context):
        return None
    unit = context.above(TsqlUnit)
    assert unit is not None
    if isinstance(found, DeclareCursor):
        return Hit(replace=[(found, "")], values={"name": found.name.text()})
    if isinstance(found, SetVariable):
        return Hit(replace=[(found, "")], values={"name": found.target.text()}) if found.cursor else None
    values = {"name": found.cursor.text()}
    replace: list[tuple[object, ...]] = [(found.global_part, "")] if found.global_part else []
    if isinstance(found, CursorCommand):
        if found.kind == "deallocate" or (found.kind == "close" and is_closed_by_error(found, judgement, context)):
            return Hit(replace=[(found, "")], values=values)
        definition = definition_of(found, unit) if found.kind == "open" else None
        if found.kind == "open" and found.cursor.value.lower() in executed_cursors(unit):
            return Hit(replace=[(found, "")], values=values)  # PL243 opens it
        if definition is None:
            return Hit(replace=replace, values=values) if replace else None
        way = " SCROLL FOR {}" if moves_freely(found.cursor.value, unit) else " FOR {}"
        return Hit(replace=[*replace, (found.cursor.part.after, way, definition.query)], values=values)
    name = judgement.names.get(FETCHED.lower())
    if name is not None:
        line = f"\n{indent(found.lexed, found.part)}{name} := CASE WHEN FOUND THEN 0 ELSE -1 END;"
        replace.append((found.part.after, line))
    more: dict[str, Any] = {"note": "kept", "fix": Fix.REVIEW} if is_read_later(found, context) else {}
    return Hit(replace=replace, values=values, **more) if replace or more else None


def is_closed_by_error(found: CursorCommand, judgement: TsqlJudgement, context: Context) -> bool:
    """It stands in a handler, and the block that the error has left opened the cursor."""
    name, place = found.cursor.value.lower(), found.part.first
    for above in context.path:
        if not isinstance(above, TryCatch) or above.begin_catch is None or place < above.begin_catch.first:
            continue
        if any(opens(node, name) for one in above.statements for node in below(one, CursorCommand)):
            return True
    for one in judgement.undone:
        behind = [r.behind for r in one.rollbacks if r.behind is not None]
        if any(part.first <= place <= part.last for part in behind):
            listed = one.statements[one.start : max(one.ends) + 1]
            return any(opens(node, name) for n in listed for node in below(n, CursorCommand))
    return False


def opens(node: Node, name: str) -> bool:
    return isinstance(node, CursorCommand) and node.kind == "open" and node.cursor.value.lower() == name


def is_read_later(fetch: TsqlFetch, context: Context) -> bool:
    """A variable is named behind the loop in which it is fetched."""
    loop = context.above(While)
    if loop is None:
        return False
    names = {t.value.lower() for t in fetch.targets}
    tokens = fetch.lexed.tokens[loop.part.last + 1 :]
    return any(t.text.lower() in names for t in tokens)
