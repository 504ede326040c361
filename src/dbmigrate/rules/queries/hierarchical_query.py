"""CONNECT BY walks up or down a hierarchy

A recursive query says the same: the rows of START WITH, then to each row those that CONNECT BY finds for it. It stands in
the place of the table, so that the rest of the query stays; rows come depth first as in Oracle.

```zh
CONNECT BY 层次查询
用递归查询表达：先取 START WITH 的行，再逐行取 CONNECT BY 找到的下级。递归查询放在原表的位置，其余部分不变；行的顺序与 Oracle 一样为深度优先。
```
```notes
tables | the query joins what is no table, or it is not clear whose columns it names | 查询连接的不是表，或无法确定列属于哪个表
prior | the condition is not of the form PRIOR column = column | 条件不是 PRIOR 列 = 列 的形式
cycle | CONNECT_BY_ISCYCLE is asked for in a query of several tables | 多表查询中使用了 CONNECT_BY_ISCYCLE
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
```setup oracle
CREATE TABLE dept (id NUMBER(4), parent NUMBER(4), name VARCHAR2(10), n NUMBER(4));
INSERT INTO dept VALUES (1, NULL, 'all', 1);
INSERT INTO dept VALUES (2, 1, 'surgery', 2);
INSERT INTO dept VALUES (3, 1, 'medicine', 1);
INSERT INTO dept VALUES (4, 3, 'heart', 1);
CREATE TABLE bed (ward NUMBER(4), no NUMBER(4));
INSERT INTO bed VALUES (1, 5);
INSERT INTO bed VALUES (3, 7);
INSERT INTO bed VALUES (4, 8);
```
```oracle
SELECT LEVEL, d.name, no FROM dept d, bed b WHERE d.id = b.ward AND d.n < 9 START WITH d.id = 1 CONNECT BY PRIOR d.id = d.parent ORDER BY no
```
```postgres
SELECT LEVEL, d.name, no FROM (WITH RECURSIVE tree AS (SELECT d AS row1, b AS row2, 1 AS level FROM dept d, bed b WHERE d.id = b.ward AND (d.id = 1) UNION ALL SELECT d AS row1, b AS row2, prior.level + 1 FROM dept d, bed b CROSS JOIN tree AS prior WHERE d.id = b.ward AND ((prior.row1).id = d.parent)) SELECT prior.* FROM tree AS prior) AS walk1 CROSS JOIN LATERAL (SELECT (walk1.row1).*) AS d CROSS JOIN LATERAL (SELECT (walk1.row2).*) AS b WHERE d.n < 9 ORDER BY no
```
```rows
1 | all | 5
2 | medicine | 7
3 | heart | 8
```
```refused 42601
```
```oracle
SELECT * FROM dept LEFT JOIN bed ON ward = id CONNECT BY NOCYCLE PRIOR id = parent START WITH parent IS NULL ORDER SIBLINGS BY n
```
```postgres
SELECT dept.*, bed.* FROM (WITH RECURSIVE tree AS (SELECT dept AS row1, bed AS row2, 1 AS level, ARRAY[row_number() OVER (ORDER BY n)] AS siblings, false AS is_cycle, ARRAY[ROW(id)] AS cycle_path FROM dept LEFT JOIN bed ON ward = id WHERE parent IS NULL UNION ALL SELECT dept AS row1, bed AS row2, prior.level + 1, prior.siblings || row_number() OVER (ORDER BY n), ROW(id) = ANY (prior.cycle_path), prior.cycle_path || ROW(id) FROM dept LEFT JOIN bed ON ward = id CROSS JOIN tree AS prior WHERE ((prior.row1).id = parent) AND NOT prior.is_cycle) SELECT prior.* FROM tree AS prior WHERE NOT is_cycle) AS walk1 CROSS JOIN LATERAL (SELECT (walk1.row1).*) AS dept CROSS JOIN LATERAL (SELECT (walk1.row2).*) AS bed ORDER BY siblings
```
```rows
1 | NULL | all | 1 | 1 | 5
3 | 1 | medicine | 1 | 3 | 7
4 | 3 | heart | 1 | 4 | 8
2 | 1 | surgery | 2 | NULL | NULL
```
```refused 42601
```
```oracle
SELECT id, CONNECT_BY_ISCYCLE AS c FROM (SELECT id, CASE id WHEN 1 THEN 4 ELSE parent END AS up FROM dept) t START WITH id = 1 CONNECT BY NOCYCLE PRIOR id = up ORDER BY id
```
```postgres
SELECT id, CONNECT_BY_ISCYCLE AS c FROM (WITH RECURSIVE tree AS (SELECT t.*, 1 AS level FROM (SELECT id, CASE id WHEN 1 THEN 4 ELSE parent END AS up FROM dept) t WHERE id = 1 UNION ALL SELECT t.*, prior.level + 1 FROM (SELECT id, CASE id WHEN 1 THEN 4 ELSE parent END AS up FROM dept) t JOIN tree AS prior ON prior.id = t.up) CYCLE id SET is_cycle USING cycle_path SELECT prior.*, CASE WHEN EXISTS (SELECT 1 FROM (SELECT id, CASE id WHEN 1 THEN 4 ELSE parent END AS up FROM dept) t WHERE prior.id = t.up AND ROW(t.id) = ANY (prior.cycle_path)) THEN 1 ELSE 0 END AS connect_by_iscycle FROM tree AS prior WHERE NOT is_cycle) AS t ORDER BY id
```
```rows
1 | 0
2 | 0
3 | 0
4 | 1
```
```refused 42601
```
```oracle
SELECT d.id, COUNT(*) FROM dept d WHERE LEVEL > 1 CONNECT BY LEVEL <= d.n GROUP BY d.id
```
```postgres
SELECT d.id, COUNT(*) FROM (WITH RECURSIVE tree AS (SELECT d.*, 1 AS level FROM dept d UNION ALL SELECT d.*, prior.level + 1 FROM dept d JOIN tree AS prior ON (prior.level + 1) <= d.n) SELECT prior.* FROM tree AS prior) AS d WHERE LEVEL > 1 GROUP BY d.id
```
```rows
2 | 4
```
```refused 42601
```
```oracle
SELECT x.id FROM (SELECT id FROM dept) x, bed e CONNECT BY PRIOR x.id = e.ward
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
from dbmigrate.model import DROP, Fix, Hit, Part, Severity
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.rules.queries.hierarchy import Hierarchy, Kept, Unclear, is_of_source, own, read_hierarchy
from dbmigrate.rules.queries.recursion import recursion
from dbmigrate.rules.queries.row_generator import reads_dual
from dbmigrate.rules.queries.rownum_terms import limits, line_start, makes_groups


@rule("QY015", source="oracle", severity=Severity.REFUSED, on=SELECT, after=("QY014",), unless="connect_by")
def check(select: Select, context: Context) -> Hit | None:
    if select.node.args.get("connect") is None or reads_dual(select.node):
        return None
    if context.has("connect_by_columns") and is_of_columns(select.node):
        return None
    at = select.clauses["CONNECT"]
    try:
        found = read_hierarchy(select, context)
        replace = written(found, context)
    except Unclear as reason:
        return Hit(note=str(reason), fix=Fix.NONE, at=at)
    return Hit(replace=replace, at=at)


def is_of_columns(node: exp.Expr) -> bool:
    """PRIOR stands before columns alone, CONNECT_BY_ROOT before a column that is a whole item of the select list."""
    if not all(isinstance(prior.this, exp.Column) for prior in node.find_all(exp.Prior)):
        return False
    return all(isinstance(root.this, exp.Column) and is_item(root) for root in node.find_all(exp.ConnectByRoot))


def is_item(node: exp.Expr) -> bool:
    """A whole item of a select list, with or without an alias."""
    item = node.parent if isinstance(node.parent, exp.Alias) else node
    return isinstance(item.parent, exp.Select) and item.arg_key == "expressions"


def written(found: Hierarchy, context: Context) -> list[tuple[Any, ...]]:
    select = found.select
    replace: list[tuple[Any, ...]] = []
    replace += ordered(found)
    replace += stars(found, context)
    text, places = recursion(found, free_names(select.lexed, 1, "tree")[0] if is_used(select, "TREE") else "tree")
    replace.append((found.item, text, *places))
    replace += [(select.clauses[word], "") for word in ("CONNECT", "START") if word in select.clauses]
    replace += [(term, DROP) for term in found.joins]
    return replace + found.edits


def is_used(select: Select, word: str) -> bool:
    return any(t.text.upper() == word for t in select.lexed.tokens)


def ordered(found: Hierarchy) -> list[tuple[Any, ...]]:
    """ORDER SIBLINGS BY, or the order in which Oracle walks where it shows: outside, or in which rows ROWNUM takes."""
    select, node = found.select, found.select.node
    clause, order = select.clauses.get("ORDER"), node.args.get("order")
    if order is None:
        given = node is select.tree.root or (node.args.get("where") is not None and limits(select))
        if not given or makes_groups(node):
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
        if isinstance(column, exp.Column) and not column.table and not found.rows:
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
        if not isinstance(star, exp.Star) or (found.rows and star is not item):
            continue
        names = [f"{label}.*" for label in found.rows] or [f"{found.label}.{n}" for n in columns_of(found, context)]
        part = found.select.view(star).part
        first = part.first - 2 if isinstance(item, exp.Column) else part.first
        replace.append((Part(first, part.last), literal_template(", ".join(names))))
    return replace


def columns_of(found: Hierarchy, context: Context) -> list[str]:
    """The columns of what is read, spelled. Raises Unclear."""
    path = found.sources[0].path
    table = context.catalog.table(path, context.schema) if path else None
    if found.sources[0].missing:
        raise Unclear("star")
    if table is None:
        return [context.names.spell(name, True, "column") for name in found.sources[0].columns]
    spell = context.names.spell_column
    return [spell(path, c.name, c.quoted, schema=context.schema) for c in table.columns.values()]
