"""{name} of XML without parentheses

Oracle calls a method without arguments by its name alone. The target casts the document to a text.

```zh
XML 方法 {name} 省略了括号
Oracle 调用无参数方法时可省略括号。目标库将文档转换为文本。
```
```notes
layout | Oracle may indent the elements, the target writes them as they were stored | Oracle 可能对元素缩进，目标库按存储的样子写出
```
```oracle
CREATE FUNCTION told RETURN VARCHAR2 IS
  x XMLTYPE := XMLTYPE('<a>5</a>');
  c CLOB;
BEGIN
  c := x.getClobVal;
  RETURN x.getRootElement || c || x.extract('/a/text()').getStringVal;
END;
/
```
```then
SELECT told()
```
```rows
a<a>5</a>5
```
```refused 42601
```
```quiet
CREATE FUNCTION told(getclobval VARCHAR2) RETURN VARCHAR2 IS
BEGIN
  RETURN getclobval;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.contract import ANY_CALL, qualified, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.xml_path import owner_of, whole_of
from dbmigrate.rules.functions.xml_text import METHODS


@rule("FN560", source="oracle", severity=Severity.REFUSED, on=(*map(qualified, METHODS), ANY_CALL), needs="xml")
def check(found: Expr) -> Hit | None:
    if isinstance(found, Call):
        return behind(found)
    return cast_of(Part(found.part.first, found.part.last), found.node.name.upper())


def behind(found: Call) -> Hit | None:
    """`x.extract('..').getStringVal`: the method stands behind a call."""
    words, k = found.lexed.words, found.part.last
    name = words[k + 2] if words[k + 1 : k + 2] == ["."] and k + 2 < len(found.lexed.tokens) else ""
    if name not in METHODS or words[k + 3 : k + 4] == ["("]:
        return None
    return cast_of(Part(whole_of(found, owner_of(found)).first, k + 2), name)


def cast_of(whole: Part, name: str) -> Hit:
    owner = Part(whole.first, whole.last - 2)
    plain = name in ("GETNUMBERVAL", "GETROOTELEMENT")
    note, fix = ("", Fix.SAFE) if plain else ("layout", Fix.REVIEW)
    return Hit([(whole, METHODS[name], owner)], note, {"name": name}, fix, at=whole)
