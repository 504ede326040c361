"""table hint {hint}

SQL Server takes advice on locks and plans behind a table. PostgreSQL's readers wait for nobody and see what was
committed when the statement began; a lock that the script relies on has to be asked for by FOR UPDATE or LOCK TABLE.

```zh
表提示 {hint}
SQL Server 可在表名后指定锁与执行计划提示。PostgreSQL 读取不会等待，只看到语句开始时已提交的数据；若脚本依赖加锁，须改用 FOR UPDATE 或 LOCK TABLE。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1);
```
```sqlserver
SELECT v.id FROM visit v WITH (NOLOCK)
```
```postgres
SELECT v.id FROM visit v
```
```rows
1
```
```refused 42601
```
```sqlserver
SELECT id FROM visit (nolock) WHERE id = 1
```
```postgres
SELECT id FROM visit WHERE id = 1
```
```rows
1
```
```sqlserver
SELECT v.id FROM visit v WITH (NOLOCK, INDEX = ix_visit), visit w (INDEX(1) NOLOCK) WHERE v.id = w.id
```
```postgres
SELECT v.id FROM visit v, visit w WHERE v.id = w.id
```
```rows
1
```
```sqlserver
SELECT v.id FROM visit v WITH (NOLOCK ROWLOCK)
```
```postgres
SELECT v.id FROM visit v
```
```rows
1
```
```sqlserver
SELECT id FROM visit WITH (UPDLOCK, ROWLOCK) WHERE id = 1
```
```postgres
-- dbmigrate DM209 1: table hint UPDLOCK, ROWLOCK (the lock is not taken)
SELECT id FROM visit WHERE id = 1
```
```rows
1
```
```refused 42601
```
```quiet
INSERT INTO visit (id) SELECT id FROM visit;
WITH v (id) AS (SELECT id FROM visit) SELECT id FROM v
```
```notes
lock | the lock is not taken | 不再加锁
```
"""

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.lex import Lexed

# Transact-SQL Reference, "Hints (Transact-SQL) - Table".
PLAIN: Final = frozenset(
    """NOLOCK READUNCOMMITTED READCOMMITTED READCOMMITTEDLOCK ROWLOCK PAGLOCK TABLOCK NOEXPAND FORCESEEK FORCESCAN
    KEEPIDENTITY KEEPDEFAULTS IGNORE_CONSTRAINTS IGNORE_TRIGGERS SNAPSHOT FASTFIRSTROW INDEX""".split()
)
BEFORE: Final = frozenset({"FROM", "JOIN", ",", "UPDATE"})
LOCKING: Final = frozenset("UPDLOCK XLOCK HOLDLOCK SERIALIZABLE REPEATABLEREAD READPAST TABLOCKX NOWAIT".split())


@rule("DM209", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name))
def check(name: Name) -> Hit | None:
    hints = hints_behind(name) if name.kind == "table" else None
    if hints is None:
        return None
    lexed = name.lexed
    inside = Part(hints.first + 1 + (lexed.words[hints.first] == "WITH"), hints.last - 1)
    values = {"hint": " ".join(lexed.source(inside).split())}
    if any(word in LOCKING for word in name.words(inside)):
        return Hit(replace=[(hints, "")], values=values, note="lock", fix=Fix.REVIEW)
    return Hit(replace=[(hints, "")], values=values)


def hints_behind(name: Name) -> Part | None:
    """`[WITH] (hints)` behind a table and its alias."""
    lexed, words = name.lexed, name.lexed.words
    k = name.part.last + 1
    k += words[k] == "AS"
    if k < len(lexed.tokens) and words[k] not in ("WITH", "(") and lexed.is_name(k):
        k += 1
    opening = k + (words[k] == "WITH")
    indexed = opening in lexed.hidden_tokens  # the reader saw that an index is named
    if opening == k and (words[name.part.first - 1] not in BEFORE or (words[k + 1] == "INDEX" and not indexed)):
        return None  # a list of columns
    last = lexed.brackets.close.get(opening)
    return Part(k, last) if last is not None and are_hints(lexed, opening + 1, last) else None


def are_hints(lexed: Lexed, first: int, last: int) -> bool:
    words = lexed.words
    inner = [k for k in range(first, last) if lexed.brackets.around[k] == first - 1]
    named = [k for k in inner if words[k] not in (",", "=", "(", ")") and words[k - 1] != "="]  # not the ix of INDEX = ix
    return bool(named) and all(words[k] in PLAIN or words[k] in LOCKING for k in named)
