"""UNPIVOT turns columns into rows

PostgreSQL has no such operator: each row is joined with a list of its columns' names and values; NULL is left out. The
source's columns must be known.

```zh
UNPIVOT 列转行
PostgreSQL 没有此运算：每行与其列名、列值的列表连接，NULL 不输出。须能得知来源的列。
```
```setup
CREATE TABLE visit (ward VARCHAR(10) NOT NULL, morning INT, evening INT);
INSERT INTO visit VALUES ('a', 1, 2), ('b', NULL, 4);
```
```sqlserver
SELECT u.ward, u.shift, u.n FROM visit UNPIVOT (n FOR shift IN (morning, [evening])) AS u WHERE u.ward = 'a'
```
```postgres
SELECT u.ward, u.shift, u.n FROM (SELECT ward, shift, n FROM visit CROSS JOIN LATERAL (VALUES ('morning', morning), ('evening', evening)) AS unpivoted (shift, n) WHERE n IS NOT NULL) AS u WHERE u.ward = 'a'
```
```rows
a | morning | 1
a | evening | 2
```
```refused 42601
```
```sqlserver
SELECT u.n FROM unknown_table UNPIVOT (n FOR shift IN (morning, evening)) u
```
```refused 42601
```
```quiet
SELECT v.ward AS unpivot FROM visit v
```
```notes
columns | the columns of its source are not known | 其来源的列未知
form | such a form has to be written by hand | 此种写法须人工改写
```
"""

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.pivoted_rows import own_tokens, source_columns

JOINING = frozenset({",", "JOIN", "PIVOT", "UNPIVOT", "APPLY"})


@rule("QY211", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=SELECT)
def check(select: Select, context: Context) -> Hit | None:
    lexed, source = select.lexed, select.clauses.get("FROM")
    if source is None:
        return None
    words, close = lexed.words, lexed.brackets.close
    own = own_tokens(lexed, Part(source.first + 1, source.last))
    k = next((k for k in own if words[k] == "UNPIVOT" and words[k + 1] == "("), None)
    if k is None:
        return None
    clause = Part(k, close.get(k + 1, k))
    names = tuple(Part(i, i) for i in range(k + 7, clause.last - 1) if words[i] != ",")
    shaped = (words[k + 3], words[k + 5], words[k + 6]) == ("FOR", "IN", "(") and close.get(k + 6) == clause.last - 1
    if not shaped or any(words[i] in JOINING for i in own if i != k) or not all(lexed.is_name(n.first) for n in names):
        return Hit(note="form", fix=Fix.NONE, at=clause)
    columns = source_columns(select, context)
    if columns is None:
        return Hit(note="columns", fix=Fix.NONE, at=clause)
    gone = {lexed.tokens[n.first].text.lower() for n in names}
    kept = [literal_template(context.names.spell(c, True, "column")) for c in columns if c.lower() not in gone]
    value, name, item = Part(k + 2, k + 2), Part(k + 4, k + 4), Part(source.first + 1, k - 1)
    texts = [literal_template(lexed.tokens[n.first].text.replace("'", "''")) for n in names]
    rows = ", ".join(f"('{text}', {{}})" for text in texts)
    tail = f" CROSS JOIN LATERAL (VALUES {rows}) AS unpivoted ({{}}, {{}}) WHERE {{}} IS NOT NULL)"
    replace: list[tuple[Any, ...]] = [
        (item.before, f"(SELECT {', '.join([*kept, '{}', '{}'])} FROM ", name, value),
        (item.after, tail, *names, name, value, value),
        (clause, ""),
    ]
    return Hit(replace=replace, at=clause)
