"""{word} WORK in code

PL/pgSQL has COMMIT and ROLLBACK without the word WORK, which means nothing.

```zh
代码中的 {word} WORK
PL/pgSQL 的 COMMIT 和 ROLLBACK 不带 WORK；该词没有含义。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE add_ward IS
BEGIN
  INSERT INTO ward (id) VALUES (1);
  ROLLBACK WORK;
  INSERT INTO ward (id) VALUES (2);
END;
/
```
```refused 42601
```
```quiet
CREATE PROCEDURE clear_ward IS
BEGIN
  DELETE FROM ward;
  COMMIT;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.statements import Transaction


@rule("PL096", source="oracle", severity=Severity.REFUSED, on=node(Transaction))
def check(statement: Transaction) -> Hit | None:
    if statement.kind not in ("commit", "rollback") or statement.rest is None or statement.rest.words() != ("WORK",):
        return None
    return Hit(replace=[(statement.rest, "")], values={"word": statement.kind.upper()})
