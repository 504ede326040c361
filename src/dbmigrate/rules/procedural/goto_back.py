"""GOTO back to the label {label}

PL/pgSQL knows no GOTO. The statements from the label to the last GOTO become a loop with the label as its name, which is
left at its end; CONTINUE begins it again, also out of loops, blocks and handlers within.

```zh
向后跳转到标签 {label} 的 GOTO
PL/pgSQL 没有 GOTO。从标签到最后一个 GOTO 的语句改为以标签命名的循环，循环末尾离开；GOTO 改为 CONTINUE，可从其中的循环、块和异常处理中重新开始。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER);
INSERT INTO ward VALUES (1, 7), (2, 7);
```
```oracle
CREATE FUNCTION next_ward (p_id INTEGER) RETURN VARCHAR IS
  v INTEGER := p_id;
  n INTEGER := 0;
BEGIN
  <<again>>
  n := n + 1;
  FOR i IN 1 .. 3 LOOP
    BEGIN
      INSERT INTO ward (id, beds) VALUES (v, n);
    EXCEPTION
      WHEN DUP_VAL_ON_INDEX THEN
        v := v + 1;
        GOTO again;
    END;
    EXIT WHEN i = 1;
  END LOOP;
  IF n < 4 THEN
    v := v + 1;
    GOTO again;
  END IF;
  RETURN v || ' ' || n;
END;
/
```
```then
SELECT next_ward(1)
```
```rows
4 4
```
```refused 42601
```
```quiet
CREATE PROCEDURE add_ward (p_id INTEGER) IS
BEGIN
  IF p_id < 0 THEN
    GOTO done;
  END IF;
  INSERT INTO ward (id) VALUES (p_id);
  <<done>>
  NULL;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Label, key_of
from dbmigrate.syntax.procedural.statements import Goto


@rule("PL147", source="oracle", severity=Severity.REFUSED, on=(node(Goto), node(Label)), after=("PL122", "PL119"))
def check(found: Goto | Label, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    name = found.label if isinstance(found, Goto) else found.name
    turn = judgement.turns.get(key_of(name)) if judgement is not None else None
    if turn is None:
        return None
    values = {"label": name.text()}
    if isinstance(found, Goto):
        return Hit(replace=[(found.keyword, "CONTINUE")], values=values)
    blanks = indent(found.lexed, found.part)
    ending = (turn.last.part.after, f"\n{blanks}EXIT {{}};\n{blanks}END LOOP;", found.name)
    return Hit(replace=[(found.part.after, " LOOP"), ending], values=values)
