"""LOCK TABLE: {what}

The modes of Oracle's LOCK TABLE have the same names and the same conflicts on the target. SHARE UPDATE is an older word
for ROW SHARE. PostgreSQL knows NOWAIT and no number of seconds: the setting lock_timeout bounds each wait.

```zh
LOCK TABLE 锁定方式：{what}
Oracle 的 LOCK TABLE 各模式在目标库中名称与冲突关系相同；SHARE UPDATE 是 ROW SHARE 的旧写法。PostgreSQL 支持 NOWAIT，
但不能指定等待秒数：由 lock_timeout 设置限制等待时间。
```
```notes
wait | the bound on the wait is left out: set lock_timeout where it matters | 去掉了等待时间限制：如有需要请设置 lock_timeout
```
```setup
CREATE TABLE numbers (kind VARCHAR(4), last_no NUMERIC(9));
INSERT INTO numbers VALUES ('OP', 41)
```
```oracle
CREATE OR REPLACE PROCEDURE next_no(p_kind IN VARCHAR2) IS
BEGIN
  LOCK TABLE numbers IN SHARE UPDATE MODE;
  LOCK TABLE numbers IN EXCLUSIVE MODE WAIT 5;
  UPDATE numbers SET last_no = last_no + 1 WHERE kind = p_kind;
END;
/
```
```postgres
-- dbmigrate PL310 4: LOCK TABLE: WAIT 5 (the bound on the wait is left out: set lock_timeout where it matters)
CREATE OR REPLACE PROCEDURE next_no(p_kind IN varchar) AS $$
BEGIN
  LOCK TABLE numbers IN ROW SHARE MODE;
  LOCK TABLE numbers IN EXCLUSIVE MODE;
  UPDATE numbers SET last_no = last_no + 1 WHERE kind = p_kind;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL next_no('OP');
SELECT last_no FROM numbers
```
```rows
42
```
```refused 42601
```
```quiet
CREATE TABLE locked_table (mode INTEGER)
```
"""

from __future__ import annotations

from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.locks import LOCK, is_lock
from dbmigrate.syntax.procedural.statements import Transaction

OLD: Final = ("SHARE", "UPDATE", "MODE")


@rule("PL310", source="oracle", severity=Severity.REFUSED, on=node(Transaction))
def check(found: Transaction, context: Context) -> Hit | None:
    if found.kind != LOCK or found.rest is None or not is_lock(found) or not is_converted(context):
        return None
    words, first = found.words(found.rest.part), found.rest.part.first
    replace: list[tuple[Any, ...]] = []
    what = []
    if words[1:4] == OLD:
        replace.append((Part(first + 1, first + 2), "ROW SHARE"))
        what.append("SHARE UPDATE")
    waits = words[-2:-1] == ("WAIT",)
    if waits:
        replace.append((Part(found.rest.part.last - 1, found.rest.part.last), ""))
        what.append(" ".join(words[-2:]))
    if not replace:
        return None
    doubt: dict[str, Any] = {"note": "wait", "fix": Fix.REVIEW} if waits else {}
    return Hit(replace=replace, values={"what": ", ".join(what)}, **doubt)
