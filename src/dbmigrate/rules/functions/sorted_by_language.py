"""NLSSORT sorts text by a language

A collation of the target says the same behind the text: ICU's Chinese one sorts by Pinyin, "C" by the codes.

```zh
NLSSORT 按语言排序
目标库在文本之后写排序规则：ICU 的中文规则按拼音排序，"C" 按编码排序。
```
```notes
icu | the server must have been built with ICU | 目标服务器须带 ICU
place | outside of ORDER BY it gives bytes | 在 ORDER BY 之外得到的是字节串
sort | the target has no collation of that name ready | 目标库没有现成的对应排序规则
```
```setup oracle
CREATE TABLE drug (id NUMBER(4), name VARCHAR2(20));
INSERT INTO drug VALUES (1, '氨');
INSERT INTO drug VALUES (2, '维');
INSERT INTO drug VALUES (3, '阿');
```
```oracle
SELECT name FROM drug ORDER BY NLSSORT(name, 'NLS_SORT=SCHINESE_PINYIN_M') DESC
```
```postgres
-- dbmigrate FN349 1: NLSSORT sorts text by a language (the server must have been built with ICU)
SELECT name FROM drug ORDER BY name COLLATE "zh-x-icu" DESC
```
```rows
维
氨
阿
```
```refused 42883
```
```oracle
SELECT id FROM (SELECT d.id, ROW_NUMBER() OVER (ORDER BY NLSSORT(d.name, -- by code
'NLS_SORT = BINARY')) AS n FROM drug d) x WHERE n = 1 UNION SELECT MAX(id) FROM drug WHERE id > 5
```
```postgres
SELECT id FROM (SELECT d.id, ROW_NUMBER() OVER (ORDER BY -- by code
d.name COLLATE "C") AS n FROM drug d) x WHERE n = 1 UNION SELECT MAX(id) FROM drug WHERE id > 5
```
```oracle
SELECT name FROM drug ORDER BY NLSSORT(name, 'NLS_SORT=SCHINESE_STROKE_M')
```
```refused 42883
```
```oracle
SELECT name FROM drug WHERE NLSSORT(name, 'NLS_SORT=BINARY_CI') = NLSSORT('a', 'NLS_SORT=BINARY_CI')
```
```refused 42883
```
```quiet
SELECT d.name AS nlssort FROM drug d ORDER BY d.name
```
"""

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity

COLLATIONS: Final = {"SCHINESE_PINYIN_M": '"zh-x-icu"', "SCHINESE_PINYIN2_M": '"zh-x-icu"', "BINARY": '"C"'}
SORT: Final = re.compile(r"\s*NLS_SORT\s*=\s*'?(\w+)'?\s*", re.I)
PLAIN: Final = (exp.Column, exp.Anonymous, exp.Literal, exp.Paren)


@rule("FN349", source="oracle", severity=Severity.REFUSED, on=call("NLSSORT"), needs="icu")
def check(found: Call) -> Hit | None:
    if not isinstance(found.parent, exp.Ordered):
        return Hit(note="place", fix=Fix.NONE)
    given = found.args[1].node if len(found.args) == 2 else None
    named = SORT.fullmatch(given.this) if isinstance(given, exp.Literal) and given.is_string else None
    collation = COLLATIONS.get(named[1].upper()) if named else None
    if collation is None:
        return Hit(note="sort", fix=Fix.NONE)
    value = "{}" if isinstance(found.args[0].node, PLAIN) else "({})"
    note, fix = ("icu", Fix.REVIEW) if collation != '"C"' else ("", Fix.SAFE)
    return Hit(replace=[(found, f"{value} COLLATE {collation}", found.args[0])], note=note, fix=fix)
