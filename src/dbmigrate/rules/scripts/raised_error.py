"""RAISERROR of severity {severity}: an error with a constant text

The target's code raises an exception. SQL Server goes on behind the error; psql does so too unless ON_ERROR_STOP is
set, but an open transaction is lost.

```zh
严重级别 {severity} 的 RAISERROR：以固定文本报错
目标库在代码块中抛出异常。SQL Server 报错后继续执行；psql 若未设置 ON_ERROR_STOP 也会继续，但未提交的事务会失败。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```sqlserver
IF EXISTS (SELECT 1 FROM visit) RAISERROR('100%% of %s is full', 16, 1, 'ward 3')
```
```postgres
DO $dbmigrate$ BEGIN
IF EXISTS (SELECT 1 FROM visit) THEN RAISE EXCEPTION '100%% of % is full', 'ward 3';
END IF;
END $dbmigrate$
```
```refused 42601
```
```sqlserver
RAISERROR('no ward', 16, 1)
```
```postgres
DO $dbmigrate$ BEGIN RAISE EXCEPTION 'no ward'; END $dbmigrate$
```
```refused 42601
```
```quiet
SELECT 1 AS raiserror
```
"""

import re
from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.rules.scripts.decided_guard import in_block, is_answered
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Environment

PLACE = re.compile(r"%[-+0 #]*\d*(?:\.\d+)?[hl]?[diosuxX]|%%?")
FIRST_ARGUMENT = 8  # RAISERROR ( 'text' , severity , state , argument


@rule("SE209", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "error" or is_inside(context) or is_answered(statement, context):
        return None
    lexed, first, last = statement.lexed, statement.part.first, statement.part.last
    values = {"severity": statement.setting}
    words = lexed.words
    close = lexed.brackets.close.get(first + 1, last)
    state_is_plain = words[first + 7] in (",", ")") and words[first + 6].isdigit()
    if not state_is_plain:
        return Hit(values=values)
    text = PLACE.sub(lambda m: "%%" if m[0] in ("%", "%%") else "%", lexed.tokens[first + 2].text)
    arguments = Part(first + FIRST_ARGUMENT, close - 1) if first + FIRST_ARGUMENT < close else None
    before, after = ("", "") if in_block(context) else ("DO $dbmigrate$ BEGIN ", "; END $dbmigrate$")
    opening = literal_template(f"{before}RAISE EXCEPTION {literal(text)}")
    if arguments is None:
        return Hit(replace=[(statement, opening + literal_template(after))], values=values)
    replace: list[tuple[Any, ...]] = [(statement, f"{opening}, {{}}{literal_template(after)}", arguments)]
    return Hit(replace=replace, values=values)
