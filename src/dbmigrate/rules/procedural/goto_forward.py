"""GOTO forward to the label {label}

PL/pgSQL knows no GOTO. The statements between become a block with the label as its name, which EXIT leaves, also out of
loops, blocks and handlers within: the code goes on behind it, and what was done stays.

```zh
向前跳转到标签 {label} 的 GOTO
PL/pgSQL 没有 GOTO。中间的语句改为以标签命名的块，用 EXIT 离开该块（可从其中的循环、内层块和异常处理中离开），代码从块后继续执行，已完成的操作保留。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER);
INSERT INTO ward VALUES (7, 7);
```
```oracle
CREATE PROCEDURE add_ward (p_id INTEGER, p_code OUT INTEGER) IS
BEGIN
  p_code := -1;
  IF p_id < 0 THEN
    GOTO done;
  END IF;
  BEGIN
    INSERT INTO ward (id, beds) VALUES (p_id, 0);
  EXCEPTION
    WHEN DUP_VAL_ON_INDEX THEN
      p_code := -2;
      GOTO done;
  END;
  FOR i IN 1..9 LOOP
    IF i > p_id THEN
      GOTO filled;
    END IF;
    UPDATE ward SET beds = beds + 1 WHERE id = p_id;
  END LOOP;
  <<filled>>
  p_code := 1;
  <<done>>
  INSERT INTO ward (id, beds) VALUES (100 + p_id, p_code);
END;
/
```
```postgres
CREATE PROCEDURE add_ward (p_id bigint, p_code OUT bigint) AS $$
BEGIN
  p_code := -1;
  <<done>> BEGIN
  IF p_id < 0 THEN
    EXIT done;
  END IF;
  BEGIN
    INSERT INTO ward (id, beds) VALUES (p_id, 0);
  EXCEPTION
    WHEN unique_violation THEN
      p_code := -2;
      EXIT done;
  END;
  <<filled>> BEGIN
  FOR i IN 1..9 LOOP
    IF i > p_id THEN
      EXIT filled;
    END IF;
    UPDATE ward SET beds = beds + 1 WHERE id = p_id;
  END LOOP;
  END filled;
  p_code := 1;
  END done;
  INSERT INTO ward (id, beds) VALUES (100 + p_id, p_code);
END;
$$ LANGUAGE plpgsql;

```
```then
CALL add_ward(-5, NULL);
CALL add_ward(3, NULL);
CALL add_ward(7, NULL);
SELECT id, beds FROM ward ORDER BY id
```
```rows
3 | 3
7 | 7
95 | -1
103 | 1
107 | -2
```
```refused 42601
```
```quiet
CREATE TABLE goto (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Label, key_of
from dbmigrate.syntax.procedural.statements import Goto


@rule("PL119", source="oracle", severity=Severity.REFUSED, on=(node(Goto), node(Label)), after=("PL122",))
def check(found: Goto | Label, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    name = found.label if isinstance(found, Goto) else found.name
    jump = judgement.jumps.get(key_of(name)) if judgement is not None else None
    if jump is None:
        return None
    values = {"label": name.text()}
    if isinstance(found, Goto):
        return Hit(replace=[(found.keyword, "EXIT")], values=values)
    begin = f"<<{{}}>> BEGIN\n{indent(jump.first.lexed, jump.first.part)}" * len(jump.opened)
    opened = [(jump.first.part.before, begin, *(label.name for label in jump.opened))] if jump.opened else []
    if jump.aim is found:
        return Hit(replace=[*opened, (found, "END {};", found.name)], values=values)
    return Hit(replace=[*opened, (jump.aim.part.before, f"END {{}};\n{indent(found.lexed, found.part)}", found.name)], values=values)
