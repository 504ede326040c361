'''sequence option of Oracle: {option}

`NOCYCLE`, `NOMAXVALUE` and `NOMINVALUE` are two words in PostgreSQL. `NOCACHE`, `ORDER`, `KEEP`, `SCALE` and their
opposites have no counterpart. A limit beyond bigint is left out: PostgreSQL's sequences end at 9223372036854775807.

```zh
Oracle 序列选项：{option}
NOCYCLE、NOMAXVALUE、NOMINVALUE 在 PostgreSQL 中写成两个词；NOCACHE、ORDER、KEEP、SCALE 等没有对应写法。超过 bigint 的上下限被删除：
PostgreSQL 序列的最大值为 9223372036854775807。
```
```oracle
CREATE SEQUENCE seq_visit MINVALUE 1 MAXVALUE 9999999999999999999999999999 INCREMENT BY 1 START WITH 21 NOCACHE NOORDER NOCYCLE
```
```postgres
CREATE SEQUENCE seq_visit MINVALUE 1 INCREMENT BY 1 START WITH 21 NO CYCLE
```
```then
SELECT nextval('seq_visit')
```
```rows
21
```
```refused 42601
```
```setup
CREATE SEQUENCE seq_visit START WITH 5
```
```oracle
ALTER SEQUENCE seq_visit RESTART START WITH 8 NOCACHE
```
```postgres
ALTER SEQUENCE seq_visit RESTART WITH 8 CACHE 1
```
```then
SELECT nextval('seq_visit')
```
```rows
8
```
```quiet
CREATE SEQUENCE seq_visit START WITH 5 INCREMENT BY 2 MAXVALUE 999999 CACHE 20
```
```notes
gaps | with CACHE each session takes values in advance, so they may come out of order; Oracle's ORDER prevents that | 使用 CACHE 时各会话预取序列值，取值可能不按顺序；Oracle 的 ORDER 可避免
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out
from dbmigrate.rules.ddl.oracle_sequence_options import translated
from dbmigrate.syntax.ddl.nodes import CreateSequence, Identity, Phrase


@rule("DD011", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    above = context.path[-1] if context.path else None
    if not isinstance(above, (CreateSequence, Identity)) or inside_left_out(context):
        return None
    alter = isinstance(above, CreateSequence) and above.alter
    text = translated(phrase, alter)
    if text is None or (isinstance(above, Identity) and not any(translated(o) != "" for o in above.options)):
        return None
    cached = any(o.kind == "cache" for o in above.options)
    note = "gaps" if phrase.kind == "order" and cached else ""
    return Hit(replace=[(phrase, text)], note=note, values={"option": " ".join(phrase.words()[:1])})
