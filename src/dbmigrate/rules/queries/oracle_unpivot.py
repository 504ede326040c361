"""UNPIVOT turns columns into rows (Oracle)

PostgreSQL has no such operator: each row is joined with a list of its columns' names and values. Rows without a value are
left out unless INCLUDE NULLS asks for them.

```zh
UNPIVOT 列转行（Oracle）
PostgreSQL 没有此运算：将每一行与由列名和列值组成的列表连接。默认去掉空值行，INCLUDE NULLS 时保留。
```
```notes
columns | the columns of its source are not known | 其来源的列未知
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), fee NUMBER(6), tax NUMBER(6,2));
INSERT INTO visit VALUES (1, 5, NULL);
INSERT INTO visit VALUES (2, 7, 0.5);
```
```oracle
SELECT * FROM visit UNPIVOT (amount FOR kind IN (fee, tax AS '税')) ORDER BY id, kind
```
```postgres
SELECT * FROM (SELECT id, kind, amount FROM visit CROSS JOIN LATERAL (VALUES ('FEE', fee), ('税', tax)) AS pivoted1 (kind, amount) WHERE amount IS NOT NULL) AS pivoted2 ORDER BY id, kind
```
```rows
1 | FEE | 5
2 | FEE | 7
2 | 税 | 0.50
```
```refused 42601
```
```oracle
SELECT u.id, u.kind, u.a, u.b
FROM (SELECT v.id, v.fee, v.tax, NVL(v.id, 0) AS n FROM visit v) UNPIVOT INCLUDE NULLS ((a, b) -- pairs
FOR kind IN ((fee, tax) AS 1, (tax, n) AS 2)) u
WHERE u.id = 1 ORDER BY u.kind
```
```postgres
SELECT u.id, u.kind, u.a, u.b
FROM (SELECT id, kind, a, b FROM (SELECT v.id, v.fee, v.tax, coalesce(v.id, 0) AS n FROM visit v) AS pivoted2 CROSS JOIN LATERAL (VALUES (1, fee, tax), (2, tax, n)) AS pivoted1 (kind, a, b)) -- pairs
 u
WHERE u.id = 1 ORDER BY u.kind
```
```rows
1 | 1 | 5 | NULL
1 | 2 | NULL | 1
```
```oracle
SELECT COUNT(*) FROM visit WHERE id IN (SELECT amount FROM visit UNPIVOT (amount FOR kind IN (fee, tax)) u) UNION SELECT amount FROM visit UNPIVOT (amount FOR kind IN (fee)) WHERE id = 1
```
```postgres
SELECT COUNT(*) FROM visit WHERE id IN (SELECT amount FROM (SELECT id, kind, amount FROM visit CROSS JOIN LATERAL (VALUES ('FEE', fee), ('TAX', tax)) AS pivoted1 (kind, amount) WHERE amount IS NOT NULL) u) UNION SELECT amount FROM (SELECT id, tax, kind, amount FROM visit CROSS JOIN LATERAL (VALUES ('FEE', fee)) AS pivoted1 (kind, amount) WHERE amount IS NOT NULL) AS pivoted2 WHERE id = 1
```
```rows
0
5
```
```refused 42601
```
```oracle
SELECT * FROM (SELECT id, NULL AS fee, tax FROM visit) UNPIVOT (amount FOR kind IN (fee, tax))
```
```postgres
SELECT * FROM (SELECT id, kind, amount FROM (SELECT id, NULL AS fee, tax FROM visit) AS pivoted2 CROSS JOIN LATERAL (VALUES ('FEE', NULL), ('TAX', tax)) AS pivoted1 (kind, amount) WHERE amount IS NOT NULL) AS pivoted2
```
```rows
2 | TAX | 0.50
```
```oracle
SELECT * FROM stranger UNPIVOT (amount FOR kind IN (fee, tax))
```
```refused 42601
```
```quiet
SELECT v.id AS unpivot FROM visit v
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.pivot_source import PivotSource, Unclear, folded_name, pivot_sources


@rule("QY021", source="oracle", severity=Severity.REFUSED, on=SELECT)
def check(select: Select, context: Context) -> Hit | None:
    found = pivot_sources(select, "UNPIVOT", context)
    if not found:
        return None
    try:
        replace = [change for _, source in found for change in written(source, context)]
    except Unclear as reason:
        return Hit(note=str(reason), fix=Fix.NONE, at=found[0][0])
    return Hit(replace=replace, at=found[0][0])


def written(source: PivotSource | Unclear, context: Context) -> Iterator[tuple[Any, ...]]:
    if isinstance(source, Unclear):
        raise source
    select, pivot = source.select, source.pivot
    if len(pivot.args["fields"]) != 1 or len(pivot.expressions) != 1:
        raise Unclear("form")
    field = pivot.args["fields"][0]
    names = [source.spelled(context, folded_name(n)) for n in (*members(field.this), *members(pivot.expressions[0]))]
    used = {folded_name(c) for entry in field.expressions for c in entry.find_all(exp.Column)}
    kept = [source.spelled(context, name) for name in source.columns if name not in used]
    rows, places = [], list[Any]()
    for entry in field.expressions:
        columns = members(entry.this if isinstance(entry, exp.PivotAlias) else entry)
        if len(columns) != len(names) - 1:
            raise Unclear("form")
        texts = ["NULL" if folded_name(c) in source.empty else "{}" for c in columns]
        rows.append(f"({label(entry, columns)}, {', '.join(texts)})")
        places += [select.view(c) for c, text in zip(columns, texts, strict=True) if text == "{}"]
    outer, inner = free_names(select.lexed, 2, "pivoted")
    text = f"{source.inner} CROSS JOIN LATERAL (VALUES {', '.join(rows)}) AS {outer} ({', '.join(names)})"
    if not pivot.args.get("include_nulls"):
        terms = " OR ".join(f"{name} IS NOT NULL" for name in names[1:])
        text += f" WHERE {terms}"
    alias = f" AS {inner}" if source.alias else ""
    yield source.item.before, f"(SELECT {', '.join([*kept, *names])} FROM "
    yield source.item.after, f"{text}){alias}", *places
    yield source.clause, ""


def members(node: Any) -> list[Any]:
    return list(node.expressions) if isinstance(node, exp.Tuple) else [node.unnest()]


def label(entry: Any, columns: list[Any]) -> str:
    """What stands in the row for the columns: the constant behind AS, else their names."""
    if not isinstance(entry, exp.PivotAlias):
        return "'" + "_".join(folded_name(c) for c in columns).replace("'", "''") + "'"
    alias = entry.args["alias"]
    if not isinstance(alias, exp.Literal):
        raise Unclear("form")
    text = alias.this.replace("'", "''").replace("{", "{{").replace("}", "}}")
    return f"'{text}'" if alias.is_string else str(alias.this)
