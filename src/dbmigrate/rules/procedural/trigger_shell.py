"""trigger {name}: a function and the trigger that calls it

In PostgreSQL a trigger has no body of its own. The body becomes a function of the trigger's name that returns the row
to be written; the trigger names its events and its table and calls it. A WHEN that asks for the old row of an INSERT, or
for the new one of a DELETE, stands in the body. FOLLOWS goes: PostgreSQL fires triggers in the order of their names.

```zh
触发器 {name} 改写为函数和调用它的触发器
PostgreSQL 的触发器没有自己的过程体。过程体改为与触发器同名的函数，返回要写入的行；触发器只指明事件和表，并调用该函数。WHEN 条件引用 INSERT 的旧行或 DELETE 的新行时移入过程体。FOLLOWS 被去掉：PostgreSQL 按名称顺序触发。
```
```notes
order | it must come behind the triggers that FOLLOWS names, but its name comes first: rename one of them | 应在 FOLLOWS 所列触发器之后触发，但其名称排在前面：请重命名其中之一
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10), beds INTEGER);
```
```oracle
CREATE OR REPLACE TRIGGER ward_biu
  BEFORE INSERT OR UPDATE OF code ON ward
  FOR EACH ROW
  WHEN (new.beds > 1)
BEGIN
  :new.code := UPPER(:new.code);
END ward_biu;
/
```
```postgres
CREATE OR REPLACE FUNCTION ward_biu() RETURNS trigger AS $$
BEGIN
  NEW.code := UPPER(NEW.code);
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE TRIGGER ward_biu BEFORE INSERT OR UPDATE OF code ON ward
  FOR EACH ROW WHEN (new.beds > 1) EXECUTE FUNCTION ward_biu();

```
```then
INSERT INTO ward VALUES (1, 'a', 2);
INSERT INTO ward VALUES (2, 'b', 1);
UPDATE ward SET code = 'c' WHERE id = 1;
SELECT id, code FROM ward ORDER BY id
```
```rows
1 | C
2 | b
```
```refused 42601
```
```oracle
CREATE TRIGGER ward_bd BEFORE UPDATE OR DELETE ON ward FOR EACH ROW
DECLARE
  v VARCHAR(10);
BEGIN
  v := :old.code;
  INSERT INTO ward (code) VALUES (v);
END;
/
```
```then
INSERT INTO ward VALUES (1, 'a', 2);
DELETE FROM ward WHERE id = 1;
SELECT code, beds FROM ward
```
```rows
a | NULL
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10), beds INTEGER);
CREATE VIEW ward_codes AS SELECT id, code FROM ward;
```
```oracle
CREATE TRIGGER ward_codes_iof INSTEAD OF UPDATE ON ward_codes FOR EACH ROW
DECLARE
  v INTEGER;
BEGIN
  IF :new.code IS NULL THEN
    RETURN;
  END IF;
  SELECT beds INTO v FROM ward WHERE id = :old.id;
  UPDATE ward SET code = :new.code WHERE id = :old.id;
EXCEPTION
  WHEN TOO_MANY_ROWS THEN
    v := 0;
END;
/
```
```then
INSERT INTO ward VALUES (1, 'a', 2);
INSERT INTO ward VALUES (2, 'b', 1);
INSERT INTO ward VALUES (2, 'c', 1);
UPDATE ward_codes SET code = NULL WHERE id = 1;
UPDATE ward_codes SET code = 'd';
SELECT id, code FROM ward ORDER BY id, code
```
```rows
1 | d
2 | b
2 | c
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
CREATE TABLE seen (what VARCHAR(20));
```
```oracle
CREATE TRIGGER ward_aiu AFTER INSERT OR UPDATE ON ward FOR EACH ROW FOLLOWS ward_ai WHEN (NEW.code = 'x' OR OLD.code = 'x')
BEGIN
  INSERT INTO seen VALUES (:OLD.code || '>' || :NEW.code);
END;
/
CREATE TRIGGER ward_ad AFTER DELETE ON ward FOR EACH ROW DISABLE
BEGIN
  INSERT INTO seen VALUES ('gone');
END;
/
```
```then
INSERT INTO ward VALUES (1, 'x'), (2, 'y');
UPDATE ward SET code = 'z';
DELETE FROM ward;
SELECT what FROM seen
```
```rows
>x
x>z
```
```quiet
CREATE TABLE visit (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import counting, language, quotes
from dbmigrate.rules.procedural.judged_transactions import leaves
from dbmigrate.rules.procedural.judged_triggers import asks_for_both, follows, is_off
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.trigger_words import creates, executed
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.nodes import Block, Trigger
from dbmigrate.syntax.procedural.statements import Return


@rule("PL030", source="oracle", severity=Severity.REFUSED, on=node(Trigger), kept=True)
def check(unit: Trigger, context: Context) -> Hit | None:
    judgement = judge(unit, context)
    if judgement.unclear or not isinstance(unit.body, Block):
        return None
    assert unit.name and unit.keyword and unit.timing and unit.table and unit.body.end
    mark = quotes(unit)
    create = "CREATE OR REPLACE" if "REPLACE" in unit.words(unit.keyword) else "CREATE"
    new = creates(context, create)
    opener = f"{create} FUNCTION {{}}() RETURNS trigger AS {mark}"
    if judgement.ambiguous:
        opener += "\n#variable_conflict use_column"
    opener += counting(judgement)
    head = Part(unit.part.first, unit.body.part.first - 1)
    last = Part(unit.part.last, unit.part.last)
    places = [unit.name.parts[-1], *event(unit)]
    calls = f"\n{mark} {language(unit, context)};\n\n"
    if new != create:
        calls += "DROP TRIGGER IF EXISTS {} ON {};\n"
        places[:0] = [unit.name.parts[-1], unit.table.part]
    calls += f"{new} TRIGGER" + " {}" * len([unit.name.parts[-1], *event(unit)])
    inside = asks_for_both(unit)
    if unit.each_row is None and unit.timing.kind == "instead of":
        calls += " FOR EACH ROW"
    if unit.when and unit.condition and not inside:
        calls += " {}"
        places.append(Part(unit.when.first, unit.condition.part.last + 1))
    off, off_places = ("\nALTER TABLE {} DISABLE TRIGGER {};", [unit.table.part, unit.name.parts[-1]]) if is_off(unit) else ("", [])
    replace: list[tuple[object, ...]] = [
        (head, opener, unit.name),
        *ends(unit, unit.body),
        (last.after, calls + f" EXECUTE {executed(context)} {{}}();{off}", *places, unit.name, *off_places),
    ]
    if inside:
        assert unit.body.begin and unit.condition
        text = f"\n  IF ({{}}) IS NOT TRUE THEN\n    RETURN {row(unit)};\n  END IF;"
        replace.append((unit.body.begin.after, text, unit.condition))
    own = unit.name.value if unit.name.is_quoted() else unit.name.value.lower()
    if any(own.encode() <= other.encode() for other in follows(unit)):
        return Hit(replace=replace, values={"name": unit.name.text()}, note="order", fix=Fix.REVIEW)
    return Hit(replace=replace, values={"name": unit.name.text()})


def event(unit: Trigger) -> list[Part]:
    """From BEFORE or AFTER to FOR EACH ROW, without what REFERENCING says."""
    assert unit.timing and unit.table
    end = unit.each_row or unit.table.part
    if unit.referencing is None:
        return [Part(unit.timing.part.first, end.last)]
    parts = [Part(unit.timing.part.first, unit.table.part.last)]
    return [*parts, unit.each_row] if unit.each_row else parts


def ends(unit: Trigger, body: Block) -> list[tuple[object, ...]]:
    """The row is handed on at the end, before the handlers and at the end of each of them, and where RETURN stands."""
    assert body.end
    found: list[tuple[object, ...]] = [
        (r.keyword, f"RETURN {row(unit)}") for r in below(body, Return) if isinstance(r, Return) and r.value is None
    ]
    if body.exception is None:
        return [*found, (body.end.before, returning(unit, body.end))]
    found.append((body.exception.before, returning(unit, body.exception)))
    for handler in body.handlers:
        if handler.statements and not leaves(handler):
            found.append((handler.statements[-1].part.after, f" RETURN {row(unit)};"))
    return found


def returning(unit: Trigger, end: Part) -> str:
    """What hands the row on, on a line of its own where END has one."""
    text = unit.lexed.text
    lo = unit.lexed.offsets(end)[0]
    line = text[max(text.rfind("\n", 0, lo), text.rfind("\r", 0, lo)) + 1 : lo]
    separator = f"\n{line}" if not line.strip() else " "
    step = "  " if not line.strip() else ""
    return step + f"RETURN {row(unit)};" + separator


def row(unit: Trigger) -> str:
    """The row that a trigger before the event lets pass; what others return does not count."""
    assert unit.timing
    kinds = {e.kind for e in unit.events}
    if unit.timing.kind == "after" or (unit.timing.kind == "before" and not unit.each_row):
        return "NULL"
    if kinds == {"delete"}:
        return "OLD"
    return "CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END" if "delete" in kinds else "NEW"
