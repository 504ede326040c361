'''materialized view: {clause}

PostgreSQL refreshes a materialized view when `REFRESH MATERIALIZED VIEW` is run, always from the whole query, and does
not use it in place of its tables. What says when and how Oracle refreshes it is removed; where that happened by itself
it has to be set up.

```zh
物化视图：{clause}
PostgreSQL 只在执行 REFRESH MATERIALIZED VIEW 时刷新，且总是重算整个查询，也不做查询重写。刷新方式和时机的子句被删除；原来自动刷新的须另行安排。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a')
```
```oracle
CREATE MATERIALIZED VIEW mv_visit BUILD IMMEDIATE REFRESH COMPLETE ON DEMAND ENABLE QUERY REWRITE AS SELECT id, memo FROM visit
```
```postgres
CREATE MATERIALIZED VIEW mv_visit AS SELECT id, memo FROM visit
```
```then
SELECT * FROM mv_visit
```
```rows
1 | a
```
```refused 42601
```
```oracle
CREATE MATERIALIZED VIEW mv_visit BUILD DEFERRED REFRESH FORCE START WITH SYSDATE NEXT SYSDATE + 1 AS SELECT id, memo FROM visit
```
```postgres
-- dbmigrate DD022 1: materialized view: REFRESH FORCE (it was refreshed at fixed times; a job has to run REFRESH MATERIALIZED VIEW)
CREATE MATERIALIZED VIEW mv_visit AS SELECT id, memo FROM visit WITH NO DATA
```
```quiet
CREATE VIEW v_visit AS SELECT id FROM visit
```
```notes
commit | it was refreshed with each commit; triggers or a plain view have to do that | 原随每次提交刷新；须改用触发器或普通视图
scheduled | it was refreshed at fixed times; a job has to run REFRESH MATERIALIZED VIEW | 原按时刷新；须建立作业执行 REFRESH MATERIALIZED VIEW
writable | rows of it could be changed; here they cannot | 原可修改其数据；此处不能
typed | its rows were objects of a type | 其每行原为某类型的对象
```
'''

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateView, Phrase

# The other clauses (storage, USING INDEX, EVALUATE, collation) have rules of their own.
DROPPED: Final = frozenset({"build", "refresh", "query rewrite", "for update", "partitioning", "of type"})
NOTES: Final = {"for update": "writable", "of type": "typed"}


@rule("DD022", source="oracle", severity=Severity.REFUSED, on=node(CreateView))
def check(view: CreateView) -> Hit | None:
    if not view.materialized or is_left_out(view):
        return None
    gone = [p for p in view.middle if p.kind in DROPPED]
    replace: list[tuple[object, ...]] = [(p, "") for p in gone]
    last = view.keyword.last
    if view.lexed.words[last] == "SNAPSHOT":  # the clause's name up to Oracle 8
        replace.append((Part(last, last), "MATERIALIZED VIEW"))
    if any("DEFERRED" in p.words() for p in gone if p.kind == "build"):
        replace.append((view.query.part.after, " WITH NO DATA"))
    if not replace:
        return None
    noted = next((p for p in gone if note_of(p)), None)
    shown = noted or (gone[0] if gone else None)
    clause = " ".join(filter(None, shown.words()[:2])) if shown else "SNAPSHOT"
    fix = Fix.REVIEW if noted else Fix.SAFE
    return Hit(replace=replace, note=note_of(noted) if noted else "", values={"clause": clause}, fix=fix)


def note_of(phrase: Phrase) -> str:
    words = phrase.words()
    if phrase.kind == "refresh" and "COMMIT" in words:
        return "commit"
    if phrase.kind == "refresh" and ("NEXT" in words or "START" in words):
        return "scheduled"
    return NOTES.get(phrase.kind, "")
