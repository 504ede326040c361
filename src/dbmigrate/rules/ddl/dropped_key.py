'''key dropped without its name

Oracle drops a primary key or unique constraint by its kind or columns; PostgreSQL only by its name, which comes from
the estate or is the one that PostgreSQL makes up.

```zh
不按名称删除键约束
Oracle 可以按种类或列删除主键、唯一约束；PostgreSQL 只能按名称删除。名称取自库中定义，未命名时取 PostgreSQL 自动生成的名称。
```
```setup
CREATE TABLE visit (id INTEGER, CONSTRAINT pk_visit PRIMARY KEY (id));
INSERT INTO visit VALUES (1)
```
```oracle
ALTER TABLE visit DROP PRIMARY KEY CASCADE DROP INDEX
```
```postgres
ALTER TABLE visit DROP CONSTRAINT pk_visit CASCADE
```
```then
INSERT INTO visit VALUES (1);
SELECT count(*) FROM visit
```
```rows
2
```
```refused 42601
```
```quiet
ALTER TABLE visit DROP CONSTRAINT pk_visit
```
'''

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Constraint as Known
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.ddl.nodes import AlterTable, Phrase


@rule("DD044", source="oracle", severity=Severity.REFUSED, on=node(AlterTable))
def check(alter: AlterTable, context: Context) -> Hit | None:
    replace: list[tuple[object, ...]] = []
    for action in alter.actions:
        if action.kind != "drop constraint":
            continue
        for extra in action.extras:
            if extra.kind == "key":
                replace.append((extra, "CONSTRAINT " + literal_template(name_of(extra, alter, context))))
            elif extra.kind == "cascade" and len(extra.words()) > 1:
                replace.append((extra, "CASCADE"))
            elif extra.kind in ("keep index", "online"):
                replace.append((extra, ""))
    return Hit(replace=replace) if replace else None


def name_of(key: Phrase, alter: AlterTable, context: Context) -> str:
    path = path_of(alter.name)
    known = constraint_of(key, alter, context)
    if known is not None and known.name:
        return context.names.spell_constraint(path, known.name, known.quoted, context.schema)
    table = alter.name.value.lower()
    if key.words()[0] == "PRIMARY KEY":
        return context.names.spell(f"{table}_pkey", kind="constraint")
    return context.names.spell("_".join([table, *columns_of(key), "key"]).lower(), kind="constraint")


def constraint_of(key: Phrase, alter: AlterTable, context: Context) -> Known | None:
    table = context.catalog.table(path_of(alter.name), context.schema)
    if table is None:
        return None
    if key.words()[0] == "PRIMARY KEY":
        gone = (k for k in table.dropped_keys if k.kind == "primary key")
        return next(gone, None) or table.primary_key
    wanted = [c.upper() for c in columns_of(key)]
    uniques = (u for u in (*table.dropped_keys, *table.uniques) if u.kind == "unique")
    return next((u for u in uniques if [c.upper() for c in u.columns] == wanted), None)


def columns_of(key: Phrase) -> list[str]:
    """`UNIQUE (a, b)`: its columns as written."""
    tokens = key.lexed.tokens[key.part.first + 1 : key.part.last + 1]
    return [t.text for t in tokens if t.text not in ("(", ")", ",")]
