'''constraint of a view

Oracle lets a view declare keys that nobody checks, for its optimiser and for tools. PostgreSQL's views have none; they
are removed.

```zh
视图上的约束
Oracle 允许视图声明不被检查的键，供优化器和工具使用；PostgreSQL 的视图没有约束，予以删除。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a')
```
```oracle
CREATE OR REPLACE VIEW v_visit (id UNIQUE RELY DISABLE NOVALIDATE, memo, CONSTRAINT pk_v PRIMARY KEY (id) RELY DISABLE NOVALIDATE) AS SELECT id, memo FROM visit
```
```postgres
CREATE OR REPLACE VIEW v_visit (id, memo) AS SELECT id, memo FROM visit
```
```then
SELECT * FROM v_visit
```
```rows
1 | a
```
```refused 42601
```
```quiet
CREATE OR REPLACE VIEW v_visit (id, memo) AS SELECT id, memo FROM visit
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Chain, Hit, Item, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateView, Names


@rule("DD020", source="oracle", severity=Severity.REFUSED, on=node(CreateView))
def check(view: CreateView) -> Hit | None:
    listed = view.columns
    if listed is None or not listed.extras:
        return None
    alone = [e.part for e in listed.extras if not follows_name(e.part, listed)]
    chain = Chain(listed.part, tuple(sorted([*map(item_of, listed_names(listed)), *alone], key=lambda p: p.first)))
    replace: list[tuple[object, ...]] = [(Item(p, chain), DROP) for p in alone]
    replace += [(e, "") for e in listed.extras if e.part not in alone]
    return Hit(replace=replace, at=listed.extras[0].part)


def follows_name(part: Part, listed: Names) -> bool:
    return any(n.part.last + 1 == part.first for n in listed.names)


def listed_names(listed: Names) -> list[tuple[Part, Part]]:
    """Each name with the last thing that belongs to it."""
    behind = {e.part.first: e.part for e in listed.extras}
    return [(n.part, behind.get(n.part.last + 1, n.part)) for n in listed.names]


def item_of(name: tuple[Part, Part]) -> Part:
    return name[0].to(name[1])
