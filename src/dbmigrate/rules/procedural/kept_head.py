"""{word} in the head of code that stays as it is

Where the target runs PL/SQL, units stay as they are; words of Oracle's that only speak of editions, caches or parallel
work are not known there and go.

```zh
保留原样的代码头部中的 {word}
目标库可直接执行 PL/SQL 时单元保持原样；仅涉及版本（EDITIONABLE）、结果缓存的词目标库不识别，予以删除。
```
```example tests/cases/oracle/kept_head.md
```
```quiet
CREATE FUNCTION one RETURN NUMBER IS
BEGIN
  RETURN 1;
END;
/
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit, Package, Routine, TypeBody

EDITIONS: Final = ("EDITIONABLE", "NONEDITIONABLE")


@rule("PL300", source="oracle", severity=Severity.REFUSED, on=(node(Routine), node(Package), node(TypeBody)), kept=True)
def check(unit: CodeUnit, context: Context) -> Hit | None:
    if not context.kept_code:
        return None
    replace: list[tuple[object, ...]] = []
    words: list[str] = []
    said = unit.words(unit.keyword) if unit.keyword else ()
    if set(said) & set(EDITIONS) and unit.keyword:
        replace.append((unit.keyword, " ".join(w for w in said if w not in EDITIONS)))
        words += [w for w in said if w in EDITIONS]
    for option in unit.options:
        word = option.words()[0]
        if word == "$IF" or (word == "RESULT_CACHE" and not context.has("result_cache")):
            replace.append((option, ""))
            words.append(word)
    return Hit(replace=replace, values={"word": " ".join(words)}) if replace else None
