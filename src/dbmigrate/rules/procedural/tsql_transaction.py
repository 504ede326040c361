"""{word} in code

A call of a routine is one transaction in PostgreSQL, unless the caller has begun one: all of it is stored, or nothing
where an error ends it. BEGIN TRAN and COMMIT are left out; so is the ROLLBACK of a CATCH block, since its handler has
taken back what the TRY block did, and one of a TRY block before the error that leads there. Other ROLLBACKs become an error: the code from BEGIN TRAN on is a block whose handler
runs what stands behind them.

```zh
代码中的 {word}
PostgreSQL 中一次调用就是一个事务（除非调用方已开启事务）：要么全部保存，要么因错误全部撤销。因此去掉 BEGIN TRAN 和 COMMIT；CATCH 块中的 ROLLBACK，以及 TRY 块中紧接着抛出错误的 ROLLBACK 也去掉，因为异常处理已撤销 TRY 块所做的修改。其他 ROLLBACK 改为异常：从 BEGIN TRAN 起的代码成为一个块，其异常处理部分执行 ROLLBACK 之后的语句。
```
```notes
later | what is changed behind it is taken back as well where an error follows | 若其后出错，之前已提交的修改也会被撤销
trigger | it takes back the statement that fired the trigger; what follows it is not run | 撤销触发该触发器的语句；其后的语句不再执行
before | what was changed before the block stays | 该块之前所做的修改会保留
caller | the transaction is the caller's: here only what this routine did is taken back | 事务由调用方开启：此处只撤销本例程所做的修改
early | what was changed just before BEGIN TRAN is taken back as well | BEGIN TRAN 之前不久的修改也会被撤销
rows | rows that were handed out within the block are lost with it | 块内已返回的结果集会随回滚丢失
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY);
CREATE TABLE seen (what VARCHAR(20));
```
```sqlserver
CREATE PROCEDURE add_wards @n INTEGER AS
BEGIN
  BEGIN TRY
    BEGIN TRANSACTION
    INSERT INTO ward (id) VALUES (@n)
    INSERT INTO ward (id) VALUES (2)
    COMMIT TRANSACTION
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0
      ROLLBACK TRANSACTION
    INSERT INTO seen (what) VALUES ('failed')
  END CATCH
END
```
```then
CALL add_wards(1);
CALL add_wards(3);
SELECT id, what FROM ward, seen ORDER BY id
```
```rows
1 | failed
2 | failed
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE move_ward @n INTEGER, @said VARCHAR(20) OUTPUT AS
BEGIN
  BEGIN TRAN
  INSERT INTO ward (id) VALUES (@n)
  IF @n > 5
  BEGIN
    ROLLBACK TRAN
    SET @said = 'too many'
    INSERT INTO seen (what) VALUES ('refused')
    RETURN
  END
  SET @said = 'moved'
  COMMIT TRAN
END
```
```then
CREATE TABLE said (what VARCHAR(20));
DO $$ DECLARE s VARCHAR(20); BEGIN CALL move_ward(7, s); INSERT INTO said VALUES (s); CALL move_ward(3, s); INSERT INTO said VALUES (s); END $$;
SELECT what FROM said UNION ALL SELECT what FROM seen UNION ALL SELECT id::text FROM ward
```
```rows
too many
moved
refused
3
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE open_ward @n INTEGER, @said VARCHAR(20) OUTPUT AS
BEGIN
  BEGIN TRAN
  INSERT INTO ward (id) VALUES (@n)
  IF @@ERROR <> 0
  BEGIN
    ROLLBACK TRAN
    SELECT @said = 'is there', @n = 0
    RETURN
  END
  COMMIT TRAN
  SELECT @said = 'opened'
END
```
```then
CREATE TABLE told (what VARCHAR(20));
DO $$ DECLARE s VARCHAR(20); BEGIN CALL open_ward(1, s); INSERT INTO told VALUES (s); CALL open_ward(1, s); INSERT INTO told VALUES (s); END $$;
SELECT what FROM told UNION ALL SELECT id::text FROM ward
```
```rows
opened
is there
1
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE close_ward @n INTEGER, @said VARCHAR(20) OUTPUT AS
BEGIN
  BEGIN TRAN
  INSERT INTO seen (what) VALUES ('begun')
  BEGIN TRY
    INSERT INTO ward (id) VALUES (@n)
    IF @n > 5
    BEGIN
      ROLLBACK TRAN
      SELECT @said = 'too many'
      RETURN
    END
    INSERT INTO ward (id) VALUES (4)
    COMMIT TRAN
    SELECT @said = 'closed'
  END TRY
  BEGIN CATCH
    ROLLBACK TRAN
    SELECT @said = 'failed'
  END CATCH
END
```
```then
CREATE TABLE heard (what VARCHAR(20));
DO $$ DECLARE s VARCHAR(20); BEGIN CALL close_ward(7, s); INSERT INTO heard VALUES (s); CALL close_ward(3, s); INSERT INTO heard VALUES (s); END $$;
DO $$ DECLARE s VARCHAR(20); BEGIN CALL close_ward(2, s); INSERT INTO heard VALUES (s); END $$;
SELECT what FROM heard UNION ALL SELECT id::text FROM ward
```
```rows
too many
closed
failed
3
4
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE drop_ward @n INTEGER, @said VARCHAR(20) OUTPUT AS
BEGIN
  BEGIN TRY
    BEGIN TRAN
    INSERT INTO ward (id) VALUES (@n)
    IF @n > 5
    BEGIN
      ROLLBACK TRAN
      RAISERROR('too many', 16, 1)
    END
    COMMIT TRAN
    SELECT @said = 'kept'
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRAN
    SELECT @said = ERROR_MESSAGE()
  END CATCH
END
```
```then
CREATE TABLE learnt (what VARCHAR(20));
DO $$ DECLARE s VARCHAR(20); BEGIN CALL drop_ward(7, s); INSERT INTO learnt VALUES (s); CALL drop_ward(3, s); INSERT INTO learnt VALUES (s); END $$;
SELECT what FROM learnt UNION ALL SELECT id::text FROM ward
```
```rows
too many
kept
3
```
```refused 42601
```
```sqlserver
CREATE TRIGGER ward_checked ON ward AFTER INSERT AS
BEGIN
  IF EXISTS (SELECT 1 FROM inserted WHERE id > 100)
  BEGIN
    ROLLBACK TRAN
    RAISERROR('too many wards', 16, 1)
    RETURN
  END
END
```
```then
DO $$ BEGIN INSERT INTO ward VALUES (1); INSERT INTO ward VALUES (101); EXCEPTION WHEN OTHERS THEN INSERT INTO seen VALUES (SQLERRM); END $$;
INSERT INTO ward VALUES (5);
SELECT what, id FROM seen, ward
```
```rows
too many wards | 5
```
```refused 42601
```
```quiet
CREATE TABLE transaction_log (id INTEGER)
```
"""

from collections.abc import Iterator
from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement, is_written, judge_tsql, understood
from dbmigrate.rules.procedural.tsql_rollbacks import IDLE, STATE, Undone, is_error
from dbmigrate.rules.procedural.tsql_select import CURSORS
from dbmigrate.rules.procedural.tsql_text import following, is_change_of_data
from dbmigrate.rules.procedural.tsql_unreached import is_unreached
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, TryCatch, TsqlSql

RAISED: Final = f"RAISE EXCEPTION USING ERRCODE = '{STATE}', MESSAGE = '{{}}';"
ENDED = "RAISE EXCEPTION USING MESSAGE = 'The transaction ended in the trigger. The batch has been aborted.';"
WRITTEN_FIRST: Final = ("PL203", "PL204", "PL205", "PL206", "PL254", "PL210", "PL211", "PL212", "PL217", "PL243", "PL250", "PL251", "PL252")


@rule("PL215", source="sqlserver", severity=Severity.REFUSED, on=node(Transaction), after=WRITTEN_FIRST)
def check(statement: Transaction, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(statement, context):
        return None
    unit = context.above(TsqlUnit)
    assert unit is not None
    values = {"word": " ".join(statement.words(statement.keyword))}
    if statement.kind == "rollback" and isinstance(unit, TsqlTrigger):
        written = "" if is_error(following(statement, context)) else ENDED
        return Hit(replace=[(statement, written)], values=values, note="trigger", fix=Fix.REVIEW)
    if is_unreached(statement, unit, context):
        return Hit(replace=[(statement, "")], values=values, severity=Severity.NOTE)
    judgement = judge_tsql(unit, context)
    for one in judgement.undone:
        if any(statement is r.statement for r in one.rollbacks):
            note = doubt(one, statement, judgement) if statement is one.rollbacks[0].statement else ""
            more: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
            replace = list(block(one, judgement.undone)) if statement is one.rollbacks[0].statement else []
            return Hit(replace=replace, values=values, **(more if replace else {"severity": Severity.NOTE}))
        if statement is one.first or statement is one.last:
            if is_followed(statement, unit):
                return Hit(values=values, note="later", fix=Fix.REVIEW)
            return Hit(values=values, severity=Severity.NOTE)
    note = "later" if is_followed(statement, unit) else ""
    handled = judgement.ended_by_catch.get(statement.part.first) or context.above(TryCatch)
    if statement.kind == "rollback" and handled is not None and (begins_before(handled, unit) or statement.names):
        note = "before"
    more = {"note": note, "fix": Fix.REVIEW} if note else {}
    return Hit(replace=[(statement, "")], values=values, **more)


def doubt(one: Undone, statement: Transaction, judgement: TsqlJudgement) -> str:
    """What a person must look at: a key of the notes."""
    if one.begin is None:
        return "caller"
    changes = [n for n in below_all(one) if is_change_of_data(n)]
    if any(one.first.part.first <= n.part.first < one.begin.part.first for n in changes):
        return "early"
    gone = [n for n in below_all(one) if judgement.modes.get(n.part.first) == CURSORS]
    moved = [r.part for r in one.rollbacks]
    if any(not any(m.first <= n.part.first <= m.last for m in moved) for n in gone):
        return "rows"
    return ""


def below_all(one: Undone) -> Iterator[Node]:
    for statement in one.statements[one.start : max(one.ends) + 1]:
        yield from below(statement, (TsqlSql, Execute))


def block(one: Undone, everything: tuple[Undone, ...]) -> Iterator[tuple[object, ...]]:
    """BEGIN TRAN opens a block; its handler runs what stands behind each ROLLBACK."""
    region = one.first.part.to(one.last.part)  # all of it: the first statement may be left out as one that no rule writes
    if one.first is one.begin:
        yield one.first, "BEGIN"
    else:  # behind declarations and options: they are left out, with all that would stand before them
        opened = next((s for s in one.statements[one.start :] if not isinstance(s, IDLE)), one.first)
        yield opened.part.to(one.last.part).before, "BEGIN\n"
    numbers = {id(r): k for k, r in enumerate((r for other in everything for r in other.rollbacks), 1)}
    handler, places = "", list[object]()
    listed = [r for r in one.rollbacks if not r.guarded and any(s is r.statement for s in one.statements)]
    final = next((r for r in listed if r.part.last == one.last.part.last), None)
    guarded = next((r for r in one.rollbacks if r.guarded and r.behind and r.behind.last == one.last.part.last), None)
    for rollback in one.rollbacks:
        number = numbers[id(rollback)]
        if rollback.guarded:
            yield rollback.statement, RAISED.format(number)
            moved_away = (rollback.before, rollback.behind if rollback is not guarded else None)
            yield from ((part, "") for part in moved_away if part is not None)
        elif rollback is not final:
            yield rollback.part, RAISED.format(number)
        moved = [part for part in (rollback.before, rollback.behind) if part is not None]
        if moved:
            handler += f"\n  {'ELSIF' if handler else 'IF'} SQLERRM = '{number}' THEN {' '.join('{}' for _ in moved)}"
            places += moved
    if any(other is not one and any(one.holds(r.statement) for r in other.rollbacks) for other in everything):
        own = ", ".join(f"'{numbers[id(r)]}'" for r in one.rollbacks)
        handler += f"\n  {'ELSIF' if handler else 'IF'} SQLERRM NOT IN ({own}) THEN RAISE;"  # of a block around this one
    handler = f"{handler}\n  END IF;" if handler else " NULL;"
    end = f"EXCEPTION WHEN SQLSTATE '{STATE}' THEN{handler}\nEND;"
    if final is not None:
        yield final.part, f"{RAISED.format(numbers[id(final)])}\n{end}", *places
    elif guarded is not None and guarded.behind is not None:
        yield guarded.behind, end, *places
    elif isinstance(one.last, Transaction):
        yield one.last, end, *places  # COMMIT
    else:
        yield region.after, f"\n{end}", *places


def is_followed(statement: Transaction, unit: TsqlUnit) -> bool:
    """What is committed is taken back where an error follows."""
    changes = below(unit, (TsqlSql, Execute)) if statement.kind == "commit" else []
    return any(is_later_change(n, statement) for n in changes)


def is_later_change(found: object, statement: Transaction) -> bool:
    assert isinstance(found, (TsqlSql, Execute))
    return found.part.first > statement.part.last and is_change_of_data(found)


def begins_before(handled: TryCatch, unit: TsqlUnit) -> bool:
    """Data was changed between BEGIN TRAN and the TRY block: the handler does not take that back."""
    started = [t for t in below(unit, Transaction) if isinstance(t, Transaction) and t.kind == "begin"]
    first = min((t.part.first for t in started), default=handled.part.first)
    changes = [n for n in below(unit, (TsqlSql, Execute)) if is_change_of_data(n)]
    return any(first < n.part.first < handled.part.first for n in changes)
