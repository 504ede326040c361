"""routine {name} within a block: its body stands where it is called

PL/pgSQL declares no routines in a block. They see and change the variables around them, and so does their body in the
place of the call: a block with the parameters as variables, which RETURN leaves.

```zh
块内声明的例程 {name}：其过程体写在调用处
PL/pgSQL 的块中不能声明例程。此类例程可读写外层变量，把过程体放在调用处效果相同：参数成为块内变量，RETURN 改为退出该块。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
```
```oracle
CREATE PROCEDURE add_wards(p_id INTEGER) IS
  v_count INTEGER := 0;
  v_code VARCHAR(10);

  PROCEDURE add_one(p_id INTEGER, p_code VARCHAR DEFAULT 'x') IS
    n INTEGER := 100; -- 起始
  BEGIN
    IF p_id < 0 THEN
      RETURN;
    END IF;
    v_count := v_count + 1;
    INSERT INTO ward (id, code) VALUES (n + p_id, p_code);
  END add_one;

  FUNCTION next_code(p_last IN OUT INTEGER, p_sign VARCHAR) RETURN VARCHAR IS
  BEGIN
    p_last := p_last + 1;
    RETURN p_sign || p_last;
  END;
BEGIN
  add_one(p_id + 1);
  add_one(-1);
  v_code := next_code(v_count, 'c');
  add_one(p_code => v_code, p_id => v_count);
END;
/
```
```postgres
CREATE PROCEDURE add_wards(p_id bigint) AS $$
DECLARE
  v_count bigint := 0;
  v_code VARCHAR(10);




BEGIN
  <<add_one>>
  DECLARE
    p_id bigint := p_id + 1;
    p_code varchar := 'x';
    n bigint := 100; -- 起始
  BEGIN
    IF p_id < 0 THEN
      EXIT add_one;
    END IF;
    v_count := v_count + 1;
    INSERT INTO ward (id, code) VALUES (n + p_id, p_code);
  END;
  <<add_one>>
  DECLARE
    p_id bigint := -1;
    p_code varchar := 'x';
    n bigint := 100; -- 起始
  BEGIN
    IF p_id < 0 THEN
      EXIT add_one;
    END IF;
    v_count := v_count + 1;
    INSERT INTO ward (id, code) VALUES (n + p_id, p_code);
  END;
  DECLARE
    dbmigrate_73_1 bigint := v_count;
    dbmigrate_73_2 varchar := 'c';
    dbmigrate_73 varchar;
  BEGIN
  DECLARE
    p_last bigint := dbmigrate_73_1;
    p_sign varchar := dbmigrate_73_2;
  BEGIN
  <<next_code>>
  BEGIN
    p_last := p_last + 1;
    dbmigrate_73 := nullif(concat(p_sign, p_last), '');
    EXIT next_code;
  END;
  dbmigrate_73_1 := p_last;
  END;
  v_count := dbmigrate_73_1;
  v_code := dbmigrate_73;
  END;
  <<add_one>>
  DECLARE
    p_id bigint := v_count;
    p_code varchar := v_code;
    n bigint := 100; -- 起始
  BEGIN
    IF p_id < 0 THEN
      EXIT add_one;
    END IF;
    v_count := v_count + 1;
    INSERT INTO ward (id, code) VALUES (n + p_id, p_code);
  END;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL add_wards(1);
SELECT id, code FROM ward
```
```rows
102 | x
102 | c2
```
```refused 42601
```
```quiet
CREATE PACKAGE BODY pk IS
  PROCEDURE a IS
  BEGIN
    NULL;
  END;
  PROCEDURE b IS
  BEGIN
    a;
  END;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import MOVED, Hit, Severity
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.nested_expansion import Text, expansion, nested_around, returned
from dbmigrate.rules.procedural.plsql_nested import INLINE, use_of
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Routine, key_of
from dbmigrate.syntax.procedural.statements import Assignment, CallStatement, Return

PLACES = (Routine, CallStatement, Assignment, Return)


@rule("PL127", source="oracle", severity=Severity.REFUSED, on=tuple(map(node, PLACES)))
def check(found: Routine | CallStatement | Assignment | Return, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or judgement.unclear or not judgement.nested:
        return None
    if isinstance(found, Routine):
        key = key_of(found.name) if found.name else ""
        values = {"name": found.name.text() if found.name else ""}
        return Hit(replace=[(found, MOVED)], values=values) if judgement.nested.get(key) == INLINE else None
    use = use_of(found, context)
    if use is not None and use.routine.name and judgement.nested.get(key_of(use.routine.name)) == INLINE:
        made = expansion(use, context)
        return Hit(replace=[(found, made.template, *made.places)], values={"name": use.routine.name.text()})
    around = nested_around(context)
    if not isinstance(found, Return) or around is None or not around.name:
        return None
    if judgement.nested.get(key_of(around.name)) != INLINE:
        return None
    made = Text(indent(found.lexed, found.part))
    returned(made, context, found.value.part if found.value else None)
    return Hit(replace=[(found, made.template, *made.places)], values={"name": around.name.text()})
