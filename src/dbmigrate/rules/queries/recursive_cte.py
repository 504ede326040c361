"""{name} reads itself

A common table expression that reads itself needs the word RECURSIVE in PostgreSQL; without it the name is taken for a
table. SQL Server ends a recursion deeper than 100 with an error, PostgreSQL goes on.

```zh
{name} 递归引用自身
引用自身的公用表表达式在 PostgreSQL 中须写 RECURSIVE，否则其名称被当作表。SQL Server 递归超过 100 层即报错，PostgreSQL 会继续。
```
```sqlserver
WITH c AS (SELECT 1 AS n UNION ALL SELECT c.n + 1 FROM c WHERE c.n < 3) SELECT c.n FROM c
```
```postgres
WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT c.n + 1 FROM c WHERE c.n < 3) SELECT c.n FROM c
```
```rows
1
2
3
```
```refused 42P01
```
```sqlserver
WITH a (k) AS (SELECT 5), c (n) AS (SELECT a.k FROM a UNION ALL SELECT x.n + 1 FROM a INNER JOIN c AS x ON x.n < a.k + 2) SELECT max(c.n) FROM c
```
```postgres
WITH RECURSIVE a (k) AS (SELECT 5), c (n) AS (SELECT a.k FROM a UNION ALL SELECT x.n + 1 FROM a INNER JOIN c AS x ON x.n < a.k + 2) SELECT max(c.n) FROM c
```
```rows
7
```
```oracle
WITH r(n) AS (SELECT 1 FROM dual UNION ALL SELECT n + 1 FROM r WHERE n < NVL(3, 0)) SELECT MAX(n) FROM r
```
```postgres
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < coalesce(3, 0)) SELECT MAX(n) FROM r
```
```rows
3
```
```refused 42P01
```
```quiet
WITH c AS (SELECT 1 AS n), d AS (SELECT c.n FROM c) SELECT d.n FROM d
```
"""

from collections.abc import Iterator

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed


@rule("QY203", severity=Severity.REFUSED, fix=Fix.SAFE, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    words = lexed.words
    replace, names = [], []
    for k in range(part.first, part.last):
        if words[k] != "WITH":
            continue
        found = [lexed.tokens[name].text for name, body in expressions(lexed, k) if reads(lexed, body, name)]
        if found:
            names.append(found[0])
            replace.append((Part(k, k).after, " RECURSIVE"))
    return Hit(replace=replace, values={"name": names[0]}, at=replace[0][0]) if names else None


def expressions(lexed: Lexed, k: int) -> Iterator[tuple[int, Part]]:
    """(token of the name, body) of each common table expression behind the WITH at token k."""
    words, close = lexed.words, lexed.brackets.close
    while k + 3 < len(lexed.tokens) and lexed.is_name(k + 1):
        name = k + 1
        opening = close.get(name + 1, name) + 2
        if words[opening - 1] != "AS" or opening not in close:
            return
        yield name, Part(opening + 1, close[opening] - 1)
        k = close[opening] + 1
        if words[k] != ",":
            return


def reads(lexed: Lexed, body: Part, name: int) -> bool:
    """The body names it as a table of its own FROM clauses."""
    words, wanted = lexed.words, lexed.tokens[name].text.lower()
    in_from = False
    for k in range(body.first, body.last + 1):
        if words[k] in ("FROM", "JOIN", "APPLY"):
            in_from = True
        elif words[k] in ("SELECT", "WHERE", "ON", "GROUP BY", "ORDER BY", "HAVING", "UNION"):
            in_from = False
        alone = words[k + 1] != "." and words[k - 1] in ("FROM", "JOIN", ",")
        if in_from and alone and lexed.is_name(k) and lexed.tokens[k].text.lower() == wanted:
            return True
    return False
