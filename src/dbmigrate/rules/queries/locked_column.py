"""FOR UPDATE OF a column

Oracle names columns there, to say whose rows are locked. PostgreSQL names the tables of FROM, without their schema.

```zh
FOR UPDATE OF 列
Oracle 用列名指明锁定哪张表的行；PostgreSQL 在 OF 之后写 FROM 中的表名或别名。
```
```notes
table | whose column it is is not known | 无法确定该列属于哪张表
```
```setup oracle
CREATE TABLE ward (id NUMBER(4), code VARCHAR2(10));
CREATE TABLE bed (ward_id NUMBER(4), no NUMBER(4));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO bed VALUES (1, 7);
```
```oracle
SELECT b.no FROM ward w, bed b WHERE w.id = b.ward_id FOR UPDATE OF w.code NOWAIT
```
```postgres
SELECT b.no FROM ward w, bed b WHERE w.id = b.ward_id FOR UPDATE OF w NOWAIT
```
```rows
7
```
```refused 42601
```
```oracle
SELECT no FROM ward, bed WHERE id = ward_id FOR UPDATE OF code, bed.no, ward_id -- both
```
```postgres
SELECT no FROM ward, bed WHERE id = ward_id FOR UPDATE OF ward, bed -- both
```
```rows
7
```
```refused 42P01
```
```quiet
SELECT w.id FROM ward w FOR UPDATE NOWAIT
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit


@rule("QY035", source="oracle", severity=Severity.REFUSED, on=SELECT)
def check(select: Select, context: Context) -> Hit | None:
    clause = select.clauses.get("FOR")
    if clause is None or context.above(CodeUnit) is not None:
        return None  # PL075 serves code
    words = select.lexed.words
    if words[clause.first : clause.first + 3] != ["FOR", "UPDATE", "OF"]:
        return None
    end = next((k for k in range(clause.first + 3, clause.last + 1) if words[k] in ("NOWAIT", "WAIT", "SKIP")), 0)
    listed = Part(clause.first + 3, end - 1 if end else clause.last)
    labels: list[str] = []
    for item in select.split(listed.first, listed.last, ","):
        label = owner(select, item, context)
        if label is None:
            return Hit(note="table", fix=Fix.NONE, at=listed)
        if label not in labels:
            labels.append(label)
    return Hit(replace=[(listed, literal_template(", ".join(labels)))], at=listed)


def owner(select: Select, item: Part, context: Context) -> str | None:
    """What FROM calls the table of a column, as it is written."""
    sources = context.types.reader(select.tree).scopes.sources(select.node)
    names = [select.lexed.words[k] for k in range(item.first, item.last + 1, 2)]
    if len(names) > 1:
        return select.lexed.source(Part(item.last - 2, item.last - 2))
    found = [s for s in sources if names[0].strip('"') in s.columns]
    if not found and len(sources) == 1:
        found = sources
    if len(found) != 1:
        return None
    label = found[0].label
    return next((select.lexed.source(Part(k, k)) for k in from_tokens(select) if word(select, k) == label), None)


def from_tokens(select: Select) -> range:
    whole = select.clauses["FROM"]
    return range(whole.first + 1, whole.last + 1)


def word(select: Select, k: int) -> str:
    return select.lexed.words[k].strip('"')
