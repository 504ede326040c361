"""an option of a view: {option}

A view of the target cannot lose the tables and columns that it reads, as WITH SCHEMABINDING asks for; nor does it show
tools anything else than VIEW_METADATA would. Its text can be read, whatever ENCRYPTION said.

```zh
视图选项：{option}
目标库的视图所依赖的表和列不能被删除，与 SCHEMABINDING 的要求一致；VIEW_METADATA 无须对应；目标库不加密视图定义（ENCRYPTION）。
```
```setup
CREATE TABLE visit (id INT);
INSERT INTO visit VALUES (1);
```
```sqlserver
CREATE VIEW v_visit WITH SCHEMABINDING, ENCRYPTION AS SELECT id FROM visit
```
```postgres
CREATE VIEW v_visit AS SELECT id FROM visit
```
```then
SELECT id FROM v_visit
```
```rows
1
```
```refused 42601
```
```quiet
CREATE VIEW v_visit AS SELECT id FROM visit WITH CHECK OPTION
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateView, Phrase

KINDS: Final = frozenset({"schemabinding", "encryption", "view metadata"})


@rule("DD215", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    holder = context.path[-1] if context.path else None
    if phrase.kind not in KINDS or not isinstance(holder, CreateView):
        return None
    options = " ".join(phrase.text().split()[1:])
    return Hit(replace=[(phrase, "")], values={"option": options})
