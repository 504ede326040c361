"""OUTPUT gives back the rows of a change

PostgreSQL writes RETURNING at the end. It knows one state of the row: the new one after INSERT and UPDATE, the old one
after DELETE; the old values of an UPDATE and OUTPUT .. INTO have to be written by hand.

```zh
OUTPUT 返回被修改的行
PostgreSQL 在语句末尾写 RETURNING，只能给出行的一种状态：INSERT、UPDATE 为新值，DELETE 为旧值。UPDATE 的旧值与 OUTPUT .. INTO 须人工改写。
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
UPDATE visit SET fee = 1 OUTPUT deleted.fee WHERE id = 1
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

from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Dml, Procedural
from dbmigrate.syntax.lex import Lexed

STATE: Final = {"INSERT": "INSERTED", "UPDATE": "INSERTED", "DELETE": "DELETED"}
BEHIND: Final = frozenset({"VALUES", "SELECT", "FROM", "WHERE", "DEFAULT", "EXEC", "EXECUTE", "OPTION", "WITH", ";"})


@rule("DM205", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Dml))
def check(statement: Dml, context: Context) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    words, around = lexed.words, lexed.brackets.around
    own = [k for k in range(part.first, part.last + 1) if around[k] == around[part.first]]
    clause = output_of(words, own)
    if clause is None or context.above(Procedural) is not None:
        return None
    state = STATE.get(words[part.first], "")
    inside = range(clause.first + 1, clause.last + 1)
    other = {"INSERTED", "DELETED", "$"} - {state}
    later = [words[k] for k in own if k > clause.last]
    from_items = words[part.first] != "INSERT" and "FROM" in later
    if not state or "INTO" in [words[k] for k in inside] or any(words[k] in other for k in inside) or from_items:
        return Hit(note="form", fix=Fix.NONE, at=clause)
    items = Part(clause.first + 1, clause.last)
    replace: list[tuple[Any, ...]] = [(clause, ""), (end_of(lexed, own).after, " RETURNING {}", items)]
    replace += [(Part(k, k + 1), "") for k in inside if words[k] == state and words[k + 1] == "."]
    return Hit(replace=replace, at=clause)


def output_of(words: list[str], own: list[int]) -> Part | None:
    """The clause, from OUTPUT to the word of the next one."""
    first = next((k for k in own if words[k] == "OUTPUT"), None)
    if first is None:
        return None
    last = next((k for k in own if k > first and words[k] in BEHIND), own[-1] + 1)
    return Part(first, last - 1)


def end_of(lexed: Lexed, own: list[int]) -> Part:
    """What stands before OPTION, or the whole statement."""
    last = next((k for k in own if lexed.words[k] == "OPTION"), own[-1] + 1)
    return Part(own[0], last - 1)
