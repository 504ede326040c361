"""{word} is an exception

RAISE EXCEPTION ends the routine as {word} with the RETURN behind it does. The client gets SQLSTATE P0001 and not the
error's number. RAISERROR of a severity up to 10 only informs. What the routine had changed before is taken back, where SQL Server keeps it unless a transaction or
XACT_ABORT takes it back.

```zh
{word} 改为异常
RAISE EXCEPTION 与 {word} 加其后的 RETURN 一样结束例程。客户端得到 SQLSTATE P0001，而不是错误号。严重级别不超过 10 的 RAISERROR 只是消息。例程此前所做的修改会被撤销；SQL Server 则予以保留，除非由事务或 XACT_ABORT 撤销。
```
```notes
goes on | SQL Server goes on behind it, the exception ends the code | SQL Server 会继续执行其后的语句，而异常会结束代码
undone | changes made before the error are undone | 出错前所做的修改会被撤销
```
```sqlserver
CREATE PROCEDURE checked @n INTEGER AS
BEGIN
  IF @n > 10
  BEGIN
    RAISERROR('too many', 16, 1)
    RETURN
  END
  IF @n > 5
    THROW 51000, 'many', 1;
END
```
```postgres
CREATE PROCEDURE checked (n INTEGER) AS $$
BEGIN
  IF n > 10 THEN
    RAISE EXCEPTION USING MESSAGE = 'too many';
    RETURN;
  END IF;
  IF n > 5 THEN
    RAISE EXCEPTION USING MESSAGE = 'many';
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CREATE TABLE seen (what text);
DO $$ BEGIN CALL checked(11); EXCEPTION WHEN OTHERS THEN INSERT INTO seen VALUES (SQLERRM); END $$;
DO $$ BEGIN CALL checked(6); EXCEPTION WHEN OTHERS THEN INSERT INTO seen VALUES (SQLERRM); END $$;
CALL checked(2);
SELECT what FROM seen
```
```rows
too many
many
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE told @n INTEGER, @s VARCHAR(10) AS
BEGIN
  RAISERROR('%d of %s', 0, 1, @n, @s) WITH NOWAIT
  IF @n > 5
  BEGIN
    RAISERROR(N'%d is too many for %-5s', 16, 1, @n, @s)
    RETURN
  END
END
```
```postgres
CREATE PROCEDURE told (n INTEGER, s VARCHAR(10)) AS $$
BEGIN
  s := s::VARCHAR(10);
  RAISE NOTICE USING MESSAGE = format('%s of %s', n, s);
  IF n > 5 THEN
    RAISE EXCEPTION USING MESSAGE = format('%s is too many for %-5s', n, s);
    RETURN;
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CREATE TABLE seen (what text);
DO $$ BEGIN CALL told(11, 'a'); EXCEPTION WHEN OTHERS THEN INSERT INTO seen VALUES (SQLERRM || '.'); END $$;
CALL told(2, 'b');
SELECT what FROM seen
```
```rows
11 is too many for a    .
```
```refused 42601
```
```quiet
CREATE TABLE throw_it (id INTEGER)
```
"""

import re
from typing import Any, Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_system_variable import is_handled
from dbmigrate.rules.procedural.tsql_text import following, is_change_of_data, is_closed
from dbmigrate.syntax.ddl.nodes import Node, Piece, below
from dbmigrate.syntax.procedural.statements import Return, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Raiserror, Throw, TryCatch, TsqlSql

INFORMING: Final = 10  # the highest severity that only informs
PLACE: Final = re.compile(r"%([-+0 #]*)(\d*)(?:\.\d+)?(?:h|l|I64)?[diosuxX]")


@rule("PL210", source="sqlserver", severity=Severity.REFUSED, on=(node(Raiserror), node(Throw)))
def check(statement: Raiserror | Throw, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(statement, context):
        return None
    word = "RAISERROR" if isinstance(statement, Raiserror) else "THROW"
    if not statement.arguments:
        return Hit(replace=[(statement.keyword, "RAISE")], values={"word": word})
    whole = Part(statement.part.first, statement.part.last - is_closed(statement))
    level, note = "EXCEPTION", ""
    text, arguments = statement.arguments[1], statement.arguments[:0]
    if isinstance(statement, Raiserror):
        severity = text.text()
        text, arguments = statement.arguments[0], statement.arguments[3:]
        if severity.isdigit() and int(severity) <= INFORMING:
            level = "NOTICE"
        elif goes_on(statement, context):
            note = "goes on"
    if level == "EXCEPTION" and not note and is_behind_change(statement, context):
        note = "undone"
    said, places = message(text, arguments)
    gone = [a for a in statement.arguments if a is not text and a not in arguments]
    more: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
    if isinstance(statement, Raiserror) and not severity.isdigit() and not is_handled(context):
        told = f"RAISE NOTICE USING MESSAGE = {said}"
        template = f"IF {{}} > {INFORMING} THEN RAISE EXCEPTION USING MESSAGE = {said}; ELSE {told}; END IF"
        shown = places[: said.count("{}")]
        replace = (whole, template, statement.arguments[1], *shown, *shown, *places, *gone)
        return Hit(replace=[replace], values={"word": word}, **more)
    return Hit(replace=[(whole, f"RAISE {level} USING MESSAGE = {said}", *places, *gone)], values={"word": word}, **more)


def message(text: Piece, arguments: tuple[Piece, ...]) -> tuple[str, list[object]]:
    """The text with its arguments in the places that `%d`, `%s` and the like mark."""
    if not arguments:
        return "{}", [text]
    written = text.text().lstrip("Nn")
    shown = ", ".join("{}" for _ in arguments)
    if written.startswith("'"):
        return f"format({literal_template(PLACE.sub(place, written))}, {shown})", [*arguments, text]
    model = literal_template("%[-+0 #]*[0-9]*l?[diosuxX]")
    return f"format(regexp_replace({{}}, '{model}', '%s', 'g'), {shown})", [text, *arguments]


def place(found: re.Match[str]) -> str:
    sign = "-" if "-" in found[1] else ""
    return f"%{sign if found[2] else ''}{found[2]}s"


def goes_on(statement: Raiserror, context: Context) -> bool:
    """SQL Server runs what stands behind it: neither RETURN nor the end, nor is there a CATCH that it jumps to."""
    if any(isinstance(n, TryCatch) for n in context.path) and not is_handled(context, statement):
        return False
    found = following(statement, context)
    if isinstance(found, (Return, Transaction)):
        return False
    body = context.above(TsqlBody)
    return found is not None or body is None or not is_last(statement, body)


def is_last(statement: Node, body: TsqlBody) -> bool:
    words = body.lexed.words[statement.part.last + 1 : body.part.last + 1]
    return set(words) <= {"END", ";"}


def is_behind_change(statement: Node, context: Context) -> bool:
    """Data was changed before, outside of a transaction that the code itself would roll back."""
    unit = context.above(TsqlUnit)
    if unit is None or "XACT_ABORT" in unit.words():
        return False
    changes = [s for s in below(unit, TsqlSql) if is_change_of_data(s)]
    return any(s.part.first < statement.part.first for s in changes)
