"""@@ROWCOUNT behind the statement that it tells of

PL/pgSQL keeps the number of rows until somebody asks for it: GET DIAGNOSTICS puts it into a variable right behind the
statement.

```zh
紧跟在语句之后的 @@ROWCOUNT
PL/pgSQL 需用 GET DIAGNOSTICS 取得上一语句影响的行数：在该语句之后立即存入变量。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
```
```sqlserver
CREATE PROCEDURE save_ward @id INTEGER, @n INTEGER AS
BEGIN
  UPDATE ward SET beds = @n WHERE id = @id
  IF @@ROWCOUNT = 0
    INSERT INTO ward (id, beds) VALUES (@id, @n)
END
```
```postgres
CREATE PROCEDURE save_ward (id INTEGER, n INTEGER) AS $$
#variable_conflict use_column
DECLARE
  rowcount integer;
BEGIN
  UPDATE ward SET beds = n WHERE id = save_ward.id;
  GET DIAGNOSTICS rowcount = ROW_COUNT;
  IF rowcount = 0 THEN
    INSERT INTO ward (id, beds) VALUES (save_ward.id, n);
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CALL save_ward(1, 11);
CALL save_ward(2, 20);
SELECT id, beds FROM ward ORDER BY id
```
```rows
1 | 11
2 | 20
```
```refused 42883
```
```quiet
SELECT 1 AS n
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import VARIABLE, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT, is_counted
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import following, indent
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.tsql_statements import TsqlIf, TsqlSqlStatement


@rule("PL211", source="sqlserver", severity=Severity.REFUSED, on=(VARIABLE, node(TsqlSqlStatement)), after=("PL206",))
def check(found: Expr | TsqlSqlStatement, context: Context) -> Hit | None:
    judgement = understood(context)
    name = judgement.names.get(ROWCOUNT.lower()) if judgement else None
    if name is None:
        return None
    if isinstance(found, TsqlSqlStatement):
        if judgement is None or not is_counted(found, judgement.modes) or not asks(following(found, context)):
            return None
        line = f"\n{indent(found.lexed, found.part)}GET DIAGNOSTICS {name} = ROW_COUNT;"
        return Hit(replace=[(found.part.after, line)])
    return Hit(replace=[(found, name)]) if found.node.name.upper() == ROWCOUNT else None


def asks(node: Node | None) -> bool:
    """Its first expression reads @@ROWCOUNT."""
    if node is None:
        return False
    words = node.condition.words() if isinstance(node, TsqlIf) else node.words()
    return ROWCOUNT in words
