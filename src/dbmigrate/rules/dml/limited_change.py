"""{verb} TOP changes some of the rows

PostgreSQL's {verb} takes no number of rows. The rows are picked by a query with LIMIT and found again by their place
(`ctid`); which ones they are is left open in both databases.

```zh
{verb} TOP 只处理部分行
PostgreSQL 的 {verb} 不能限制行数。改用带 LIMIT 的查询选出行，再按行的物理位置（ctid）处理；两库都不保证是哪些行。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee INT);
INSERT INTO visit VALUES (1, 5), (2, 5), (3, 5);
```
```sqlserver
DELETE TOP (2) FROM visit WHERE id > 0
```
```postgres
DELETE FROM visit WHERE ctid IN (SELECT ctid FROM visit WHERE id > 0 LIMIT 2)
```
```then
SELECT count(*) FROM visit
```
```rows
1
```
```refused 42601
```
```sqlserver
UPDATE TOP (1) visit SET fee = 6
```
```postgres
UPDATE visit SET fee = 6 WHERE ctid IN (SELECT ctid FROM visit LIMIT 1)
```
```then
SELECT fee FROM visit ORDER BY fee
```
```rows
5
5
6
```
```refused 42601
```
```sqlserver
DELETE TOP (2) FROM visit OUTPUT deleted.fee WHERE id > 0
```
```postgres
DELETE FROM visit WHERE ctid IN (SELECT ctid FROM visit WHERE id > 0 LIMIT 2) RETURNING fee
```
```rows
5
5
```
```refused 42601
```
```sqlserver
INSERT TOP (1) INTO visit (id) SELECT v.id + 10 FROM visit v ORDER BY v.id
```
```postgres
INSERT INTO visit (id) SELECT v.id + 10 FROM visit v ORDER BY v.id LIMIT 1
```
```then
SELECT count(*) FROM visit
```
```rows
4
```
```refused 42601
```
```sqlserver
DELETE TOP (1) v FROM visit v
```
```refused 42601
```
```quiet
DELETE FROM visit WHERE id IN (SELECT TOP 2 v.id FROM visit v)
```
```notes
form | such a statement has to be written by hand | 此类语句须人工改写
```
"""

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.dml.from_items import read_name
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.syntax.ddl.nodes import Dml
from dbmigrate.syntax.lex import Lexed


@rule("DM204", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Dml))
def check(statement: Dml, context: Context) -> Hit | None:
    lexed, part = statement.lexed, statement.part
    words, close = lexed.words, lexed.brackets.close
    k = part.first
    if words[k] not in ("DELETE", "UPDATE", "INSERT", "MERGE") or words[k + 1] != "TOP":
        return None
    values = {"verb": words[k]}
    last = close.get(k + 2, k + 2)
    number = Part(k + 3, last - 1) if last > k + 2 else Part(last, last)
    top = Part(k + 1, last)
    first = last + 1 + (words[last + 1] in ("FROM", "INTO"))
    named = read_name(lexed, first, part.last)
    own = [i for i in range(first, part.last + 1) if lexed.brackets.around[i] == lexed.brackets.around[k]]
    heads = [words[i] for i in own]
    wrong = words[last + 1] == "PERCENT" or named is None or "FROM" in heads
    if words[k] == "INSERT":
        if not {"SELECT"} & set(heads) or words[last + 1] == "PERCENT" or "UNION" in heads or "OUTPUT" in heads:
            return Hit(values=values, note="form", fix=Fix.NONE)
        return Hit(replace=[(top, ""), (part.after, f" {limit(number, lexed, context)}", number)], values=values)
    if wrong or named is None or words[k] == "MERGE":
        return Hit(values=values, note="form", fix=Fix.NONE)
    target = named[0]
    where = next((i for i in own if words[i] == "WHERE"), part.last + 1)
    follows = words[target.last + 1] in ("SET", "WHERE", ";", "", "WITH", "OUTPUT") or target.last == part.last
    if not follows:
        return Hit(values=values, note="form", fix=Fix.NONE)
    removed: list[tuple[Any, ...]] = [(top, "")]
    if words[last + 1] != "FROM" and words[k] != "UPDATE":
        removed.append((Part(k, k).after, " FROM"))
    before = Part(first, where - 1)
    picked = (before.after, " WHERE ctid IN (SELECT ctid FROM {}", target)
    return Hit(replace=[*removed, picked, (part.after, f" {limit(number, lexed, context)})", number)], values=values)


def limit(number: Part, lexed: Lexed, context: Context) -> str:
    """A template with the number as its place. Within code a variable has another name, which no other rule writes in a
    part that is hidden from the parser."""
    word = lexed.tokens[number.first].text
    judgement = understood(context) if number.first == number.last and word.startswith("@") else None
    name = judgement.names.get(word.lower()) if judgement is not None else None
    return "LIMIT {}" if name is None else f"LIMIT {literal_template(name)}"
