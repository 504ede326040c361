"""{columns}: no such column in the estate

The scripts that were given make the table or view, and none of them gives it that column. The source database refuses
the statement or does not have the table as the scripts make it; the target answers alike. Where another script adds the
column, give it as well.

```zh
所给脚本中没有列 {columns}
所给脚本建立了该表或视图，但没有任何脚本为其定义该列。源数据库会拒绝该语句，或其表与脚本不一致；目标库同样如此。若该列由其他脚本添加，请一并提供。
```
```setup
CREATE TABLE ward (id INTEGER, name VARCHAR(20))
```
```oracle
SELECT w.id, w.beds FROM ward w WHERE w.floor = 1
```
```refused 42703
```
```sqlserver
INSERT INTO ward (id, beds) VALUES (1, 2)
```
```refused 42703
```
```sqlserver
UPDATE ward SET beds = 1 WHERE id = 1
```
```refused 42703
```
```quiet
SELECT w.id, name FROM ward w ORDER BY 2
```
"""

from collections.abc import Iterator

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, change, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.types.scopes import SCOPES, around
from dbmigrate.types.sources import Source, folded, path_of_table

KINDS = ("insert", "update", "delete", "merge")
# Oracle SQL Language Reference, "Pseudocolumns"; PL/SQL: SET ROW; Transact-SQL: $IDENTITY, $ROWGUID, $ACTION.
PSEUDO = frozenset("ROWID ROWNUM LEVEL ORA_ROWSCN NEXTVAL CURRVAL OBJECT_VALUE OBJECT_ID COLUMN_VALUE XMLDATA ROW".split())


@rule("QY901", severity=Severity.NOTE, on=(SELECT, *map(change, KINDS)))
def check(found: Expr, context: Context) -> Hit | None:
    missing: dict[str, Part] = {}
    for shown, node in (*listed(found, context), *qualified(found, context)):
        if shown not in missing:
            missing[shown] = found.view(node).part
    return Hit(values={"columns": ", ".join(missing)}, at=next(iter(missing.values()))) if missing else None


def listed(found: Expr, context: Context) -> Iterator[tuple[str, exp.Expr]]:
    """The columns that INSERT lists and those that UPDATE sets."""
    statement = found.node
    if isinstance(statement, exp.Insert) and isinstance(statement.this, exp.Schema):
        table, names = statement.this.this, list(statement.this.expressions)
    elif isinstance(statement, exp.Update) and not statement.args.get("from_"):
        table = statement.this
        names = [e.this.this for e in statement.expressions if isinstance(e, exp.EQ) and isinstance(e.this, exp.Column)]
    else:
        return
    reader = context.types.reader(found.tree)
    if not isinstance(table, exp.Table) or not path_of_table(reader.dialect, table):
        return
    source = reader.scopes.table(table)
    for name in names:
        if isinstance(name, exp.Identifier) and lacks(source, folded(reader.dialect, name), context):
            yield f"{'.'.join(filter(None, source.path))}.{name.name}", name


def qualified(found: Expr, context: Context) -> Iterator[tuple[str, exp.Expr]]:
    """Columns with the name of what they are read from."""
    scopes = context.types.reader(found.tree).scopes
    own = found.node
    for node in own.walk(prune=lambda n: n is not own and isinstance(n, SCOPES)):
        if not isinstance(node, exp.Column) or not node.table or node.args.get("db"):
            continue
        if not isinstance(node.this, exp.Identifier):
            continue
        name, owner = folded(scopes.dialect, node.this), folded(scopes.dialect, node.args["table"])
        for query in around(node):
            source = next((s for s in scopes.sources(query) if s.label == owner), None)
            if source is not None:
                if lacks(source, name, context):
                    yield f"{'.'.join(filter(None, source.path))}.{node.name}", node
                break


def lacks(source: Source, name: str, context: Context) -> bool:
    """A table or view of the estate that is known whole has no such column, and never had."""
    if not source.path or source.missing or not source.columns or name in source.columns:
        return False
    return name.upper() not in PSEUDO and not name.startswith("$") and not had(source.path, name, context)


def had(path: Path, name: str, context: Context) -> bool:
    table = context.catalog.table(path, context.schema)
    return table is not None and (table.any_column(name) is not None or name in table.columns_elsewhere)
