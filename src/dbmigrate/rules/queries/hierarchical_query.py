"""CONNECT BY walks up or down a hierarchy

A recursive query says the same: the rows of START WITH, then to each row those that CONNECT BY finds for it. It stands in
the place of the table, so that the rest of the query stays; rows come depth first as in Oracle.

```zh
CONNECT BY 层次查询
用递归查询表达：先取 START WITH 的行，再逐行取 CONNECT BY 找到的下级。递归查询放在原表的位置，其余部分不变；行的顺序与 Oracle 一样为深度优先。
```
```notes
tables | the query reads several tables | 查询涉及多个表
prior | the condition is not of the form PRIOR column = column | 条件不是 PRIOR 列 = 列 的形式
cycle | CONNECT_BY_ISCYCLE is asked for | 使用了 CONNECT_BY_ISCYCLE
star | * would also give the columns that the recursion adds | * 会带出递归增加的列
order | ORDER SIBLINGS BY names what the select list makes | ORDER SIBLINGS BY 引用了选择列表中的别名
```
```setup oracle
CREATE TABLE dept (id NUMBER(4), parent NUMBER(4), name VARCHAR2(10), n NUMBER(4));
INSERT INTO dept VALUES (1, NULL, 'all', 1);
INSERT INTO dept VALUES (2, 1, 'surgery', 2);
INSERT INTO dept VALUES (3, 1, 'medicine', 1);
INSERT INTO dept VALUES (4, 3, 'heart', 1);
```
```oracle
SELECT LEVEL, name FROM dept START WITH parent IS NULL CONNECT BY PRIOR id = parent ORDER SIBLINGS BY n
```
```postgres
SELECT LEVEL, name FROM (WITH RECURSIVE tree AS (SELECT dept.*, 1 AS level, ARRAY[row_number() OVER (ORDER BY dept.n)] AS siblings FROM dept WHERE parent IS NULL UNION ALL SELECT dept.*, prior.level + 1, prior.siblings || row_number() OVER (ORDER BY dept.n) FROM dept JOIN tree AS prior ON prior.id = dept.parent) SELECT prior.* FROM tree AS prior) AS dept ORDER BY siblings
```
```rows
1 | all
2 | medicine
3 | heart
2 | surgery
```
```refused 42601
```
```oracle
SELECT SYS_CONNECT_BY_PATH(d.name, '/') AS path, CONNECT_BY_ROOT d.id AS root, PRIOR d.name AS above, CONNECT_BY_ISLEAF AS leaf
FROM dept d
WHERE d.n = 1 -- the first ones
START WITH d.id = 1
CONNECT BY NOCYCLE d.parent = PRIOR d.id AND LEVEL <= 2
ORDER BY d.id
```
```postgres
SELECT path1 AS path, root1 AS root, prior1 AS above, CONNECT_BY_ISLEAF AS leaf
FROM (WITH RECURSIVE tree AS (
    SELECT d.*, 1 AS level, concat('/', d.name) AS path1, d.id AS root1, nullif(d.name, d.name) AS prior1 FROM dept d WHERE d.id = 1
    UNION ALL SELECT d.*, prior.level + 1, concat(prior.path1, '/', d.name), prior.root1, prior.name FROM dept d JOIN tree AS prior ON d.parent = prior.id AND (prior.level + 1) <= 2
    ) CYCLE id SET is_cycle USING cycle_path
    SELECT prior.*, CASE WHEN EXISTS (SELECT 1 FROM dept d WHERE d.parent = prior.id AND (prior.level + 1) <= 2) THEN 0 ELSE 1 END AS connect_by_isleaf FROM tree AS prior WHERE NOT is_cycle) AS d
WHERE d.n = 1 -- the first ones

ORDER BY d.id
```
```rows
/all | 1 | NULL | 0
/all/medicine | 1 | all | 1
```
```oracle
SELECT COUNT(*) FROM dept v WHERE v.id IN (SELECT id FROM dept CONNECT BY parent = PRIOR id START WITH id = 3) UNION SELECT MAX(LEVEL) FROM dept START WITH parent IS NULL CONNECT BY PRIOR id = parent
```
```postgres
SELECT COUNT(*) FROM dept v WHERE v.id IN (SELECT id FROM (WITH RECURSIVE tree AS (SELECT dept.*, 1 AS level FROM dept WHERE id = 3 UNION ALL SELECT dept.*, prior.level + 1 FROM dept JOIN tree AS prior ON dept.parent = prior.id) SELECT prior.* FROM tree AS prior) AS dept) UNION SELECT MAX(LEVEL) FROM (WITH RECURSIVE tree AS (SELECT dept.*, 1 AS level FROM dept WHERE parent IS NULL UNION ALL SELECT dept.*, prior.level + 1 FROM dept JOIN tree AS prior ON prior.id = dept.parent) SELECT prior.* FROM tree AS prior) AS dept
```
```rows
2
3
```
```refused 42601
```
```oracle
SELECT * FROM (SELECT id, parent, name FROM dept WHERE id < 4) START WITH id = 1 CONNECT BY PRIOR id = parent AND PRIOR SYS_GUID() IS NOT NULL ORDER BY id
```
```postgres
SELECT q1.id, q1.parent, q1.name FROM (WITH RECURSIVE tree AS (SELECT q1.*, 1 AS level FROM (SELECT id, parent, name FROM dept WHERE id < 4) AS q1 WHERE id = 1 UNION ALL SELECT q1.*, prior.level + 1 FROM (SELECT id, parent, name FROM dept WHERE id < 4) AS q1 JOIN tree AS prior ON prior.id = q1.parent AND 1 IS NOT NULL) SELECT prior.* FROM tree AS prior) AS q1 ORDER BY id
```
```rows
1 | NULL | all
2 | 1 | surgery
3 | 1 | medicine
```
```oracle
SELECT d.id FROM dept d, dept e CONNECT BY PRIOR d.id = e.parent
```
```refused 42601
```
```quiet
SELECT v.id AS prior_id FROM dept v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.hierarchy import Hierarchy, Kept, Unclear, is_of_source, own, read_hierarchy
from dbmigrate.rules.queries.row_generator import reads_dual
from dbmigrate.rules.queries.rownum_terms import line_start, makes_groups

INDENT = "    "


@rule("QY015", source="oracle", severity=Severity.REFUSED, on=SELECT, unless="connect_by")
def check(select: Select, context: Context) -> Hit | None:
    if select.node.args.get("connect") is None or reads_dual(select.node):
        return None
    if context.has("connect_by_columns") and all(isinstance(p.this, exp.Column) for p in select.node.find_all(exp.Prior)):
        return None
    at = select.clauses["CONNECT"]
    try:
        found = read_hierarchy(select, context)
        replace = written(found, context)
    except Unclear as reason:
        return Hit(note=str(reason), fix=Fix.NONE, at=at)
    return Hit(replace=replace, at=at)


def written(found: Hierarchy, context: Context) -> list[tuple[Any, ...]]:
    select = found.select
    replace: list[tuple[Any, ...]] = []
    replace += ordered(found)
    replace += stars(found, context)
    text, places = recursion(found, free_names(select.lexed, 1, "tree")[0] if is_used(select, "TREE") else "tree")
    replace.append((found.item, text, *places))
    replace += [(select.clauses[word], "") for word in ("CONNECT", "START") if word in select.clauses]
    return replace + found.edits


def is_used(select: Select, word: str) -> bool:
    return any(t.text.upper() == word for t in select.lexed.tokens)


def ordered(found: Hierarchy) -> list[tuple[Any, ...]]:
    """ORDER SIBLINGS BY, or the order in which Oracle walks where the query gives its rows to the outside."""
    select, node = found.select, found.select.node
    clause, order = select.clauses.get("ORDER"), node.args.get("order")
    if order is None:
        if node is not select.tree.root or makes_groups(node):
            return []
        found.kept.insert(0, siblings("", []))
        end = min((select.clauses[w].first for w in ("FOR", "FETCH", "OFFSET") if w in select.clauses), default=0)
        last = end - 1 if end else select.part.last
        return [(Part(select.part.first, last).after, line_start(select, select.clauses["FROM"]) + "ORDER BY siblings")]
    if clause is None or select.lexed.words[clause.first] != "ORDER SIBLINGS BY":
        return []
    items = Part(clause.first + 1, clause.last)
    found.kept.insert(0, siblings("ORDER BY {}", [items]))
    for column in own(order):
        if isinstance(column, exp.Column) and not column.table:
            if not is_of_source(found, column):
                raise Unclear("order")
            found.edits.append((select.view(column).part.before, f"{found.label}."))
    return [(clause, "ORDER BY siblings")]


def siblings(order: str, places: list[Any]) -> Kept:
    number = f"row_number() OVER ({order})"
    return Kept("siblings", f"ARRAY[{number}]", places, f"prior.siblings || {number}", places)


def stars(found: Hierarchy, context: Context) -> list[tuple[Any, ...]]:
    """`*` becomes the columns of the table: the recursion adds others."""
    node = found.select.node
    replace: list[tuple[Any, ...]] = []
    for item in node.expressions:
        star = item.this if isinstance(item, exp.Column) else item
        if not isinstance(star, exp.Star):
            continue
        names = [f"{found.label}.{name}" for name in columns_of(found, context)]
        part = found.select.view(star).part
        first = part.first - 2 if isinstance(item, exp.Column) else part.first
        replace.append((Part(first, part.last), literal_template(", ".join(names))))
    return replace


def columns_of(found: Hierarchy, context: Context) -> list[str]:
    """The columns of what is read, spelled. Raises Unclear."""
    path = found.source.path
    table = context.catalog.table(path, context.schema) if path else None
    if found.source.missing:
        raise Unclear("star")
    if table is None:
        return [context.names.spell(name, True, "column") for name in found.source.columns]
    spell = context.names.spell_column
    return [spell(path, c.name, c.quoted, schema=context.schema) for c in table.columns.values()]


def recursion(found: Hierarchy, tree: str) -> tuple[str, list[Any]]:
    """The recursive query as a FROM item, and its places."""
    own_line = line_start(found.select, found.select.clauses["FROM"])
    sep = own_line + INDENT if own_line != " " else " "
    begin = sep if own_line != " " else ""
    base = ", ".join([f"{found.label}.*", "1 AS level", *(f"{k.base} AS {k.name}" for k in found.kept)])
    step = ", ".join([f"{found.label}.*", "prior.level + 1", *(k.step for k in found.kept)])
    places: list[Any] = [p for k in found.kept for p in k.base_places] + [found.item]
    text = f"(WITH RECURSIVE {tree} AS ({begin}SELECT {base} FROM {{}}"
    if found.start:
        text, places = text + " WHERE {}", [*places, found.start]
    text += f"{sep}UNION ALL SELECT {step} FROM {{}} JOIN {tree} AS prior ON {{}}{begin})"
    places += [p for k in found.kept for p in k.step_places] + [found.item, found.condition]
    if found.nocycle:
        text += f" CYCLE {', '.join('{}' for _ in found.keys)} SET is_cycle USING cycle_path"
        places += found.keys
    text += f"{sep}SELECT prior.*"
    if found.leaf:
        text += ", CASE WHEN EXISTS (SELECT 1 FROM {} WHERE {}) THEN 0 ELSE 1 END AS connect_by_isleaf"
        places += [found.item, found.condition]
    text += f" FROM {tree} AS prior" + (" WHERE NOT is_cycle" if found.nocycle else "")
    return f"{text})" + ("" if found.bare else f" AS {found.label}"), places
