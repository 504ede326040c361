"""COMMIT in a loop that fetches from an open cursor

The end of a transaction closes the cursors that OPEN has opened; Oracle's stay open. The transaction ends behind the
loop and its CLOSE instead: an error in it takes back also what Oracle has already committed.

```zh
从已打开游标取数的循环中的 COMMIT
事务结束时，OPEN 打开的游标会被关闭，Oracle 中则保持打开。改为在循环及其 CLOSE 之后提交：循环中出错时，Oracle 已提交的内容也会被撤销。
```
```example tests/cases/oracle/commit_beside_cursor.md
```
```quiet
CREATE PROCEDURE clear_wards IS
BEGIN
  FOR r IN (SELECT id FROM ward) LOOP
    DELETE FROM ward WHERE id = r.id;
    COMMIT;
  END LOOP;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import Close, If, Loop, Transaction

PLACES = (Transaction, Loop, Close, If)


@rule("PL136", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=tuple(map(node, PLACES)), after=("PL124",))
def check(found: Transaction | Loop | Close | If, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or judgement.unclear or found.part.first not in judgement.late:
        return None
    if isinstance(found, Transaction):
        return Hit(replace=[(found.inner, "NULL")])
    return Hit(replace=[(found.part.after, f"\n{indent(found.lexed, found.part)}COMMIT;")], severity=Severity.NOTE, fix=Fix.SAFE)
