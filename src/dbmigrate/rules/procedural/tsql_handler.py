"""{what} of an error handler

TRY and CATCH are one block with an EXCEPTION section; ERROR_MESSAGE() is SQLERRM there, with the words of PostgreSQL.

```zh
错误处理：{what}
TRY 和 CATCH 改为带 EXCEPTION 部分的一个块；ERROR_MESSAGE() 对应 SQLERRM，错误文本为 PostgreSQL 的文本。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY);
CREATE TABLE seen (what VARCHAR(200));
```
```sqlserver
CREATE PROCEDURE add_ward @n INTEGER AS
BEGIN
  BEGIN TRY
    IF @n < 0
      THROW 51000, 'negative', 1;
    INSERT INTO ward (id) VALUES (@n)
  END TRY
  BEGIN CATCH
    PRINT ERROR_MESSAGE()
    INSERT INTO seen (what) VALUES ('failed')
  END CATCH
END
```
```postgres
CREATE PROCEDURE add_ward (n INTEGER) AS $$
BEGIN
  BEGIN
    IF n < 0 THEN
      RAISE EXCEPTION USING MESSAGE = 'negative';
    END IF;
    INSERT INTO ward (id) VALUES (n);
  EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE '%', SQLERRM;
    INSERT INTO seen (what) VALUES ('failed');
  END;
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_ward(1);
CALL add_ward(1);
CALL add_ward(-1);
SELECT what FROM seen
```
```rows
failed
failed
```
```refused 42601
```
```quiet
CREATE TABLE try_catch (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, node, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.procedural.tsql_statements import TryCatch


@rule("PL214", source="sqlserver", severity=Severity.REFUSED, on=(node(TryCatch), call("ERROR_MESSAGE")))
def check(found: TryCatch | Call, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    if isinstance(found, Call):
        return Hit(replace=[(found, "SQLERRM")], values={"what": "ERROR_MESSAGE()"})
    if found.end_try is None or found.begin_catch is None or found.end_catch is None:
        return None
    between = Part(found.end_try.first, found.begin_catch.last)
    return Hit(
        replace=[
            (found.begin_try, "BEGIN"),
            (between, "EXCEPTION WHEN OTHERS THEN"),
            (found.end_catch, "END" if is_closed(found) else "END;"),
        ],
        values={"what": "TRY, CATCH"},
    )
