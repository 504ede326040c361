"""SET {option} in code

Most options only say what PostgreSQL does anyway, or what the client is told while the code runs. LOCK_TIMEOUT becomes
lock_timeout for the rest of the transaction. After IDENTITY_INSERT OFF the next number is set behind those that were
stored. DATEFIRST goes into the expressions behind it. PostgreSQL never reads what is not committed; a higher isolation level has to be set before the call.

```zh
代码中的 SET {option}
多数设置要么是 PostgreSQL 的固有行为，要么只影响运行期间返回给客户端的消息。LOCK_TIMEOUT 改为在本事务余下部分有效的 lock_timeout；IDENTITY_INSERT OFF 之后，把下一个编号设到已存编号之后。DATEFIRST 并入其后的表达式。PostgreSQL 从不读取未提交的数据；更高的隔离级别须在调用之前设置。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE fill AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO ward (id) VALUES (1);
END
```
```postgres
CREATE PROCEDURE fill() AS $$
BEGIN
  INSERT INTO ward (id) VALUES (1);
END;
$$ LANGUAGE plpgsql
```
```then
CALL fill();
SELECT id FROM ward
```
```rows
1
```
```setup sqlserver
CREATE TABLE bed (id INTEGER IDENTITY(1,1) PRIMARY KEY, ward INTEGER);
```
```sqlserver
CREATE PROCEDURE copy_bed @id INTEGER AS
BEGIN
  SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED
  SET LOCK_TIMEOUT 5000
  SET IDENTITY_INSERT bed ON
  INSERT INTO bed (id, ward) VALUES (@id, 1)
  SET IDENTITY_INSERT bed OFF
  INSERT INTO bed (ward) VALUES (2)
END
```
```then
CALL copy_bed(7);
SELECT id, ward, current_setting('lock_timeout') FROM bed
```
```rows
7 | 1 | 5s
8 | 2 | 5s
```
```refused 42601
```
```notes
called | the routines that are called count days of the week with it as well | 被调用的例程同样按此设置计算星期
isolation | the caller has to set it before it calls | 须由调用方在调用之前设置
next | the next number of its identity column is not known here | 此处无法得知其自增列的下一个编号
```
```quiet
CREATE PROCEDURE fill AS
BEGIN
  INSERT INTO ward (id) VALUES (1);
END
```
"""

from typing import Any

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_first_day import SUNDAY, number_of
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_settings import kind_of
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.rules.scripts.identity_insert import next_number
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute, SetOption


@rule("PL207", source="sqlserver", severity=Severity.REFUSED, on=node(SetOption))
def check(statement: SetOption, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(statement, context):
        return None
    day, unit = number_of(statement), context.above(TsqlUnit)
    if day is not None and unit is not None:
        more: dict[str, Any] = {"note": "called", "fix": Fix.REVIEW} if is_seen(statement, day, unit) else {}
        return Hit(replace=[(statement, "")], values={"option": " ".join(statement.option.words())}, **more)
    kind, words = kind_of(statement), statement.option.words()
    values = {"option": " ".join(words)}
    whole = Part(statement.part.first, statement.part.last - is_closed(statement))
    end = "" if is_closed(statement) else ";"
    if kind == "timeout":
        number = statement.option.part.last
        sign = "-" if statement.lexed.words[number - 1] == "-" else ""
        milliseconds = "0" if sign else words[-1]
        text = f"PERFORM set_config('lock_timeout', {{}}::text, true){end}"
        given = (whole, text, Part(number, number)) if words[-1].startswith("@") else (whole, text.format(f"'{milliseconds}'"))
        return Hit(replace=[given], values=values)
    if kind == "isolation":
        return Hit(replace=[(statement, "")], values=values, note="isolation", fix=Fix.REVIEW)
    if kind == "identity":
        text = next_number(table_of(statement), context) if words[-1] == "OFF" else ""
        if text:
            return Hit(replace=[(whole, literal_template(f"PERFORM {text}{end}"))], values=values)
        if words[-1] == "OFF":
            return Hit(replace=[(statement, "")], values=values, note="next", fix=Fix.REVIEW)
    return Hit(replace=[(statement, "")], values=values)


def is_seen(statement: SetOption, day: int, unit: TsqlUnit) -> bool:
    """What is called behind it counts with it as well."""
    return day != SUNDAY and any(c.part.first > statement.part.first for c in below(unit, (Execute, InsertExecute)))


def table_of(statement: SetOption) -> Path:
    """Between IDENTITY_INSERT and ON or OFF."""
    part = statement.option.part
    tokens = statement.lexed.tokens[part.first + 1 : part.last]
    return tuple(t.text.lower() for t in tokens if t.text != ".")
