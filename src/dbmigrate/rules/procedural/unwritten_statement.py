"""statement of code that no rule writes: {what}

The statement stays behind comment marks, and an exception stands in its place: the rest of the unit runs, and where it
comes to this statement it fails and names this rule. Handlers of WHEN OTHERS do not catch the exception
(`assert_failure`), so nobody takes it for an error that was expected.

```zh
代码语句尚无规则改写：{what}
该语句以注释保留，原处改为抛出异常：单元的其余部分可以运行，执行到此处时报错并指明本规则。该异常（`assert_failure`）不会被 WHEN OTHERS 捕获，不会被误当作预期错误。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE wait_for_ward @n INTEGER AS
BEGIN
  INSERT INTO ward (id) VALUES (@n)
  IF @n > 5
    WAITFOR (RECEIVE message_body FROM ward_queue)
END
```
```postgres
-- dbmigrate PL002 5: statement of code that no rule writes: WAITFOR
CREATE PROCEDURE wait_for_ward (n INTEGER) AS $$
BEGIN
  INSERT INTO ward (id) VALUES (n);
  IF n > 5 THEN
    -- WAITFOR (RECEIVE message_body FROM ward_queue)
    RAISE EXCEPTION USING ERRCODE = 'assert_failure', MESSAGE = 'dbmigrate PL002: WAITFOR';
  END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CALL wait_for_ward(1);
SELECT id FROM ward
```
```rows
1
```
```refused 42601
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE wait_for_ward (n INTEGER) AS
BEGIN
  LOOP
    <<again>> INSERT INTO ward (id) VALUES (n);
    EXIT WHEN n <= 5;
    GOTO again;
  END LOOP;
END;
/
```
```postgres
-- dbmigrate PL002 6: statement of code that no rule writes: GOTO
CREATE PROCEDURE wait_for_ward (n bigint) AS $$
BEGIN
  LOOP INSERT INTO ward (id) VALUES (n);
    EXIT WHEN n <= 5;
    -- GOTO again;
    RAISE EXCEPTION USING ERRCODE = 'assert_failure', MESSAGE = 'dbmigrate PL002: GOTO';
  END LOOP;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL wait_for_ward(1);
SELECT id FROM ward
```
```rows
1
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward @n INTEGER AS
BEGIN
  INSERT INTO ward (id) VALUES (@n)
END
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.packages.supplied import advice, package_in
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node, Unread
from dbmigrate.syntax.procedural.nodes import Conditional
from dbmigrate.syntax.procedural.statements import Statement
from dbmigrate.syntax.procedural.tsql_jobs import JOB
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit

__doc__ += advice()


def kinds(kind: type[Statement] = Statement) -> Iterator[type[Statement]]:
    for below in kind.__subclasses__():
        yield below
        yield from kinds(below)


STATEMENTS: Final = (Statement, Unread, Conditional)
FAILING: Final = "RAISE EXCEPTION USING ERRCODE = 'assert_failure', MESSAGE = 'dbmigrate PL002: {}';"


@rule(
    "PL002",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=tuple(map(node, (*kinds(), Unread, Conditional))),
)
def check(statement: Node, context: Context) -> Hit | None:
    what = reason(statement, context)
    if not what or what.startswith(JOB) or any(reason(outer, context) for outer in context.path):
        return None
    said = literal_template(" ".join(what.split()).replace("'", "''"))
    failing = f"\n{indent(statement.lexed, statement.part)}{FAILING.format(said)}"
    replace = [(statement, COMMENT_OUT), (statement.part.after, failing)]
    return Hit(replace=replace, values={"what": what}, note=package_in(what, context))


def reason(statement: Node, context: Context) -> str:
    """Why it cannot be written; "" where it can."""
    place = (statement.part.first, statement.part.last)
    if not isinstance(statement, STATEMENTS) or place in context.unwritten:
        return context.unwritten.get(place, "")
    unit = context.above(TsqlUnit)
    if unit is not None:
        return judge_tsql(unit, context).unwritten.get(place, "")
    judgement = judgement_at(context) if context.lexed.dialect == "oracle" else None
    return judgement.unwritten.get(place, "") if judgement and judgement.unclear is None else ""
