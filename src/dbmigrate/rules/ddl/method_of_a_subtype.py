"""type {name} has methods that are {words}

Where the target has Oracle's object types, they stay as they are. Its grammar has no word for methods that replace those
of the type above (OVERRIDING), nor for types and methods that only types below fill (NOT INSTANTIABLE): the statement is
refused. Such a hierarchy has to be written anew, for instance with one routine that asks which type it was given.

```zh
类型 {name} 含有 {words} 的方法
目标库支持 Oracle 对象类型时保持原样；但其语法没有覆盖上级方法（OVERRIDING）和不可实例化（NOT INSTANTIABLE）的写法，语句会被拒绝。此类继承结构须重新设计，例如改为一个按类型分支的例程。
```
```example tests/cases/oracle/kept_type.md
```
```quiet
CREATE TYPE t_item AS OBJECT (instantiable VARCHAR2(10))
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateType, Phrase

OVERRIDING: Final = "OVERRIDING"
INSTANTIABLE: Final = ("NOT", "INSTANTIABLE")


@rule("DD260", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=node(CreateType))
def check(made: CreateType, context: Context) -> Hit | None:
    if made.kind != "object" or not context.has("object_types"):
        return None
    found = {words: phrase for phrase in (*made.methods, *made.tail) for words in said(phrase)}
    if not found:
        return None
    first = min(phrase.part.first for phrase in found.values())
    return Hit(values={"name": made.name.text(), "words": ", ".join(sorted(found))}, at=Part(first, first))


def said(phrase: Phrase) -> list[str]:
    words = phrase.words()
    pairs = list(zip(words, words[1:], strict=False))
    return [OVERRIDING] * (OVERRIDING in words) + [" ".join(INSTANTIABLE)] * (INSTANTIABLE in pairs)
