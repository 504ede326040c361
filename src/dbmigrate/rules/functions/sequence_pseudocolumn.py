"""{word} of a sequence

PostgreSQL has functions that take the sequence's name as a string. Oracle gives one value per row however often
NEXTVAL stands there; each call of `nextval` takes a new one.

```zh
序列的 {word}
PostgreSQL 用函数取值，参数为序列名字符串。Oracle 同一行中多次出现的 NEXTVAL 取同一个值；`nextval` 每次调用都取新值。
```
```setup
CREATE SEQUENCE visit_seq;
CREATE TABLE visit (id INTEGER);
```
```oracle
INSERT INTO visit (id) VALUES (visit_seq.NEXTVAL)
```
```postgres
INSERT INTO visit (id) VALUES (nextval('visit_seq'))
```
```then
SELECT id FROM visit
```
```rows
1
```
```refused 42P01
```
```oracle
CREATE TABLE bill (id NUMBER(10) DEFAULT "VISIT_SEQ"."NEXTVAL", memo VARCHAR(10))
```
```postgres
CREATE TABLE bill (id bigint DEFAULT nextval('visit_seq'), memo VARCHAR(10))
```
```then
INSERT INTO bill (memo) VALUES ('a');
SELECT id, memo FROM bill
```
```rows
1 | a
```
```quiet
SELECT id AS nextval FROM visit
```
```notes
twice | it stands in this statement more than once: Oracle gives one value per row | 本语句中多次出现：Oracle 同一行只取一个值
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Name

FUNCTIONS: Final = {"NEXTVAL": "nextval", "CURRVAL": "currval"}


@rule(
    "FN107",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=node(Name),
    unless="sequence_dot_nextval",
    words=FUNCTIONS,
)
def check(name: Name, context: Context) -> Hit | None:
    if name.kind != "column" or len(name.parts) < 2:
        return None
    word = name.value.upper() if name.value.isupper() or not name.is_quoted() else ""  # DBMS_METADATA puts it in quotes
    if word not in FUNCTIONS:
        return None
    owner = Part(name.part.first, name.parts[-2].last)
    sequence = Name(owner, name.lexed, name.parts[:-1], "sequence")
    text = spelled(sequence, context).replace("'", "''")
    values = {"word": word}
    twice = word == "NEXTVAL" and uses(name) > 1
    replace = [(name, literal_template(f"{FUNCTIONS[word]}('{text}')"))]
    return Hit(replace=replace, values=values, note="twice", fix=Fix.REVIEW) if twice else Hit(replace, values=values)


def spelled(name: Name, context: Context) -> str:
    """The whole name in the target's spelling."""
    lexed, (start, end) = name.lexed, name.lexed.offsets(name.part)
    text = lexed.text[start:end]
    for part, new in reversed(context.names.qualified(name, "", context.schema)):
        lo, hi = lexed.offsets(part)
        text = text[: lo - start] + new + text[hi - start :]
    return text


def uses(name: Name) -> int:
    """How often the same sequence's NEXTVAL stands in the statement."""
    texts, k = [t.text.upper() for t in name.lexed.tokens], name.parts[-1].first
    owner = texts[k - 2]
    return sum(texts[i] == "NEXTVAL" and texts[i - 2] == owner for i in range(2, len(texts)))
