"""{word} behind a table

Oracle reads the table as it was, or a random part of it. PostgreSQL keeps no earlier rows: it reads those of today. A part
is taken by TABLESAMPLE.

```zh
表后的 {word}
Oracle 读取表的历史数据（闪回）或随机样本。PostgreSQL 不保留历史行，只能读当前数据；抽样用 TABLESAMPLE。
```
```notes
past | the rows of today are read instead of those of the past | 读取的是当前行而非历史行
```
```setup oracle
CREATE TABLE visit (id NUMBER(4));
INSERT INTO visit VALUES (1);
```
```oracle
SELECT COUNT(*) FROM visit AS OF TIMESTAMP (SYSTIMESTAMP - INTERVAL '5' MINUTE) v WHERE v.id > 0
```
```postgres
-- dbmigrate QY039 1: AS OF behind a table (the rows of today are read instead of those of the past)
SELECT COUNT(*) FROM visit v WHERE v.id > 0
```
```rows
1
```
```refused 42601
```
```oracle
SELECT COUNT(*) FROM visit SAMPLE (100) v UNION ALL SELECT id FROM visit SAMPLE BLOCK (100) -- all
```
```postgres
SELECT COUNT(*) FROM visit v TABLESAMPLE BERNOULLI (100) UNION ALL SELECT id FROM visit TABLESAMPLE SYSTEM (100) -- all
```
```rows
1
1
```
```refused 42601
```
```quiet
SELECT v.id AS sample FROM visit v
```
"""

from typing import Any

from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity


@rule("QY039", source="oracle", severity=Severity.REFUSED, on=TABLE)
def check(found: Expr) -> Hit | None:
    node, words = found.node, found.lexed.words
    first = after_name(found)
    if node.args.get("version") is not None and words[first : first + 2] == ["AS", "OF"]:
        last = end_of_value(found, first + 3)
        part = Part(first, last)
        return Hit(replace=[(part, "")], note="past", values={"word": "AS OF"}, fix=Fix.REVIEW, at=part)
    if node.args.get("sample") is not None and words[first] == "SAMPLE":
        return sampled(found, first)
    return None


def after_name(found: Expr) -> int:
    start = found.node.this.meta.get("start", -1)
    return found.lexed.by_start.get(start, found.part.first) + 1


def end_of_value(found: Expr, k: int) -> int:
    """The value is in brackets, or reaches to the alias or the end of the table."""
    close = found.lexed.brackets.close
    if k in close:
        return close[k]
    value: Any = found.node.args["version"].expression
    return found.view(value).part.last


def sampled(found: Expr, first: int) -> Hit:
    lexed, words = found.lexed, found.lexed.words
    blocks = words[first + 1] == "BLOCK"
    opening = first + 1 + blocks
    last = lexed.brackets.close[opening]
    method = "SYSTEM" if blocks else "BERNOULLI"
    values = {"word": "SAMPLE"}
    amount = Part(opening, last)
    if found.node.alias and lexed.is_name(last + 1):
        alias = Part(last + 1, last + 1)
        whole = Part(first, last + 1)
        return Hit(replace=[(whole, f"{{}} TABLESAMPLE {method} {{}}", alias, amount)], values=values, at=whole)
    whole = Part(first, last)
    return Hit(replace=[(whole, f"TABLESAMPLE {method} {{}}", amount)], values=values, at=whole)
