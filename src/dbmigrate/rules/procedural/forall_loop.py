"""FORALL as a loop

Turns over INDICES OF or VALUES OF a collection go through its array. With SAVE EXCEPTIONS each turn is a block of its
own, and ORA-24381 (SQLSTATE 24381) is raised behind the loop where any has failed.

```zh
FORALL 改写为循环
INDICES OF、VALUES OF 遍历对应的数组。使用 SAVE EXCEPTIONS 时每一轮是独立的块，若有失败，循环结束后抛出 ORA-24381（SQLSTATE 24381）。
```
```notes
saved | a handler of the block takes back the rows of the turns that went well; Oracle keeps them | 块的异常处理会撤销已成功各轮的数据，Oracle 则保留
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE fill_ward IS
  TYPE t_list IS TABLE OF INTEGER;
  v t_list := t_list(4, 5);
BEGIN
  FORALL i IN 1 .. v.COUNT
    INSERT INTO ward (id) VALUES (v(i));
END;
/
```
```postgres
-- dbmigrate PL100 3: type T_LIST of code is bigint[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE PROCEDURE fill_ward() AS $$
DECLARE
  v bigint[] := ARRAY[4, 5]::bigint[];
BEGIN
  FOR i IN 1 .. coalesce(cardinality(v), 0) LOOP
    INSERT INTO ward (id) VALUES (v[i]);
  END LOOP;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL fill_ward();
SELECT id FROM ward
```
```rows
4
5
```
```refused 42601
```
```oracle
CREATE PROCEDURE fill_ward IS
  TYPE t_list IS TABLE OF INTEGER INDEX BY PLS_INTEGER;
  v t_list;
  x t_list;
BEGIN
  v(2) := 20;
  v(5) := 50;
  v(9) := 90;
  v.DELETE(5);
  x(1) := 9;
  x(2) := 2;
  FORALL i IN INDICES OF v
    INSERT INTO ward (id) VALUES (v(i));
  FORALL i IN INDICES OF v BETWEEN 3 AND 10
    INSERT INTO ward (id) VALUES (v(i) + 1);
  FORALL i IN VALUES OF x
    INSERT INTO ward (id) VALUES (v(i) + 2);
END;
/
```
```then
CALL fill_ward();
SELECT id FROM ward
```
```rows
20
90
91
92
22
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward IS
BEGIN
  FOR i IN 1 .. 2 LOOP
    INSERT INTO ward (id) VALUES (i);
  END LOOP;
END;
/
```
"""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.bulk_outcomes import CODES, INDEXES, STATE, TURN
from dbmigrate.rules.procedural.forall_turns import turns_of
from dbmigrate.rules.procedural.plsql_collections import filled
from dbmigrate.rules.procedural.plsql_package_copies import inside
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import ForAll, Range

FAILED: Final = f"{INDEXES} := {INDEXES} || {TURN}; {CODES} := {CODES} || abs(dbmigrate.sqlcode(SQLSTATE));"


@rule(
    "PL106", source="oracle", severity=Severity.REFUSED, on=node(ForAll), after=("PL126", "PL128", "PL140")
)
def check(found: ForAll, context: Context) -> Hit | None:
    blanks = indent(found.lexed, found.part)
    replace: list[tuple[object, ...]] = [(found.keyword, "FOR")]
    ends: tuple[str, ...] = ("END LOOP;",)
    if isinstance(found.source, Range):
        replace.append((found.source.part.after, " LOOP"))
    else:
        with inside(found, context):
            turns = turns_of(found, context)
        if turns is None:
            return None
        ends = turns.ends
        last = found.between.part.last if found.between is not None else found.source.part.last
        bounds = filled(f"{turns.bounds} {turns.opened}", turns.held, turns.owner)
        replace.append((Part(found.index.part.first, last), *bounds))
    before, after = saved(found, blanks)
    if found.save is not None:
        replace += [
            (found.save, ""),
            (found.part.before, before),
            (found.statement.part.before, f"{TURN} := {TURN} + 1;\n{blanks}  BEGIN\n{blanks}    "),
            (found.statement.part.after, f"\n{blanks}  EXCEPTION WHEN OTHERS THEN\n{blanks}    {FAILED}\n{blanks}  END;"),
        ]
    replace.append((found.part.after, "".join(f"\n{blanks}{end}" for end in ends) + after))
    if found.save is None:
        return Hit(replace=replace)
    return Hit(replace=replace, note="saved", fix=Fix.REVIEW, helpers=("sqlcode",))


def saved(found: ForAll, blanks: str) -> tuple[str, str]:
    """What stands before and behind the loop where exceptions are saved."""
    if found.save is None:
        return "", ""
    before = f"{TURN} := 0;\n{blanks}{INDEXES} := '{{{{}}}}';\n{blanks}{CODES} := '{{{{}}}}';\n{blanks}"
    raised = f"RAISE EXCEPTION USING ERRCODE = '{STATE}', MESSAGE = 'error(s) in array DML';"
    return before, f"\n{blanks}IF cardinality({INDEXES}) > 0 THEN\n{blanks}  {raised}\n{blanks}END IF;"
