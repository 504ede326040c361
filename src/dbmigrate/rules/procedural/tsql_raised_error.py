"""{word} is an exception

RAISE EXCEPTION ends the routine as {word} with the RETURN behind it does. The client gets SQLSTATE P0001 and not the
error's number. What the routine had changed before is taken back, where SQL Server keeps it unless a transaction or
XACT_ABORT takes it back.

```zh
{word} 改为异常
RAISE EXCEPTION 与 {word} 加其后的 RETURN 一样结束例程。客户端得到 SQLSTATE P0001，而不是错误号。例程此前所做的修改会被撤销；SQL Server 则予以保留，除非由事务或 XACT_ABORT 撤销。
```
```notes
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
```quiet
CREATE TABLE throw_it (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Raiserror, Throw, TsqlSql


@rule("PL210", source="sqlserver", severity=Severity.REFUSED, on=(node(Raiserror), node(Throw)))
def check(statement: Raiserror | Throw, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    word = "RAISERROR" if isinstance(statement, Raiserror) else "THROW"
    if not statement.arguments:
        return Hit(replace=[(statement.keyword, "RAISE")], values={"word": word})
    text = statement.arguments[0 if isinstance(statement, Raiserror) else 1]
    whole = Part(statement.part.first, statement.part.last - is_closed(statement))
    undone = is_behind_change(statement, context)
    return Hit(
        replace=[(whole, "RAISE EXCEPTION USING MESSAGE = {}", text)],
        values={"word": word},
        note="undone" if undone else "",
        fix=Fix.REVIEW if undone else Fix.SAFE,
    )


def is_behind_change(statement: Node, context: Context) -> bool:
    unit = context.above(TsqlUnit)
    changes = [s for s in below(unit, TsqlSql) if isinstance(s, TsqlSql) and s.verb != "select"] if unit else []
    return any(s.part.first < statement.part.first for s in changes)
