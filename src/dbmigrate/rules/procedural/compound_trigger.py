"""compound trigger {name}: a function with a branch for each section, and the triggers that call it

What the sections share lives as long as the statement. A setting of the transaction keeps it from one call of the
function to the next, by the depth of triggers around it.

```zh
复合触发器 {name} 改写为一个函数（每个时点一个分支）和调用它的多个触发器
各时点共享的变量在语句期间有效，保存在事务级设置中，按触发器嵌套层次区分，在函数的各次调用之间传递。
```
```notes
order | the target calls AFTER EACH ROW when all rows are changed, Oracle after each of them: what BEFORE EACH ROW hands on is that of the last row | 目标库在所有行修改之后才调用 AFTER EACH ROW，Oracle 则在每行之后调用：BEFORE EACH ROW 传递的是最后一行的值
rows | what the sections share is written and read for each row: long collections take their time | 每一行都要读写共享变量：集合很长时较慢
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
CREATE TABLE seen (what VARCHAR(40));
```
```oracle
CREATE OR REPLACE TRIGGER ward_all FOR INSERT OR UPDATE OF beds ON ward
COMPOUND TRIGGER
  TYPE t_ids IS TABLE OF ward.id%TYPE INDEX BY PLS_INTEGER;
  c_most CONSTANT INTEGER := 100;
  n INTEGER := 0;
  ids t_ids;

  BEFORE EACH ROW IS
  BEGIN
    IF :NEW.beds IS NULL THEN
      :NEW.beds := 1;
      RETURN;
    END IF;
    :NEW.beds := LEAST(:NEW.beds, c_most);
  END BEFORE EACH ROW;

  AFTER EACH ROW IS
    k INTEGER;
  BEGIN
    n := n + 1;
    k := ids.COUNT + 1;
    ids(k) := :NEW.id;
  END AFTER EACH ROW;

  AFTER STATEMENT IS
  BEGIN
    FOR i IN 1 .. ids.COUNT LOOP
      INSERT INTO seen SELECT n || ':' || id || ':' || beds FROM ward WHERE id = ids(i);
    END LOOP;
  END AFTER STATEMENT;
END ward_all;
/
```
```then
INSERT INTO ward VALUES (1, 200), (2, NULL);
UPDATE ward SET beds = 7 WHERE id = 2;
UPDATE ward SET beds = 8 WHERE id = 3;
SELECT what FROM seen
```
```rows
2:1:100
2:2:1
1:2:7
```
```refused 42601
```
```quiet
CREATE TRIGGER ward_bi BEFORE INSERT ON ward FOR EACH ROW
BEGIN
  :NEW.beds := 1;
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import counting, language, quotes
from dbmigrate.rules.procedural.judged_triggers import is_off
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.plsql_types import known_type
from dbmigrate.rules.procedural.trigger_shell import event
from dbmigrate.rules.procedural.trigger_words import creates, executed
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.nodes import (
    CollectionType,
    Compound,
    RecordType,
    TimingPoint,
    Trigger,
    Variable,
    key_of,
)
from dbmigrate.syntax.procedural.statements import Return

SUFFIXES: Final = {"before statement": "bs", "before each row": "br", "after each row": "ar", "after statement": "as"}
STATE: Final = "shared_state"
SECTION: Final = "section_of_trigger"
MOST_BYTES: Final = 63


@rule("PL145", source="oracle", severity=Severity.REFUSED, on=node(Trigger), after=("PL135",))
def check(unit: Trigger, context: Context) -> Hit | None:
    judgement = judge(unit, context)
    body = unit.body
    if judgement.unclear or not isinstance(body, Compound):
        return None
    assert unit.name and unit.keyword and unit.table and body.end
    mark, bare = quotes(unit), context.names.bare
    shared = {n: k for n, k in variables(unit, body, context).items() if n}
    key = literal_template(f"{bare(own_name(unit)).strip(chr(34))}.shared_")
    setting = f"'{key}' || pg_trigger_depth()"
    points = [p for p in body.points if isinstance(p, TimingPoint)]
    kinds = [p.timing.kind for p in points]
    if shared and "before statement" not in kinds:
        kinds.insert(0, "before statement")
    opener = f"CREATE OR REPLACE FUNCTION {{}}() RETURNS trigger AS {mark}"
    opener += "\n#variable_conflict use_column" if judgement.ambiguous else ""
    opener += counting(judgement) + "\nDECLARE" + (f"\n  {STATE} jsonb := nullif(current_setting({setting}, true), '')::jsonb;" if shared else "")
    replace: list[tuple[object, ...]] = [(Part(unit.part.first, body.keyword.last), opener, unit.name)]
    loads = "".join(f"\n    {name} := ({STATE} ->> '{name}')::{type_};" for name, type_ in shared.items())
    loading = f"  IF TG_WHEN <> 'BEFORE' OR TG_LEVEL <> 'STATEMENT' THEN{loads}\n  END IF;\n  " if shared else "  "
    begin = "BEGIN\n" + literal_template(loading)
    for n, point in enumerate(points):
        replace += section(point, begin if n == 0 else "")
    kept = ", ".join(f"'{name}', {name}::text" for name in shared)
    saving = f"  PERFORM set_config({setting}, jsonb_build_object({literal_template(kept)})::text, true);\n" if shared else ""
    closing = f"{saving}  RETURN {returned(unit, kinds)};\nEND;\n{mark} {language(unit, context)};\n"
    places: list[object] = []
    for kind in kinds:
        text, filling = trigger(unit, kind, bare(with_suffix(own_name(unit), SUFFIXES[kind])), context)
        closing, places = closing + text, places + filling
    replace.append((Part(body.end.first, unit.part.last), closing, *places))
    slow = any(isinstance(d, (CollectionType, RecordType)) for d in body.declarations)
    values = {"name": unit.name.text()}
    if shared and {"before each row", "after each row"} <= set(kinds):
        return Hit(replace=replace, values=values, note="order", fix=Fix.REVIEW)
    return Hit(replace=replace, values=values, note="rows" if slow and shared else "", fix=Fix.SAFE)


def own_name(unit: Trigger) -> str:
    assert unit.name
    return unit.name.value if unit.name.is_quoted() else unit.name.value.lower()


def with_suffix(name: str, suffix: str) -> str:
    """Within the length that names may have."""
    cut = name.encode()[: MOST_BYTES - len(suffix) - 1].decode(errors="ignore")
    return f"{cut}_{suffix}"


def variables(unit: Trigger, body: Compound, context: Context) -> dict[str, str]:
    """What the sections share: names and types in the target's words."""
    found: dict[str, str] = {}
    context.path += [unit, body]
    for declared in body.declarations:
        if isinstance(declared, Variable) and not declared.constant:
            known = known_type(declared.type, context)
            name = key_of(declared.name).lower() if not declared.name.is_quoted() else ""
            if known is not None and name:
                found[context.names.bare(name)] = known.text
    del context.path[-2:]
    return found


def section(point: TimingPoint, begin: str) -> Iterator[tuple[object, ...]]:
    """A branch. RETURN leaves it, and not the function."""
    moment, _, level = point.timing.kind.partition(" ")
    level = "ROW" if "row" in level else "STATEMENT"
    head = f"{begin}IF TG_WHEN = '{moment.upper()}' AND TG_LEVEL = '{level}' THEN\n  <<{SECTION}>>"
    yield Part(point.part.first, point.opener.last), head + ("\n  DECLARE" if point.body.declarations else "")
    for found in below(point.body, Return):
        if isinstance(found, Return) and found.value is None:
            yield found.keyword, f"EXIT {SECTION}"
    if point.tail is not None:
        yield point.tail, ""
    yield point.part.after, "\n  END IF;"


def returned(unit: Trigger, kinds: list[str]) -> str:
    """Only a trigger before a row says what becomes of it."""
    if "before each row" not in kinds:
        return "NULL"
    deletes = {e.kind for e in unit.events}
    if deletes == {"delete"}:
        return "OLD"
    return "CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END" if "delete" in deletes else "NEW"


def trigger(unit: Trigger, kind: str, name: str, context: Context) -> tuple[str, list[object]]:
    assert unit.keyword and unit.name and unit.table
    create = "CREATE OR REPLACE" if "REPLACE" in unit.words(unit.keyword) else "CREATE"
    moment, level = kind.split(" ")[0].upper(), "ROW" if "row" in kind else "STATEMENT"
    parts = [Part(event(unit)[0].first + 1, event(unit)[0].last)]  # without FOR
    new, own = creates(context, create), literal_template(name)
    places: list[object] = [*parts, unit.name]
    text = f"\n{new} TRIGGER {own} {moment} {{}} FOR EACH {level} EXECUTE {executed(context)} {{}}();"
    if new != create:
        text = f"\nDROP TRIGGER IF EXISTS {own} ON {{}};{text}"
        places.insert(0, unit.table)
    if is_off(unit):
        text += f"\nALTER TABLE {{}} DISABLE TRIGGER {own};"
        places.append(unit.table)
    return text, places
