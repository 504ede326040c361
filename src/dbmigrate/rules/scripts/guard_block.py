"""IF around statements of a script

PostgreSQL has IF in blocks of code only: the statements go into a DO block, and a look into SQL Server's catalog becomes
one into PostgreSQL's.

```zh
脚本中的 IF 语句
PostgreSQL 的 IF 只能用在代码块中：语句放入 DO 块，对 SQL Server 系统目录的查询改为对 PostgreSQL 系统目录的查询。
```
```setup
CREATE TABLE visit (id INTEGER);
CREATE TABLE ward (id INTEGER);
```
```sqlserver
IF NOT EXISTS (SELECT 1 FROM visit WHERE id = 1)
  INSERT INTO visit VALUES (1)
```
```postgres
DO $dbmigrate$ BEGIN
IF NOT EXISTS (SELECT 1 FROM visit WHERE id = 1) THEN
  INSERT INTO visit VALUES (1);
END IF;
END $dbmigrate$
```
```then
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```sqlserver
IF OBJECT_ID('ward', 'U') IS NOT NULL
BEGIN
  DROP TABLE ward;
  INSERT INTO visit VALUES (2)
END
ELSE
  INSERT INTO visit VALUES (3)
```
```postgres
DO $dbmigrate$ BEGIN
IF (to_regclass('public.ward') IS NOT NULL) THEN
  DROP TABLE ward;
  INSERT INTO visit VALUES (2);
ELSE
  INSERT INTO visit VALUES (3);
END IF;
END $dbmigrate$
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```sqlserver
IF NOT EXISTS (SELECT 1 FROM visit) BEGIN PRINT 'none' INSERT INTO visit VALUES (4) END
```
```postgres
DO $dbmigrate$ BEGIN
IF NOT EXISTS (SELECT 1 FROM visit) THEN -- PRINT 'none'
 INSERT INTO visit VALUES (4); END IF;
END $dbmigrate$
```
```then
SELECT id FROM visit
```
```rows
4
```
```refused 42601
```
```quiet
IF OBJECT_ID('ward') IS NOT NULL DROP TABLE ward
```
```notes
catalog | it reads SQL Server's catalog | 查询 SQL Server 系统目录
sqlcmd | psql replaces no variables inside a block: write the value of $(..) | psql 不替换代码块中的变量：请写出 $(..) 的值
variable | it holds a variable of SQL Server | 含 SQL Server 变量
result | a query in it answers to the client | 其中的查询向客户端返回结果
transaction | it begins or ends a transaction | 其中开始或结束事务
```
"""

from collections.abc import Iterator
from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import is_left_out
from dbmigrate.rules.scripts.decided_guard import decided, outermost
from dbmigrate.rules.scripts.error_handling import is_error_handling
from dbmigrate.rules.scripts.existence import condition
from dbmigrate.rules.scripts.guard_form import short_form
from dbmigrate.syntax.ddl.nodes import Dml, Environment, Guard, Node
from dbmigrate.syntax.ddl.sqlserver_catalog import CATALOGS

OPEN, CLOSE = "DO $dbmigrate$ BEGIN\n", "END IF;\nEND $dbmigrate$"
SCHEMAS = frozenset({"SYS", "INFORMATION_SCHEMA"})
METADATA = frozenset({"OBJECT_ID", "COL_LENGTH", "COLUMNPROPERTY", "OBJECTPROPERTY", "INDEXPROPERTY", "DB_ID", "DB_NAME"})
Replacements = list[tuple[Any, ...]]


@rule("SE211", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Guard))
def check(guard: Guard, context: Context) -> Hit | None:
    outer = outermost(guard, context)
    if is_left_out(outer) or is_error_handling(outer) or decided(guard, context) is not None:
        return None
    if short_form(guard, context) is not None:
        return None
    asked = condition(guard, context) if guard.tests_kind else ""
    reason = why_not(guard, asked)
    if reason:
        return Hit(note=reason)
    return Hit(replace=[*head(guard, outer is guard, asked), *branches(guard, outer)])


def why_not(guard: Guard, asked: str) -> str:
    """The key of a note, "" where the guard can be written."""
    words = guard.words(guard.condition.part)
    if not asked and (guard.tests_kind or reads_catalog(words)):
        return "catalog"
    if "$(" in guard.text():
        return "sqlcmd"
    inner = (*guard.then, *guard.otherwise)
    if any(word.startswith("@") for word in words) or any(has_variable(n) for n in inner if isinstance(n, Dml)):
        return "variable"
    if any(isinstance(n, Dml) and is_query(n) for n in inner):
        return "result"
    if any(isinstance(n, Environment) and n.kind == "transaction" for n in inner):
        return "transaction"
    return ""


def reads_catalog(words: tuple[str, ...]) -> bool:
    lower = {word.lower() for word in words}
    return not SCHEMAS.isdisjoint(words) or not METADATA.isdisjoint(words) or any(
        name.startswith("sys") and name in lower for name in CATALOGS
    )


def has_variable(node: Node) -> bool:
    return any(word.startswith("@") for word in node.words())


def is_query(statement: Dml) -> bool:
    words = statement.words()
    return words[0] in ("SELECT", "(") and "INTO" not in words


def head(guard: Guard, outermost: bool, asked: str) -> Iterator[tuple[Any, ...]]:
    before = OPEN if outermost else ""
    if asked:
        yield guard.keyword, literal_template(f"{before}IF {asked} THEN")
        yield guard.condition, ""
    else:
        if before:
            yield guard.keyword.before, before
        yield guard.condition.part.after, " THEN"


def branches(guard: Guard, outer: Guard) -> Replacements:
    """Semicolons between the statements, BEGIN and END gone, END IF behind all of it."""
    close = CLOSE if outer is guard else "END IF"
    found: Replacements = [(block, "") for block in (guard.begin, guard.else_begin) if block is not None]
    found += ended(guard, guard.then, outer)
    last = guard.else_end if guard.otherwise else guard.end
    if guard.otherwise and guard.end is not None:
        found.append((guard.end, ""))
    found += ended(guard, guard.otherwise, outer)
    if last is not None:
        return [*found, (last, close)]
    final = (guard.otherwise or guard.then)[-1]
    return [*found, (behind(final, guard), "\n" + close)]


def ended(guard: Guard, statements: tuple[Node, ...], outer: Guard) -> Iterator[tuple[Any, ...]]:
    """A semicolon behind each statement that has none; a line end behind one that becomes a comment."""
    words, tokens, text = guard.lexed.words, guard.lexed.tokens, guard.lexed.text
    for statement in statements:
        k = statement.part.last
        rest = text[tokens[k].end + 1 : tokens[k + 1].start] if k + 1 < len(tokens) else ""
        if is_left_out(statement):
            if k < outer.part.last and not rest.lstrip(" \t").startswith(("\n", "\r")):
                yield behind(statement, guard), "\n"
        elif words[k + 1] != ";" or k + 1 > outer.part.last:
            yield behind(statement, guard), ";"


def behind(statement: Node, guard: Guard) -> Part:
    """The place behind a statement, owned by the guard: what other rules put behind the statement comes first."""
    return Part(guard.part.first, statement.part.last).after
