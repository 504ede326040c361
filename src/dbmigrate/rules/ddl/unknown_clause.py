'''clause that is not known: {clause}

The statement was read up to words that neither Oracle's manual as we know it nor our reader has. A person writes it.

```zh
无法识别的子句：{clause}
语句中含有无法识别的子句，需要人工改写。
```
```oracle
CREATE TABLE visit (id INTEGER) FROBNICATE 3
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INTEGER)
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out
from dbmigrate.syntax.ddl.nodes import Phrase


@rule("DD009", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind != "unknown" or inside_left_out(context):
        return None
    return Hit(values={"clause": " ".join(filter(None, phrase.words()[:3]))})
