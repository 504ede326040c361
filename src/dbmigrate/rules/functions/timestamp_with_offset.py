"""TIMESTAMP '..' with a time zone

In Oracle a zone in the text makes the literal a TIMESTAMP WITH TIME ZONE ("Literals", Datetime Literals). PostgreSQL
skips the zone in silence where the literal says `timestamp`.

```zh
带时区的 TIMESTAMP '..' 字面量
在 Oracle 中，文本里写有时区时该字面量即为 TIMESTAMP WITH TIME ZONE。PostgreSQL 对 `timestamp '..'` 会静默忽略时区。
```
```setup
CREATE TABLE log (at TIMESTAMP(0) WITH TIME ZONE);
```
```oracle
INSERT INTO log (at) VALUES (TIMESTAMP '2024-05-06 13:14:15 +09:00')
```
```postgres
INSERT INTO log (at) VALUES (timestamptz '2024-05-06 13:14:15 +09:00')
```
```then
SELECT to_char(at, 'YYYY-MM-DD HH24:MI:SS') FROM log
```
```rows
2024-05-06 12:14:15
```
```quiet
INSERT INTO log (at) VALUES (TIMESTAMP '2024-05-06 13:14:15.123')
```
"""

import re
from typing import Final

from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity

ZONED: Final = re.compile(r"\s*\d{4}-\d\d?-\d\d?\s+\d\d?:\d\d?(?::\d\d?(?:\.\d+)?)?\s*(?:[+-]\d\d?:\d\d|[A-Za-z]\w*.*)")


@rule("FN112", source="oracle", severity=Severity.DIFFERS, fix=Fix.SAFE, on=syntax("strtotime"))
def check(found: Expr) -> Hit | None:
    text, lexed = found.view(found.node.this).part, found.lexed
    keyword = text.first - 1
    if keyword < 0 or lexed.words[keyword] != "TIMESTAMP" or not ZONED.fullmatch(lexed.tokens[text.first].text):
        return None
    return Hit(replace=[(Part(keyword, keyword), "timestamptz")], at=Part(keyword, text.last))
