"""an outer join by {mark}

The marked side of a condition is optional. LEFT JOIN says the same; the marked conditions move to its ON, the others stay
in WHERE. The same is written for `a *= b` of old versions of SQL Server, where b is optional, and for `a =* b`.

```zh
用 {mark} 表示的外连接
条件中带 (+) 的一侧可以没有匹配行。改写为 LEFT JOIN，带 (+) 的条件移到 ON，其余条件留在 WHERE。SQL Server 旧版本的 a *= b（b 可无匹配）与 a =* b 同样处理。
```
```notes
joins | the query has joins of the other kind as well, or a FROM item that is not understood | 查询中还有其他写法的连接，或无法识别的 FROM 项
several | one condition marks several tables | 同一条件标记了多个表
owner | to which table a column belongs is not known | 无法确定列属于哪个表
circle | the marks need each other | (+) 相互依赖
or | the mark stands below OR | (+) 位于 OR 之下
inner | a condition on the optional table alone is taken as part of the join | 仅涉及可选表的条件视为连接条件
star | the columns of * come in another order | * 展开的列顺序不同
```
```setup oracle
CREATE TABLE bed (id NUMBER(4), ward VARCHAR2(4), room NUMBER(4));
CREATE TABLE patient (pid NUMBER(4), bed NUMBER(4), name VARCHAR2(10));
CREATE TABLE bill (pid NUMBER(4), kind VARCHAR2(4), fee NUMBER(4));
INSERT INTO bed VALUES (1, 'W1', 11);
INSERT INTO bed VALUES (2, 'W1', 12);
INSERT INTO patient VALUES (7, 1, 'a');
INSERT INTO bill VALUES (7, 'x', 5);
INSERT INTO bill VALUES (7, 'y', 6);
```
```oracle
SELECT b.id, p.name FROM bed b, patient p WHERE b.id = p.bed(+) AND b.ward = 'W1' ORDER BY b.id
```
```postgres
SELECT b.id, p.name FROM bed b LEFT JOIN patient p ON b.id = p.bed WHERE b.ward = 'W1' ORDER BY b.id
```
```rows
1 | a
2 | NULL
```
```refused 42601
```
```oracle
SELECT b.id, name, l.fee
FROM bed b, /* who lies there */ patient p, bill l
WHERE b.id = bed (+)
  AND p.pid = l.pid(+) AND l.kind(+) = 'y'
ORDER BY b.id
```
```postgres
SELECT b.id, name, l.fee
FROM bed b
LEFT JOIN /* who lies there */ patient p ON b.id = bed
LEFT JOIN bill l ON p.pid = l.pid AND l.kind = 'y'
ORDER BY b.id
```
```rows
1 | a | 6
2 | NULL | NULL
```
```refused 42601
```
```oracle
SELECT COUNT(*) FROM bed b, bed c, bill l WHERE l.pid(+) = b.id + c.id AND l.fee(+) > 5 UNION ALL SELECT (SELECT COUNT(l.fee) FROM patient p, bill l WHERE p.pid = l.pid (+) AND l.kind = 'x') FROM dual
```
```postgres
SELECT COUNT(*) FROM bed b CROSS JOIN bed c LEFT JOIN bill l ON l.pid = b.id + c.id AND l.fee > 5 UNION ALL SELECT (SELECT COUNT(l.fee) FROM patient p LEFT JOIN bill l ON p.pid = l.pid WHERE l.kind = 'x')
```
```rows
4
1
```
```refused 42601
```
```quiet
SELECT b.id FROM bed b, patient p WHERE b.id = p.bed
```
```setup sqlserver
CREATE TABLE bed (id INT, ward VARCHAR(4), room INT);
CREATE TABLE patient (pid INT, bed INT, name VARCHAR(10));
CREATE TABLE bill (pid INT, kind VARCHAR(4), fee INT);
INSERT INTO bed VALUES (1, 'W1', 11), (2, 'W1', 12);
INSERT INTO patient VALUES (7, 1, 'a');
INSERT INTO bill VALUES (7, 'x', 5);
```
```sqlserver
SELECT b.id, p.name FROM bed b, patient p WHERE b.id *= p.bed AND b.ward = 'W1' ORDER BY b.id
```
```postgres
SELECT b.id, p.name FROM bed b LEFT JOIN patient p ON b.id = p.bed WHERE b.ward = 'W1' ORDER BY b.id NULLS FIRST
```
```rows
1 | a
2 | NULL
```
```refused 42883
```
```sqlserver
SELECT COUNT(l.fee), COUNT(*) FROM bill l, patient p WHERE l.pid =* p.pid AND l.kind = 'z' UNION ALL SELECT (SELECT COUNT(*) FROM bed, patient p WHERE p.bed =* bed.id -- all
), 0
```
```postgres
-- dbmigrate QY014 1: an outer join by =* (a condition on the optional table alone is taken as part of the join)
SELECT COUNT(l.fee), COUNT(*) FROM patient p LEFT JOIN bill l ON l.pid = p.pid AND l.kind = 'z' UNION ALL SELECT (SELECT COUNT(*) FROM bed LEFT JOIN patient p ON p.bed = bed.id -- all
), 0
```
```rows
0 | 1
2 | 0
```
```refused 42883
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import DROP, Fix, Hit, Part, Severity
from dbmigrate.rules.queries.marked_joins import (
    Group,
    Unclear,
    grouped,
    keeps_order,
    marked_terms,
    own_columns,
    read_joins,
)

LONGEST_LINE = 100


@rule("QY014", severity=Severity.REFUSED, on=SELECT, unless="outer_join_plus")
def check(select: Select, context: Context) -> Hit | None:
    where = select.node.args.get("where")
    if where is None or not any(True for _ in marks_in(select.part, select)):
        return None
    if not any(c.args.get("join_mark") for c in own_columns(where, select.node)):
        return None
    terms = marked_terms(select)
    mark = spelled(next(marks_in((terms[0].part if terms else select.clauses["WHERE"]), select)), select)
    if not terms:
        return Hit(note="or", fix=Fix.NONE, at=select.clauses["WHERE"], values={"mark": mark})
    try:
        groups = grouped(read_joins(select, context))
    except Unclear as reason:
        return Hit(note=str(reason), fix=Fix.NONE, at=terms[0].part, values={"mark": mark})
    moved = [term for group in groups for item in group.items for term in item.terms]
    template, places = written(select, groups)
    whole = select.clauses["FROM"]
    replace: list[tuple[Any, ...]] = [(Part(whole.first + 1, whole.last), template, *places)]
    replace += [(term, DROP) for term in moved]
    replace += [(Part(k, k), "") for term in terms for k in marks_in(term.part, select)]
    star = any(isinstance(e, exp.Star) for e in select.node.expressions) and not keeps_order(groups)
    note = "inner" if len(moved) > len(terms) else "star" if star else ""
    fix = Fix.REVIEW if note else Fix.SAFE
    return Hit(replace=replace, note=note, fix=fix, at=terms[0].part, values={"mark": mark})


def marks_in(part: Part, select: Select) -> Iterator[int]:
    """Tokens: (+), and the hidden stars of *= and =*."""
    lexed = select.lexed
    for k in range(part.first, part.last + 1):
        if lexed.words[k] == "(+)" or (lexed.words[k] == "*" and k in lexed.hidden_tokens):
            yield k


def spelled(k: int, select: Select) -> str:
    words = select.lexed.words
    return words[k] if words[k] == "(+)" else "*=" if words[k + 1] == "=" else "=*"


def written(select: Select, groups: list[Group]) -> tuple[str, list[Part]]:
    """The FROM items, on one line where the user's is short."""
    before = separator(select)
    places: list[Part] = []
    texts = []
    for group in groups:
        text = ""
        for i, item in enumerate(group.items):
            places.append(item.part)
            if not i:
                text = "{}"
            elif not item.is_optional:
                text += " CROSS JOIN {}"
            else:
                text += before + "LEFT JOIN {} ON " + " AND ".join("{}" for _ in item.terms)
                places += [term.part for term in item.terms]
        texts.append(text)
    return ", ".join(texts), places


def separator(select: Select) -> str:
    """A blank, or a line's end with the indentation of FROM where the clause would get long or has lines already."""
    text, lexed = select.lexed.text, select.lexed
    start, end = lexed.offsets(select.clauses["FROM"])
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    own_line = bool(begin) and not text[begin:start].strip()
    where = lexed.offsets(select.clauses["WHERE"])
    lines = "\n" in text[start:end] or "\n" in text[where[0] : where[1]] or end - begin > LONGEST_LINE
    if own_line and lines:
        return "\n" + text[begin:start]
    return "\n" if lines and "\n" in text[start : where[1]] else " "
