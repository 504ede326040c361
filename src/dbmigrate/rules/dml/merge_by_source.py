"""MERGE changes the rows that its source does not have (NOT MATCHED BY SOURCE)

PostgreSQL knows this branch from version 17 on. A DELETE or UPDATE of those rows says the same; beside other branches it
stands in a WITH, so that both see the rows as they were.

```zh
MERGE 修改源中不存在的行（NOT MATCHED BY SOURCE）
PostgreSQL 17 起才支持该分支。改为对这些行的 DELETE 或 UPDATE；与其他分支并存时写在 WITH 中，两者看到同样的原有数据。
```
```setup
CREATE TABLE dict (code VARCHAR(10), name VARCHAR(20), used INTEGER);
INSERT INTO dict VALUES ('a', 'old', 1), ('b', 'gone', 1);
CREATE TABLE feed (code VARCHAR(10), name VARCHAR(20));
INSERT INTO feed VALUES ('a', 'new'), ('c', 'more');
```
```sqlserver
MERGE INTO dict AS d USING feed AS f ON d.code = f.code WHEN MATCHED THEN UPDATE SET name = f.name WHEN NOT MATCHED BY TARGET THEN INSERT (code, name) VALUES (f.code, f.name) WHEN NOT MATCHED BY SOURCE AND d.used = 1 THEN DELETE;
```
```postgres
WITH unmatched AS (DELETE FROM dict AS d WHERE NOT EXISTS (SELECT 1 FROM feed AS f WHERE d.code = f.code) AND d.used = 1 RETURNING 1) MERGE INTO dict AS d USING feed AS f ON d.code = f.code WHEN MATCHED THEN UPDATE SET name = f.name WHEN NOT MATCHED THEN INSERT (code, name) VALUES (f.code, f.name);
```
```then
SELECT code, name FROM dict ORDER BY code
```
```rows
a | new
c | more
```
```sqlserver
MERGE dict d USING (SELECT code FROM feed) f ON d.code = f.code -- stop
 WHEN NOT MATCHED BY SOURCE THEN UPDATE SET d.used = 0, name = 'x';
```
```postgres
UPDATE dict d SET used = 0, name = 'x' WHERE NOT EXISTS (SELECT 1 FROM (SELECT code FROM feed) f WHERE d.code = f.code -- stop
);
```
```then
SELECT code, name, used FROM dict ORDER BY code
```
```rows
a | old | 1
b | x | 0
```
```sqlserver
MERGE dict d USING feed f ON d.code = f.code WHEN NOT MATCHED BY SOURCE AND d.used = 1 THEN DELETE WHEN NOT MATCHED BY SOURCE THEN UPDATE SET used = 0;
```
```quiet
MERGE INTO dict AS d USING feed AS f ON d.code = f.code WHEN NOT MATCHED THEN INSERT (code) VALUES (f.code);
```
```notes
branches | the statement has several such branches, or TOP or OUTPUT | 语句含多个此类分支，或含 TOP、OUTPUT
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.joined_change import has_or
from dbmigrate.syntax.ddl.nodes import Dml
from dbmigrate.syntax.lex import Lexed

BY_SOURCE = ["WHEN", "NOT", "MATCHED", "BY", "SOURCE"]
STOPS = frozenset({"TOP", "OUTPUT", "WITH"})


@rule("DM221", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Dml), needs="pg15")
def check(statement: Dml) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    words, around = lexed.words, lexed.brackets.around
    if words[part.first] != "MERGE":
        return None
    last = part.last - (words[part.last] == ";")
    own = [k for k in range(part.first, last + 1) if around[k] == around[part.first]]
    heads = [k for k in own if words[k] == "WHEN"]
    branches = [Part(a, b - 1) for a, b in zip(heads, [*heads[1:], last + 1], strict=True)]
    found = [b for b in branches if words[b.first : b.first + 5] == BY_SOURCE]
    if not found:
        return None
    using = next((k for k in own if words[k] == "USING"), None)
    on = next((k for k in own if words[k] == "ON" and using is not None and k > using), None)
    if len(found) > 1 or using is None or on is None or any(words[k] in STOPS for k in own):
        return Hit(note="branches", fix=Fix.NONE)
    start = part.first + 1 + (words[part.first + 1] == "INTO")
    pieces = Pieces(lexed, found[0], Part(start, using - 1), Part(using + 1, on - 1), Part(on + 1, heads[0] - 1))
    text, places = pieces.change()
    if len(branches) == 1:
        return Hit(replace=[(Part(part.first, last), text, *places, Part(part.first, part.first))])
    before = (Part(part.first, last).before, f"WITH unmatched AS ({text} RETURNING 1) ", *places)
    return Hit(replace=[before, (found[0], "")])


class Pieces:
    """The target and the source with their aliases, the condition that joins them, and the branch."""

    def __init__(self, lexed: Lexed, branch: Part, target: Part, source: Part, on: Part) -> None:
        self.lexed, self.branch, self.target, self.source, self.on = lexed, branch, target, source, on
        depth = lexed.brackets.around[branch.first]
        own = [k for k in range(branch.first, branch.last + 1) if lexed.brackets.around[k] == depth]
        self.then = next(k for k in own if lexed.words[k] == "THEN")

    def change(self) -> tuple[str, list[Part]]:
        words = self.lexed.words
        asked, more = "NOT EXISTS (SELECT 1 FROM {} WHERE {})", []
        if words[self.branch.first + 5] == "AND":
            condition = Part(self.branch.first + 6, self.then - 1)
            asked += " AND ({})" if has_or(condition, self.lexed) else " AND {}"
            more = [condition]
        if words[self.then + 1] == "DELETE":
            return f"DELETE FROM {{}} WHERE {asked}", [self.target, self.source, self.on, *more]
        return f"UPDATE {{}} SET {{}} WHERE {asked}", [self.target, self.assignments, self.source, self.on, *more]

    @property
    def assignments(self) -> Part:
        return Part(self.then + 3, self.branch.last)  # behind UPDATE SET
