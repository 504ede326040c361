"""SUBSTR that starts at 0 or counts from the end

Oracle reads position 0 as 1, counts a negative position from the end, and answers NULL where nothing is left or the
length is not above zero. The target counts on before the text, and refuses a negative length.

```zh
SUBSTR 的起始位置为 0 或负数
Oracle 把位置 0 当作 1，负数从末尾计数；没有剩余字符或长度不大于零时返回 NULL。目标库按字面位置计数，长度为负时报错。
```
```setup oracle
CREATE TABLE patient (card_no VARCHAR2(18), n NUMBER(4) NOT NULL);
INSERT INTO patient VALUES ('441900198801011234', 0);
```
```oracle
SELECT SUBSTR(card_no, 0, 6), SUBSTR(card_no, -4), SUBSTR('ab', -3), SUBSTR(card_no, -4, 2) FROM patient
```
```postgres
SELECT SUBSTR(card_no, 1, 6), dbmigrate.substr(card_no, -4), dbmigrate.substr('ab', -3), dbmigrate.substr(card_no, -4, 2) FROM patient
```
```rows
441900 | 1234 | NULL | 12
```
```oracle
SELECT SUBSTR(card_no, n, 3), SUBSTR(card_no, 1, INSTR(card_no, 'X') - 1) FROM patient UNION SELECT (SELECT SUBSTR( -- card
p.card_no, 0 -- start
, 3) FROM patient p), 'x' FROM dual
```
```postgres
SELECT dbmigrate.substr(card_no, n::integer, 3), dbmigrate.substr(card_no, 1, strpos(card_no, 'X') - 1) FROM patient UNION SELECT (SELECT SUBSTR( -- card
p.card_no, 1 -- start
, 3) FROM patient p), 'x'
```
```rows
441 | x
441 | NULL
```
```quiet
SELECT SUBSTR(p.card_no, 1, 6), SUBSTR(p.card_no, 7), SUBSTR(p.card_no, LENGTH(p.card_no) + 1, 2) FROM patient p
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.signs import is_positive


@rule("FN320", source="oracle", severity=Severity.DIFFERS, on=call("SUBSTR"), unless="substr")
def check(found: Call) -> Hit | None:
    if len(found.args) not in (2, 3):
        return None
    start, lengths = found.args[1], found.args[2:]
    plain = all(is_positive(length.node) for length in lengths)
    if plain and start.is_literal("0"):
        return Hit(replace=[(start, "1")])
    if plain and is_positive(start.node):
        return None
    severity = Severity.DIFFERS if plain else Severity.REFUSED  # a negative length is refused
    return Hit(replace=[(found.name_part, "dbmigrate.substr")], helpers=("substr",), severity=severity)
