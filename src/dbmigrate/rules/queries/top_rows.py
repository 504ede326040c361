"""TOP takes the first rows

In PostgreSQL the number of rows stands at the end of the query, behind ORDER BY. WITH TIES needs FETCH FIRST; a
percentage is worked out by counting the rows of the same query, which reads them twice.

```zh
TOP 取前若干行
PostgreSQL 的行数写在查询末尾、ORDER BY 之后。WITH TIES 须用 FETCH FIRST；百分比通过对同一查询计数得出，数据会读取两次。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee INT NOT NULL);
INSERT INTO visit VALUES (1, 30), (2, 20), (3, 20), (4, 10);
```
```sqlserver
SELECT TOP 2 v.id FROM visit v ORDER BY v.id
```
```postgres
SELECT v.id FROM visit v ORDER BY v.id LIMIT 2
```
```rows
1
2
```
```refused 42601
```
```sqlserver
SELECT DISTINCT TOP (1 + 1) WITH TIES v.fee FROM visit v ORDER BY v.fee DESC
```
```postgres
SELECT DISTINCT v.fee FROM visit v ORDER BY v.fee DESC FETCH FIRST (1 + 1) ROWS WITH TIES
```
```rows
30
20
```
```refused 42601
```
```sqlserver
SELECT TOP 60 PERCENT v.id FROM visit v ORDER BY v.id DESC
```
```postgres
SELECT v.id FROM visit v ORDER BY v.id DESC LIMIT (SELECT ceil(count(*) * 60 / 100.0) FROM (SELECT v.id FROM visit v) AS counted)
```
```rows
4
3
2
```
```refused 42601
```
```sqlserver
SELECT TOP 1 v.id FROM visit v WHERE v.id > 2 UNION ALL SELECT TOP 1 v.id FROM visit v WHERE v.id < 2 ORDER BY id
```
```postgres
(SELECT v.id FROM visit v WHERE v.id > 2 LIMIT 1) UNION ALL (SELECT v.id FROM visit v WHERE v.id < 2 LIMIT 1) ORDER BY id
```
```refused 42601
```
```sqlserver
SELECT v.id FROM visit v WHERE v.id = (SELECT TOP 1 w.id -- the dearest
  FROM visit w ORDER BY w.fee DESC)
```
```postgres
SELECT v.id FROM visit v WHERE v.id = (SELECT w.id -- the dearest
  FROM visit w ORDER BY w.fee DESC LIMIT 1)
```
```rows
1
```
```sqlserver
SELECT TOP (100) PERCENT v.id FROM visit v WHERE v.id = 3
```
```postgres
SELECT v.id FROM visit v WHERE v.id = 3
```
```rows
3
```
```quiet
SELECT v.id FROM visit v ORDER BY v.id OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("QY200", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT, unless="top")
def check(select: Select) -> Hit | None:
    words, first = select.lexed.words, select.part.first
    k = first + 1 + (words[first + 1] in ("DISTINCT", "ALL"))
    if words[k] != "TOP":
        return None
    amount = amount_behind(select, k)
    if amount is None:
        return None
    last = amount.last
    percent = words[last + 1] == "PERCENT"
    last += percent
    ties = words[last + 1 : last + 3] == ["WITH", "TIES"]
    last += 2 * ties
    gone = (Part(k, last), "")
    if percent and words[amount.first : amount.last + 1] in (["100"], ["(", "100", ")"]):
        return Hit(replace=[gone])
    text, places = limit(select, Part(last + 1, rows_end(select)), amount, percent, ties)
    end = Part(first, last_of_query(select))
    if isinstance(select.parent, exp.SetOperation):
        return Hit(replace=[gone, (end.before, "("), (end.after, f"{text})", *places)])
    return Hit(replace=[gone, (end.after, text, *places)])


def amount_behind(select: Select, k: int) -> Part | None:
    """`5`, `(5)` or a variable behind TOP."""
    brackets = select.lexed.brackets
    return Part(k + 1, brackets.close.get(k + 1, k + 1)) if k + 1 < select.part.last else None


def limit(select: Select, rest: Part, amount: Part, percent: bool, ties: bool) -> tuple[str, list[Any]]:
    """The clause for the end of the query, and its places."""
    words = select.lexed.words
    single = amount.last == amount.first + 2
    number = Part(amount.first + 1, amount.last - 1) if single else amount
    if percent:
        kind = "DISTINCT " if words[select.part.first + 1] == "DISTINCT" else ""
        counted = f"(SELECT ceil(count(*) * {{}} / 100.0) FROM (SELECT {kind}{{}}) AS counted)"
        places: list[Any] = [number, rest]
    else:
        counted, places = "{}", [number]
    if ties:
        return (f" FETCH FIRST {counted} ROWS WITH TIES", places)
    return f" LIMIT {counted}", places


def rows_end(select: Select) -> int:
    """The last token of what makes the rows: before ORDER BY and what follows it."""
    tails = [part.first for word, part in select.clauses.items() if word in ("ORDER", "FOR", "OPTION")]
    return min(tails, default=select.part.last + 1) - 1


def last_of_query(select: Select) -> int:
    """The last token before FOR XML and OPTION; in a branch of a UNION before ORDER BY too, which is the union's."""
    if isinstance(select.parent, exp.SetOperation):
        return rows_end(select)
    tails = [part.first for word, part in select.clauses.items() if word in ("FOR", "OPTION")]
    return min(tails, default=select.part.last + 1) - 1
