"""{words} in the head of a type that stays as it is

Where the target has Oracle's object types, their definitions stay. Words that speak of editions, of dependent objects or
of the type's number are not known there and go.

```zh
保留原样的类型头部中的 {words}
目标库支持 Oracle 对象类型时定义保持原样；仅涉及版本、依赖对象或类型编号的词目标库不识别，予以删除。
```
```example tests/cases/oracle/kept_type.md
```
```quiet
CREATE TYPE t_ids AS TABLE OF NUMBER;
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateType

EDITIONS: Final = ("EDITIONABLE", "NONEDITIONABLE")


@rule("DD063", source="oracle", severity=Severity.REFUSED, on=node(CreateType))
def check(made: CreateType, context: Context) -> Hit | None:
    if not context.has("object_types" if made.kind == "object" else "collection_types"):
        return None
    said, words = made.words(made.keyword), made.lexed.words
    replace: list[tuple[Part, str]] = []
    gone = [w for w in said if w in EDITIONS]
    if gone:
        replace.append((made.keyword, " ".join(w for w in said if w not in EDITIONS)))
    k = made.name.part.last + 1
    while k < made.part.last and words[k] in ("FORCE", "OID"):
        last = k + 1 if words[k] == "OID" else k
        replace.append((Part(k, last), ""))
        gone.append(words[k])
        k = last + 1
    return Hit(replace=replace, values={"words": ", ".join(gone)}) if replace else None
