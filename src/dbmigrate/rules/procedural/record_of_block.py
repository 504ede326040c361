"""record {name} of a block as a composite type

PL/pgSQL declares no types: the record is made beside the routine, before it, and so is one for the rows of a cursor that
a collection holds. A block without a name gets a temporary
one.

```zh
块中声明的记录类型 {name} 成为复合类型
PL/pgSQL 不能声明类型：在例程之前另行创建该类型，集合所含游标行的类型亦然；匿名块使用临时类型。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
```
```oracle
CREATE FUNCTION codes_of(p_last INTEGER) RETURN VARCHAR IS
  TYPE t_ward IS RECORD (id INTEGER, code VARCHAR(10));
  TYPE t_wards IS TABLE OF t_ward INDEX BY BINARY_INTEGER;
  r t_ward;
  l t_wards;
  s VARCHAR(100);
BEGIN
  FOR i IN 1 .. p_last LOOP
    r.id := i;
    SELECT code INTO r.code FROM ward WHERE id = i;
    l(i) := r;
  END LOOP;
  l(p_last).code := 'z';
  FOR i IN 1 .. l.COUNT LOOP
    s := s || l(i).id || l(i).code;
  END LOOP;
  RETURN s;
END;
/
```
```postgres
-- dbmigrate PL100 5: type T_WARDS of code is codes_of_t_ward[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE TYPE codes_of_t_ward AS (id bigint, code varchar(10));
CREATE FUNCTION codes_of(p_last bigint) RETURNS VARCHAR AS $$
#variable_conflict use_column
DECLARE
  r codes_of_t_ward;
  l codes_of_t_ward[];
  s VARCHAR(100);
BEGIN
  FOR i IN 1 .. p_last LOOP
    r.id := i;
    SELECT code INTO STRICT r.code FROM ward WHERE id = i;
    l[i] := r;
  END LOOP;
  l[p_last].code := 'z';
  FOR i IN 1 .. (SELECT count(*) FROM generate_subscripts(l, 1) AS taken(at) WHERE l[taken.at] IS DISTINCT FROM NULL) LOOP
    s := nullif(concat(s, (l[i]).id, (l[i]).code), '');
  END LOOP;
  RETURN s;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT codes_of(2)
```
```rows
1a2z
```
```refused 42704
```
```oracle
CREATE FUNCTION rows_of(p_n NUMBER) RETURN VARCHAR2 IS
  CURSOR c_wards IS SELECT id, code, id * p_n AS places, NVL(code, '-') label FROM ward ORDER BY id;
  TYPE t_wards IS TABLE OF c_wards%ROWTYPE;
  TYPE t_places IS TABLE OF c_wards%ROWTYPE INDEX BY VARCHAR2(10);
  v t_wards;
  m t_places;
  r VARCHAR2(100);
BEGIN
  OPEN c_wards;
  FETCH c_wards BULK COLLECT INTO v;
  CLOSE c_wards;
  FOR i IN 1 .. v.COUNT LOOP
    m(v(i).code) := v(i);
    r := r || v(i).label || v(i).places || ' ';
  END LOOP;
  RETURN r || m('b').id;
END;
/
```
```then
SELECT rows_of(10)
```
```rows
a10 b20 2
```
```refused 42704
```
```quiet
CREATE PROCEDURE p IS
  r ward%ROWTYPE;
BEGIN
  r.id := 1;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.catalog.packages import item
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.block_records import ANY
from dbmigrate.rules.procedural.judgement import Judgement, judge, judge_routine
from dbmigrate.rules.procedural.nested_functions import path_to
from dbmigrate.rules.procedural.plsql_types import MOST_STEPS, Known, of_cursor_row, of_item
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.nodes import (
    Anchored,
    AnonymousBlock,
    CollectionType,
    RecordType,
    Routine,
    Trigger,
    key_of,
)


@rule(
    "PL135",
    source="oracle",
    severity=Severity.REFUSED,
    on=(node(Routine), node(AnonymousBlock), node(Trigger)),
    after=("PL015", "PL132"),  # the types stand before what uses them
)
def check(unit: Routine | AnonymousBlock | Trigger, context: Context) -> Hit | None:
    judgement = judge_routine(unit, context) if isinstance(unit, Routine) else judge(unit, context)
    if judgement is None or judgement.unclear:
        return None
    made: list[tuple[RecordType | CollectionType, Known]] = [(r, known) for r in below(unit, RecordType) if isinstance(r, RecordType) and (known := type_of(r, unit, judgement, context))]
    made += [(c, row) for c in below(unit, CollectionType) if isinstance(c, CollectionType) and (row := row_of(c, unit, judgement, context))]
    if not made:
        return None
    spell = context.names.spell
    text = ""
    for known in {known.text: known for _, known in made}.values():
        fields = ", ".join(f"{spell(n.lower(), False, 'column')} {held.text}" for n, held in known.fields.items())
        if isinstance(unit, AnonymousBlock):
            text += f"DROP TYPE IF EXISTS {known.text};\n"  # another block of the session may have made one
        text += f"CREATE TYPE {known.text} AS ({fields});\n"
    values = {"name": ", ".join(r.name.text() for r, _ in made)}
    return Hit(replace=[(unit.part.before, literal_template(text))], values=values)


def type_of(record: RecordType, unit: Routine | AnonymousBlock | Trigger, judgement: Judgement, context: Context) -> Known | None:
    """None where it stays a record of any kind, or is not written."""
    declared = item(record)
    if declared is None or (record.part.first, record.part.last) in judgement.left:
        return None
    around = path_to(unit, record)
    context.path.extend(around)
    known = of_item(key_of(record.name), declared, context, (), MOST_STEPS)
    del context.path[len(context.path) - len(around) :]
    return known if known is not None and known.text != ANY else None


def row_of(
    made: CollectionType, unit: Routine | AnonymousBlock | Trigger, judgement: Judgement, context: Context
) -> Known | None:
    """Of the cursor whose rows the collection holds."""
    declared = item(made)
    cursor = made.element if isinstance(made.element, Anchored) else None
    if declared is None or declared.type is None or cursor is None or (made.part.first, made.part.last) in judgement.left:
        return None
    around = path_to(unit, made)
    context.path.extend(around)
    known = of_cursor_row(declared.type, context)
    del context.path[len(context.path) - len(around) :]
    return known
