'''word of a view that the target does not have: {word}

FORCE makes a view whose tables may be missing, EDITIONABLE and the like serve editions, BEQUEATH says whose rights its
functions use. PostgreSQL refuses the words; they are removed. The load scripts make views behind their tables.

```zh
目标库没有的视图选项：{word}
FORCE 允许在表不存在时建立视图，EDITIONABLE 等用于版本管理，BEQUEATH 决定视图中函数使用谁的权限。PostgreSQL 不接受这些词，予以删除；装载脚本在表之后建立视图。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(10));
INSERT INTO visit VALUES (1, 'a')
```
```oracle
CREATE OR REPLACE FORCE EDITIONABLE VIEW v_visit (id, memo) BEQUEATH DEFINER AS SELECT id, memo FROM visit
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
```oracle
CREATE NOFORCE VIEW v_visit AS SELECT id, memo FROM visit WHERE id > 0 WITH CHECK OPTION CONSTRAINT ck_visit
```
```postgres
CREATE VIEW v_visit AS SELECT id, memo FROM visit WHERE id > 0 WITH CHECK OPTION
```
```then
SELECT * FROM v_visit
```
```rows
1 | a
```
```quiet
CREATE OR REPLACE VIEW v_visit AS SELECT id FROM visit WITH CHECK OPTION
```
```notes
invoker | its functions ran with the reader's rights; here tables are read with the owner's | 视图中的函数原以查询者权限运行；此处以视图属主权限读表
```
'''

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateView, Phrase

DROPPED: Final = frozenset({"force", "editionable", "bequeath", "sharing", "annotations", "containers"})


@rule("DD018", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    view = context.path[-1] if context.path else None
    if not isinstance(view, CreateView):
        return None
    words = phrase.words()
    if phrase.kind == "check option" and "CONSTRAINT" in words:
        label = Part(phrase.part.first + words.index("CONSTRAINT"), phrase.part.last)
        return Hit(replace=[(label, "")], values={"word": phrase.text(label)})
    if phrase.kind not in DROPPED:
        return None
    invoker = words[:2] == ("BEQUEATH", "CURRENT_USER")
    values = {"word": phrase.text()}
    if invoker:
        return Hit(replace=[(phrase, "")], values=values, note="invoker", fix=Fix.REVIEW)
    return Hit(replace=[(phrase, "")], values=values)
