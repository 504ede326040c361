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
  RETURN x.getRootElement || c;
END;
/
```
```then
SELECT told()
```
```rows
a<a>5</a>
```
```refused 42P01
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

from dbmigrate.engine.contract import qualified, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.xml_text import METHODS


@rule("FN560", source="oracle", severity=Severity.REFUSED, on=tuple(map(qualified, METHODS)), needs="xml")
def check(found: Expr) -> Hit | None:
    name = found.node.name.upper()
    owner = Part(found.part.first, found.part.last - 2)
    plain = name in ("GETNUMBERVAL", "GETROOTELEMENT")
    note, fix = ("", Fix.SAFE) if plain else ("layout", Fix.REVIEW)
    return Hit([(found, METHODS[name], owner)], note, {"name": name}, fix)
