"""OUTPUT gives back the rows of a change

PostgreSQL writes RETURNING at the end. It knows one state of the row: the new one after INSERT and UPDATE, the old one
after DELETE; the old values of an UPDATE are read, and locked, by a query beside it. OUTPUT .. INTO becomes an INSERT of
what the change gives back. OUTPUT of MERGE, and of changes with other tables, has to be written by hand.

```zh
OUTPUT 返回被修改的行
PostgreSQL 在语句末尾写 RETURNING，只能给出行的一种状态：INSERT、UPDATE 为新值，DELETE 为旧值。UPDATE 的旧值由旁边的查询读取并加锁；OUTPUT .. INTO 改为插入修改所返回的行。MERGE 的 OUTPUT 及涉及其他表的修改须人工改写。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee INT);
INSERT INTO visit VALUES (1, 5);
```
```sqlserver
INSERT INTO visit (id, fee) OUTPUT inserted.id, inserted.fee AS amount VALUES (2, 7)
```
```postgres
INSERT INTO visit (id, fee) VALUES (2, 7) RETURNING id, fee AS amount
```
```rows
2 | 7
```
```refused 42601
```
```sqlserver
UPDATE visit SET fee = fee + 1 OUTPUT INSERTED.* WHERE id = 1
```
```postgres
UPDATE visit SET fee = fee + 1 WHERE id = 1 RETURNING *
```
```rows
1 | 6
```
```refused 42601
```
```sqlserver
DELETE FROM visit OUTPUT deleted.id WHERE id = 1
```
```postgres
DELETE FROM visit WHERE id = 1 RETURNING id
```
```rows
1
```
```refused 42601
```
```sqlserver
UPDATE visit SET fee = fee + 1 OUTPUT deleted.fee, inserted.fee AS new, inserted.fee - deleted.fee WHERE id = 1
```
```postgres
UPDATE visit SET fee = fee + 1 FROM (SELECT visit.ctid AS row_id, fee AS old_fee FROM visit WHERE id = 1 FOR UPDATE) AS deleted WHERE visit.ctid = deleted.row_id RETURNING deleted.old_fee AS fee, fee AS new, fee - deleted.old_fee
```
```rows
5 | 6 | 1
```
```refused 42601
```
```sqlserver
DELETE FROM visit OUTPUT deleted.id, deleted.fee * 2 INTO visit (id, fee) WHERE id = 1
```
```postgres
WITH changed AS (DELETE FROM visit WHERE id = 1 RETURNING id, fee * 2) INSERT INTO visit (id, fee) SELECT * FROM changed
```
```then
SELECT id, fee FROM visit
```
```rows
1 | 10
```
```refused 42601
```
```sqlserver
MERGE INTO visit v USING (SELECT 1 AS id) s ON v.id = s.id WHEN MATCHED THEN UPDATE SET fee = 2 OUTPUT $action, inserted.id
```
```refused 42601
```
```quiet
INSERT INTO visit (id) VALUES (3)
```
```notes
form | such an OUTPUT has to be written by hand | 此类 OUTPUT 须人工改写
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.output_forms import Output, old_rows, output_of, stored_rows
from dbmigrate.syntax.ddl.nodes import Dml, Procedural


@rule("DM205", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Dml), after=("DM204",))
def check(statement: Dml, context: Context) -> Hit | None:
    output = output_of(statement)
    if output is None or context.above(Procedural) is not None:
        return None
    words, clause = statement.lexed.words, output.clause
    later = [words[k] for k in output.own if k > clause.last]
    from_items = words[statement.part.first] != "INSERT" and "FROM" in later
    edits = None if from_items or not output.state else written(output, context)
    if edits is None:
        return Hit(note="form", fix=Fix.NONE, at=clause)
    return Hit(replace=[(clause, ""), *edits], at=clause)


def written(output: Output, context: Context) -> list[tuple[Any, ...]] | None:
    words = output.lexed.words
    inside = range(output.items.first, output.items.last + 1)
    states = {words[k] for k in inside if words[k] in ("INSERTED", "DELETED") and words[k + 1] == "."}
    if any(words[k] == "$" for k in inside):
        return None
    behind = ""
    places: tuple[Part, ...] = ()
    edits: list[tuple[Any, ...]] = []
    if states <= {output.state}:
        edits = [(Part(k, k + 1), "") for k in inside if words[k] == output.state and words[k + 1] == "."]
    elif words[output.own[0]] == "UPDATE":
        made = old_rows(output, context)
        if made is None:
            return None
        behind, places, edits = made
    else:
        return None
    before, after, target = stored_rows(output)
    edits = [*before, (output.end.after, f"{behind} RETURNING {{}}{after}", *places, output.items, *target), *edits]
    return edits
