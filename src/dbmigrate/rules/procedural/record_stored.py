"""row of {name} stored from a record

The target takes the fields of a record one by one.

```zh
用记录写入 {name} 的一行
目标库逐个字段写入。
```
```notes
columns | the table's columns are not known: name them before the record's fields | 表的列未知：请在记录字段前列出列名
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
```
```oracle
CREATE PROCEDURE fill_ward IS
  TYPE t_wards IS TABLE OF ward%ROWTYPE INDEX BY PLS_INTEGER;
  v t_wards;
  r ward%ROWTYPE;
BEGIN
  r.id := 1;
  INSERT INTO ward VALUES r;
  r.beds := 30;
  UPDATE ward SET ROW = r WHERE id = 1;
  v(1).id := 2;
  v(2).id := 3;
  v(2).beds := 5;
  FORALL i IN 1 .. 2
    INSERT INTO ward VALUES v(i);
END;
/
```
```postgres
-- dbmigrate PL100 3: type T_WARDS of code is ward[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE PROCEDURE fill_ward() AS $$
DECLARE
  v ward[];
  r ward%ROWTYPE;
BEGIN
  r.id := 1;
  INSERT INTO ward VALUES (r.*);
  r.beds := 30;
  UPDATE ward SET (id, beds) = ROW(r.*) WHERE id = 1;
  v[1].id := 2;
  v[2].id := 3;
  v[2].beds := 5;
  FOR i IN 1 .. 2 LOOP
    INSERT INTO ward VALUES ((v[i]).*);
  END LOOP;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL fill_ward();
SELECT id, beds FROM ward ORDER BY id
```
```rows
1 | 30
2 | NULL
3 | 5
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward IS
  r ward%ROWTYPE;
BEGIN
  r.id := 1;
  INSERT INTO ward VALUES (r.id, r.beds);
  UPDATE ward SET beds = r.beds WHERE id = 1;
END;
/
```
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import view
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.syntax.procedural.statements import Sql
from dbmigrate.syntax.sql import Tree, parse


@rule("PL142", source="oracle", severity=Severity.REFUSED, on=node(Sql))
def check(found: Sql, context: Context) -> Hit | None:
    """PL/SQL Language Reference, "Inserting Records into Tables", "Updating Rows with Records"."""
    if context.lexed.dialect != "oracle" or found.verb not in ("insert", "update"):
        return None
    tree = parse(found.query.lexed, found.query.part, found.query.into)
    if isinstance(tree.root, exp.Insert):
        return inserted(tree, tree.root)
    return updated(tree, tree.root, context) if isinstance(tree.root, exp.Update) else None


def inserted(tree: Tree, root: exp.Insert) -> Hit | None:
    values = root.expression
    rows = values.expressions if isinstance(values, exp.Values) else []
    if len(rows) != 1 or not isinstance(rows[0], exp.Tuple) or len(rows[0].expressions) != 1:
        return None
    part = whole_of(tree, rows[0].expressions[0])
    if tree.lexed.words[part.first - 1] != "VALUES":
        return None
    table = root.this.this if isinstance(root.this, exp.Schema) else root.this
    return Hit(replace=spread(rows[0].expressions[0], part, "(", ")"), values={"name": table.name.upper()}, at=part)


def updated(tree: Tree, root: exp.Update, context: Context) -> Hit | None:
    items = root.expressions
    item = items[0] if len(items) == 1 and isinstance(items[0], exp.EQ) else None
    if item is None or not isinstance(item.this, exp.Column) or item.this.name.upper() != "ROW" or item.this.table:
        return None
    path = tuple(p.name.upper() if not p.args.get("quoted") else p.name for p in root.this.parts)
    table = context.catalog.table(path, context.schema)
    if table is None:
        return Hit(note="columns", values={"name": path[-1]}, fix=Fix.NONE)
    spelled = (context.names.spell_column(path, c.name, c.quoted, schema=context.schema) for c in table.columns.values())
    names = ", ".join(spelled)
    value = item.expression
    part = whole_of(tree, value)
    target = view(tree, item.this).part
    edits = spread(value, part, "ROW(", ")")
    return Hit(replace=[(target, literal_template(f"({names})")), *edits], values={"name": path[-1]}, at=part)


def whole_of(tree: Tree, value: exp.Expr) -> Part:
    """With what the name belongs to."""
    part = view(tree, value).part
    while tree.lexed.words[part.first - 1] == ".":
        part = Part(part.first - 2, part.last)
    return part


def spread(value: exp.Expr, part: Part, opening: str, closing: str) -> list[tuple[object, ...]]:
    """All fields of a record; an element of a collection wants brackets."""
    if len(path_of_node(value)) == 1:
        return [(part.before, opening), (part.after, f".*{closing}")]
    return [(part.before, f"{opening}("), (part.after, f").*{closing}")]
