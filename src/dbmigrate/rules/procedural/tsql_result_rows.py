"""procedure that gives rows: {columns}

A procedure of PostgreSQL gives no rows. Where all its results have the same columns it becomes a function: a client
that ran EXEC reads `SELECT * FROM` the function. Values that are computed are cast to the types of the columns; a column that
is a text in one result and something else in another is a text. `--result-sets refcursor` makes cursors instead (PL251).

```zh
返回结果集的过程：{columns}
PostgreSQL 的过程不能返回结果集。若各结果集的列相同，则改写为函数：客户端的 EXEC 调用须改为 `SELECT * FROM` 该函数。计算得到的值转换为列的类型；同一列在某个结果集中为文本、在另一个中为其他类型时，统一为文本。`--result-sets refcursor` 则改为返回游标（PL251）。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
INSERT INTO ward (id, beds) VALUES (2, 20);
```
```sqlserver
CREATE PROCEDURE large_wards @smallest INTEGER AS
BEGIN
  IF @smallest < 0 RETURN 0
  SELECT id, beds + 1 AS places FROM ward WHERE beds >= @smallest ORDER BY id
END
```
```postgres
-- dbmigrate PL250 4: procedure that gives rows: id, places
CREATE FUNCTION large_wards (smallest INTEGER) RETURNS TABLE (id integer, places integer) AS $$
#variable_conflict use_column
BEGIN
  IF smallest < 0 THEN RETURN; END IF;
  RETURN QUERY SELECT id, (beds + 1)::integer AS places FROM ward WHERE beds >= smallest ORDER BY id;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT id, places FROM large_wards(15)
```
```rows
2 | 21
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE close_ward @n INTEGER AS
BEGIN
  IF @n > 5
  BEGIN
    SELECT 'F', 'no'
    RETURN
  END
  UPDATE ward SET beds = 0 WHERE id = @n
  SELECT 'T', 'closed'
END
```
```then
SELECT * FROM close_ward(9) UNION ALL SELECT * FROM close_ward(1)
```
```rows
F | no
T | closed
```
```sqlserver
CREATE PROCEDURE both_wards AS
SELECT id, 'a' AS kind FROM ward WHERE id = 1
UNION ALL
SELECT beds, 'bc' FROM ward WHERE id = 2
```
```postgres
-- dbmigrate PL250 2: procedure that gives rows: id, kind
CREATE FUNCTION both_wards() RETURNS TABLE (id integer, kind text) AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY SELECT given.id::integer, given.kind::text FROM (SELECT id, 'a' AS kind FROM ward WHERE id = 1
UNION ALL
SELECT beds, 'bc' FROM ward WHERE id = 2) AS given (id, kind);
END;
$$ LANGUAGE plpgsql
```
```then
SELECT id, kind FROM both_wards()
```
```rows
1 | a
20 | bc
```
```sqlserver
CREATE PROCEDURE wards_as_json AS
SELECT id, beds FROM ward ORDER BY id FOR JSON AUTO
```
```then
SELECT count(*) FROM wards_as_json()
```
```rows
1
```
```sqlserver
CREATE PROCEDURE ward_numbers AS
BEGIN
  SELECT id INTO #known FROM ward WHERE beds > 5
  CREATE TABLE #one (id INTEGER)
  INSERT INTO #one (id) SELECT id FROM #known
  SELECT * FROM #one
END
```
```then
SELECT * FROM ward_numbers() ORDER BY 1
```
```rows
1
2
```
```quiet
SELECT id, beds FROM ward
```
"""

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_rows import RowColumn, row_columns
from dbmigrate.rules.procedural.tsql_select import ROWS
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql
from dbmigrate.syntax.sql import Tree, parse
from dbmigrate.types.temporary import maker


@rule(
    "PL250",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=node(TsqlSql),
    after=("PL253", "QY205", "QY206", "QY209", *WRITTEN_BEFORE),
)
def check(sql: TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or judgement.modes.get(sql.part.first) != ROWS:
        return None
    values = {"columns": ", ".join(c.name for c in judgement.columns)}
    if sql.outputs:
        return None  # PL224
    tree = parse(sql.lexed, sql.query.part, sql.query.into)
    if isinstance(tree.root, exp.SetOperation) or (has_star(tree) and not is_declared_alike(tree, context)):
        return Hit(replace=around(sql, judgement.columns), values=values)
    return Hit(replace=[(sql.part.before, "RETURN QUERY "), *casts(sql, judgement.columns, context)], values=values)


def around(sql: TsqlSql, columns: tuple[RowColumn, ...]) -> list[Replacement]:
    """The types of a UNION come of all its branches, those behind a star of the query that made the table: a query
    around it casts them."""
    shown = ", ".join(f"given.{c.name}::{c.type}" for c in columns)
    names = ", ".join(c.name for c in columns)
    opening = literal_template(f"RETURN QUERY SELECT {shown} FROM (")
    return [(sql.part.before, opening), (sql.part.after, literal_template(f") AS given ({names})"))]


def has_star(tree: Tree) -> bool:
    return isinstance(tree.root, exp.Select) and any(item.is_star for item in tree.root.expressions)


def is_declared_alike(tree: Tree, context: Context) -> bool:
    """The list is stars alone, of tables whose columns are declared with built-in types."""
    assert isinstance(tree.root, exp.Select)
    if tree.root.args.get("with_") or not all(item.is_star for item in tree.root.expressions):
        return False
    reader = context.types.reader(tree)
    for source in reader.scopes.sources(tree.root):
        if not source.path or isinstance(maker(context.path, source.path[-1]), TsqlSql):
            return False
        own = reader.outside.rows(source.path) if reader.outside is not None else None
        table = own[0] if own is not None else context.catalog.table(source.path, context.schema)
        if table is None or any(c.type is None or c.type.user for c in table.columns.values()):
            return False
    return True


def casts(sql: TsqlSql, columns: tuple[RowColumn, ...], context: Context) -> list[Replacement]:
    """PL/pgSQL wants exactly the types that RETURNS TABLE says; what is a column already has its type."""
    tree = parse(sql.lexed, sql.query.part, sql.query.into)
    items = tree.root.expressions if isinstance(tree.root, exp.Select) else []
    if len(items) != len(columns) or any(item.is_star for item in items):
        return []  # stars, or rows as one text
    found: list[Replacement] = []
    own = row_columns(tree, sql.query, context)
    for item, column, given in zip(items, columns, own, strict=True):
        value = item.this if isinstance(item, exp.Alias) else item
        part = tree.part_of(value)
        plain = given.type == column.type and isinstance(value, exp.Column) and has_type_of_its_own(value, tree, context)
        if part is None or plain:
            continue
        found += [(part.before, "("), (part.after, f")::{literal_template(column.type)}")]
    return found


def has_type_of_its_own(column: exp.Column, tree: Tree, context: Context) -> bool:
    """A column of a table of the estate that is declared with a built-in type: views, queries and alias types may give
    another one than is known here."""
    if tree.root is None or tree.root.args.get("with_"):
        return False
    for item in tree.root.find_all(exp.Table):
        path = tuple(i.name.lower() for i in (item.args.get("db"), item.this) if isinstance(i, exp.Identifier))
        if column.table and column.table.lower() not in (item.alias.lower(), path[-1] if path else ""):
            continue
        table = context.catalog.table(path, context.schema) if path else None
        found = table.columns.get(column.name.lower()) if table is not None else None
        if found is not None and found.type is not None:
            return not found.type.user
    return False
