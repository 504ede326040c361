"""INSERT {kind} puts rows into several tables

PostgreSQL inserts into one table: the query becomes a WITH query, and each INTO an INSERT that reads it. With FIRST a row
goes where the first condition is true, with ALL wherever one is.

```zh
INSERT {kind} 向多个表插入
PostgreSQL 一次只能插入一个表：将查询改为 WITH 查询，每个 INTO 改为读取它的 INSERT。FIRST 只取第一个成立的条件，ALL 取所有成立的条件。
```
```notes
sequence | a sequence gives a number to each INSERT: Oracle gives one number per row of the query | 序列在每个 INSERT 中各取一次值；Oracle 对查询的每一行只取一个值
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(10), fee NUMBER(6));
CREATE TABLE bill (id NUMBER(4), fee NUMBER(6));
INSERT INTO visit VALUES (1, 'a', 5);
INSERT INTO visit VALUES (2, 'b', 50);
INSERT INTO visit VALUES (3, 'c', 500);
```
```oracle
INSERT ALL
  INTO bill (id, fee) VALUES (8, NVL(NULL, 1)) -- eight
  INTO bill VALUES (9, '2')
SELECT * FROM dual
```
```postgres
WITH source1 AS (SELECT * FROM (SELECT 'X'::varchar(1) AS dummy) AS dual),
inserted1 AS (INSERT INTO bill (id, fee) SELECT 8, coalesce(NULL, 1) FROM source1)
INSERT -- eight
  INTO bill SELECT 9, '2' FROM source1
```
```then
SELECT id, fee FROM bill ORDER BY id
```
```rows
8 | 1
9 | 2
```
```refused 42601
```
```oracle
INSERT FIRST WHEN v.fee > 100 THEN INTO bill (id, fee) VALUES (id, fee) INTO visit (id) VALUES (-id) WHEN fee > 10 OR id = 9 THEN INTO bill (fee) VALUES (fee) ELSE INTO bill SELECT id, fee FROM visit v
```
```refused 42601
```
```oracle
INSERT FIRST WHEN fee > 100 THEN INTO bill (id, fee) VALUES (id, fee) INTO visit (id) VALUES (-id) WHEN fee > 10 OR id = 9 THEN INTO bill (fee) VALUES (fee) ELSE INTO bill SELECT id, fee FROM visit v
```
```postgres
WITH source1 AS (SELECT id, fee FROM visit v), inserted1 AS (INSERT INTO bill (id, fee) SELECT id, fee FROM source1 WHERE fee > 100), inserted2 AS (INSERT INTO visit (id) SELECT -id FROM source1 WHERE fee > 100), inserted3 AS (INSERT INTO bill (fee) SELECT fee FROM source1 WHERE (fee > 100) IS NOT TRUE AND (fee > 10 OR id = 9)) INSERT INTO bill SELECT * FROM source1 WHERE (fee > 100) IS NOT TRUE AND (fee > 10 OR id = 9) IS NOT TRUE
```
```then
SELECT (SELECT count(*) FROM visit WHERE id = -3), id, fee FROM bill ORDER BY fee
```
```rows
1 | 1 | 5
1 | NULL | 50
1 | 3 | 500
```
```refused 42601
```
```quiet
INSERT INTO bill (id, fee) SELECT v.id, v.fee FROM visit v WHERE v.fee > 1
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.records import dataclass
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.syntax.lex import Lexed


@dataclass(frozen=True)
class Into:
    """`INTO table (columns)` and its values (None: all of the query's), under conditions that must be and not be."""

    target: Part
    values: Part | None
    when: Part | None
    unlike: tuple[Part, ...]


@rule("DM104", source="oracle", severity=Severity.REFUSED, on=change("multitableinserts"))
def check(found: Expr) -> Hit | None:
    lexed, whole = found.lexed, found.tree.part
    kind = lexed.words[whole.first + 1]
    values = {"kind": kind}
    if has_default(found) or qualified_outside(found):
        return Hit(note="form", values=values, fix=Fix.NONE)
    source = found.view(found.node.args["source"]).part
    start = query_start(lexed, source)
    source = Part(start, whole.last)
    intos = read_intos(lexed, Part(whole.first + 2, start - 1), first_only=kind == "FIRST")
    if not intos:
        return Hit(note="form", values=values, fix=Fix.NONE)
    names = [free_names(lexed, 1, "source")[0], *free_names(lexed, len(intos) - 1, "inserted")]
    broken = "\n" in lexed.source(Part(whole.first, intos[0].target.first))
    text, places = written(intos, names, "\n" if broken else " ", source)
    twice = "NEXTVAL" in lexed.words[whole.first : start]
    return Hit(
        replace=[(whole, text, *places)],
        values=values,
        note="sequence" if twice else "",
        fix=Fix.REVIEW if twice else Fix.SAFE,
    )


def has_default(found: Expr) -> bool:
    """`VALUES (DEFAULT)`: no SELECT list may hold it."""
    return "DEFAULT" in found.lexed.words


def qualified_outside(found: Expr) -> bool:
    """A column with a table's name outside of the query; Oracle knows only those that the query gives."""
    source = found.node.args["source"]
    inner = {id(c) for c in source.find_all(exp.Column)}
    return any(c.table and id(c) not in inner and c.name.upper() != "NEXTVAL" for c in found.node.find_all(exp.Column))


def query_start(lexed: Lexed, source: Part) -> int:
    """A WITH or a parenthesis in front of the query belongs to it."""
    k = source.first
    while lexed.words[k - 1] == "(":
        k -= 1
    return k


def read_intos(lexed: Lexed, part: Part, first_only: bool) -> list[Into]:
    words, around, close = lexed.words, lexed.brackets.around, lexed.brackets.close
    depth = around[part.first]
    own = [k for k in range(part.first, part.last + 1) if around[k] == depth]
    starts = [k for k in own if words[k] in ("WHEN", "INTO", "ELSE") and not in_case(words, own, k)]
    found: list[Into] = []
    before: list[Part] = []
    when: Part | None = None
    unlike: tuple[Part, ...] = ()
    for k, end in zip(starts, [*(s - 1 for s in starts[1:]), part.last], strict=True):
        if words[k] == "WHEN":
            if words[end] != "THEN":
                return []
            unlike = tuple(before) if first_only else ()
            when = Part(k + 1, end - 1)
            before.append(when)
        elif words[k] == "ELSE":
            when, unlike = None, tuple(before)
        else:
            given = next((i for i in range(k, end) if words[i] == "VALUES" and around[i] == depth), None)
            if given is not None and close.get(given + 1) != end:
                return []
            values = Part(given + 2, end - 1) if given is not None else None
            found.append(Into(Part(k, given - 1 if given is not None else end), values, when, unlike))
    return found


def in_case(words: list[str], own: list[int], k: int) -> bool:
    """Between CASE and its END."""
    return sum((words[i] == "CASE") - (words[i] == "END") for i in own if i < k) > 0


def written(intos: list[Into], names: list[str], sep: str, source: Part) -> tuple[str, list[Any]]:
    query, places, parts = names[0], [source], []
    for into in intos:
        text = "INSERT {} SELECT "
        places.append(into.target)
        text += "{}" if into.values else "*"
        places += [into.values] if into.values else []
        text += f" FROM {query}"
        terms = ["({}) IS NOT TRUE" for _ in into.unlike]
        places += into.unlike
        if into.when:
            terms.append("({})" if terms else "{}")
            places.append(into.when)
        parts.append(text + (" WHERE " + " AND ".join(terms) if terms else ""))
    inner = [f"{name} AS ({part})" for name, part in zip(names[1:], parts, strict=False)]
    return f"WITH {query} AS ({{}})" + "".join(f",{sep}{i}" for i in inner) + sep + parts[-1], places
