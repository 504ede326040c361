"""identity column {column} takes its values from a sequence

The target has no identity columns. A sequence of the column's own gives the values, made before the table and owned by
the column, as PostgreSQL's serial types have it. The database no longer refuses values that an INSERT brings along,
which GENERATED ALWAYS did.

```zh
标识列 {column} 改由序列取值
目标库没有标识列。为该列建立专用序列（先于表创建，归该列所有，与 serial 相同）。GENERATED ALWAYS 拒绝显式赋值，这里不再拒绝。
```
```notes
always | values that an INSERT gives are no longer refused | 不再拒绝 INSERT 显式给出的值
```
```example tests/cases/oracle/identity_without_identity.md
```
```quiet
CREATE TABLE visit (id INTEGER)
```
"""

from typing import Any, Final

from dbmigrate.catalog.keys import fold, path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_sequence_options import translated
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, CreateTable, CreateType, Identity

LONGEST: Final = 63  # bytes of a name


def lacks_identity(context: Context) -> bool:
    """The target's pack says no, and has nothing of the source's own either."""
    own = context.source.name == "sqlserver" and context.has("identity_seed_increment")
    return context.target.capability("identity_column").has == "no" and not own


@rule("DD062", severity=Severity.REFUSED, on=node(Identity))
def check(identity: Identity, context: Context) -> Hit | None:
    table, column = context.above(CreateTable) or context.above(AlterTable), context.above(Column)
    if not lacks_identity(context) or table is None or column is None or context.above(CreateType):
        return None
    own = fold(context.source.name, column.name.value, column.name.is_quoted())
    name = context.names.bare(sequence_name(path_of(table.name)[-1], own))
    schema = [table.name.parts[-2]] if len(table.name.parts) > 1 else []
    prefix = "{}." if schema else ""
    options = "".join(f" {o}" for o in options_of(identity))
    first, last = Part(table.part.first, table.part.first), Part(table.part.last, table.part.last)
    required = " NOT NULL" if "NOT NULL" not in " ".join(column.words()) else ""
    owner: list[Any] = [*schema, table.name, column.name]
    replace: list[tuple[Any, ...]] = [
        (first.before, f"CREATE SEQUENCE {prefix}{name}{options};\n", *schema),
        (identity, f"DEFAULT nextval('{prefix}{name}'){required}", *schema),
        (last.after, f";\nALTER SEQUENCE {prefix}{name} OWNED BY {{}}.{{}}", *owner),
    ]
    note, fix = ("always", Fix.REVIEW) if identity.mode == "always" else ("", Fix.SAFE)
    return Hit(replace=replace, values={"column": column.name.text()}, note=note, fix=fix)


def options_of(identity: Identity) -> list[str]:
    """START WITH and the like, in words of the target."""
    if identity.mode:
        kept = [(option, translated(option)) for option in identity.options]
        return [new if new is not None else " ".join(option.words()) for option, new in kept if new != ""]
    seed, step = identity.seed or "1", identity.increment or "1"
    options = [] if (seed, step) == ("1", "1") else [f"START WITH {seed}", f"INCREMENT BY {step}"]
    if not step.startswith("-") and (seed.startswith("-") or seed == "0"):
        options.append(f"MINVALUE {seed}")
    return options


def sequence_name(table: str, column: str) -> str:
    """table_column_seq as PostgreSQL names the sequence of a serial column, both cut where it would be too long."""
    table, column = table.lower(), column.lower()
    while len(f"{table}_{column}_seq".encode()) > LONGEST:
        table, column = (table[:-1], column) if len(table) > len(column) else (table, column[:-1])
    return f"{table}_{column}_seq"
