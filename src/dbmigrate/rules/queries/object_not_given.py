"""{object} is not in the estate

The statement speaks of a table or view that none of the given scripts makes. Where it exists on the target nothing is
wrong; columns and types could not be looked up. Give the scripts that make it as well, so that more can be judged.

```zh
所给脚本中没有 {object}
该语句引用的表或视图不在所给脚本中。若目标库中已有该对象则没有问题，但其列和类型无从查对。请一并提供建立它的脚本，以便做更多判断。
```
```oracle
COMMENT ON TABLE ward IS 'x'
```
```sqlserver
SELECT w.id FROM ward w
```
```quiet
WITH ward AS (SELECT 1 AS id) SELECT w.id FROM ward w
```
"""

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold, path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.latest import latest
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.ddl.nodes import AlterTable, Comment, CreateIndex, Name, Procedural, Reference
from dbmigrate.syntax.procedural.nodes import Anchored, Trigger

SHELVES = ("table", "view", "synonym", "sequence")


@rule(
    "QY900",
    severity=Severity.NOTE,
    on=(TABLE, node(AlterTable), node(CreateIndex), node(Comment), node(Reference), node(Trigger), node(Anchored)),
)
def check(
    found: Expr | AlterTable | CreateIndex | Comment | Reference | Trigger | Anchored, context: Context
) -> Hit | None:
    if isinstance(found, Anchored):
        return anchored(found, context)
    if context.above(Procedural):
        return None  # code is read when it runs
    if isinstance(found, Expr):
        path, part = queried(found, context), found.part
    else:
        name = named(found)
        path, part = (path_of(name), name.part) if name else ((), found.part)
        if isinstance(found, Comment) and found.on == "column":
            path = path[:-1]
    if not path or path[-1].startswith(("#", "@")) or path == ("DUAL",) or is_known(path, context):
        return None
    return Hit(values={"object": ".".join(filter(None, path))}, at=part)


def anchored(found: Anchored, context: Context) -> Hit | None:
    """The table of `table.column%TYPE`: the target looks for it when the routine is made. What stands alone before
    %TYPE, and a lone name before %ROWTYPE that the code declares, are no tables."""
    path = tuple(p if q else p.upper() for p, q in zip(found.path, found.quoted, strict=True))
    path = path[:-1] if found.attribute == "TYPE" else path
    if not path or context.declared(path[0]) is not None or is_known(path, context):
        return None
    if len(path) == 1 and context.catalog.locate("routine", path, context.schema) is not None:
        return None  # a variable of a package
    if len(path) > 1 and context.catalog.locate("routine", path[:1], context.schema) is not None:
        return None
    return Hit(values={"object": ".".join(path)})


def named(found: AlterTable | CreateIndex | Comment | Reference | Trigger) -> Name | None:
    if isinstance(found, AlterTable):
        return found.name
    if isinstance(found, Comment):
        return found.target if found.on in ("table", "column", "view", "materialized view") else None
    return found.table


def queried(found: Expr, context: Context) -> Path:
    """The path of a FROM item that is no function, no WITH query and no alias that an UPDATE or DELETE names."""
    table, dialect = found.node, context.source.name
    if not isinstance(table.this, exp.Identifier) or isinstance(table.parent, exp.Lock):
        return ()
    parts = [table.args.get("catalog"), table.args.get("db"), table.this]
    path = tuple(fold(dialect, p.this, bool(p.quoted)) if isinstance(p, exp.Identifier) else "" for p in parts)
    path = path if path[0] else path[1:] if path[1] else path[2:]
    if len(path) == 1 and path[0] in local_names(table.root(), dialect):
        return ()
    return path


@latest
def local_names(root: exp.Expr, dialect: str) -> set[str]:
    """The aliases in a statement, WITH queries among them."""
    names = [a.this for a in root.find_all(exp.TableAlias) if isinstance(a.this, exp.Identifier)]
    return {fold(dialect, n.this, bool(n.quoted)) for n in names}


def is_known(path: Path, context: Context) -> bool:
    return any(context.catalog.locate(s, path, context.schema) is not None for s in SHELVES)
