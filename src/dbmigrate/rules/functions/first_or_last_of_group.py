"""{function} KEEP (DENSE_RANK FIRST or LAST)

The value among the rows that come first or last in an order. The target sorts the values of the group and takes the first.

```zh
{function} KEEP 取排序最前或最后的值
取排序最前或最后的行中的值。目标库将组内的值排序后取第一个。
```
```notes
other | of another function than MAX and MIN | 函数不是 MAX、MIN
```
```setup oracle
CREATE TABLE visit (ward VARCHAR2(4), name VARCHAR2(10), fee NUMBER(6));
INSERT INTO visit VALUES ('W1', 'b', 2);
INSERT INTO visit VALUES ('W1', 'a', 9);
INSERT INTO visit VALUES ('W1', 'c', 9);
INSERT INTO visit VALUES ('W2', 'd', NULL);
```
```oracle
SELECT ward, MAX(name) KEEP (DENSE_RANK LAST ORDER BY fee), MIN(name) KEEP (DENSE_RANK FIRST ORDER BY fee DESC NULLS LAST, ward) FROM visit GROUP BY ward ORDER BY ward
```
```postgres
SELECT ward, (array_agg(name ORDER BY fee DESC, name DESC NULLS LAST))[1], (array_agg(name ORDER BY fee DESC NULLS LAST, ward, name))[1] FROM visit GROUP BY ward ORDER BY ward
```
```rows
W1 | c | a
W2 | d | d
```
```refused 42601
```
```oracle
SELECT (SELECT MAX( -- name
v.name) KEEP (DENSE_RANK FIRST ORDER BY v.fee) FROM visit v WHERE v.ward = 'W1') FROM dual UNION SELECT MIN(name) KEEP (DENSE_RANK LAST ORDER BY fee DESC) FROM visit
```
```postgres
SELECT (SELECT (array_agg(-- name
v.name ORDER BY v.fee, v.name DESC NULLS LAST))[1] FROM visit v WHERE v.ward = 'W1') UNION SELECT (array_agg(name ORDER BY fee, name))[1] FROM visit
```
```rows
b
```
```refused 42601
```
```oracle
SELECT name, MAX(name) KEEP (DENSE_RANK LAST ORDER BY fee) OVER (PARTITION BY ward) AS l, MIN(name) KEEP (DENSE_RANK FIRST ORDER BY fee) OVER () FROM visit ORDER BY name
```
```postgres
SELECT name, first_value(name) OVER (PARTITION BY ward ORDER BY fee DESC, name DESC NULLS LAST) AS l, first_value(name) OVER (ORDER BY fee, name) FROM visit ORDER BY name
```
```rows
a | c | b
b | c | b
c | c | b
d | d | b
```
```refused 42601
```
```oracle
SELECT SUM(fee) KEEP (DENSE_RANK LAST ORDER BY ward) FROM visit
```
```refused 42601
```
```quiet
SELECT MAX(v.name), MAX(v.fee) OVER (PARTITION BY v.ward) FROM visit v GROUP BY v.ward, v.fee
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity

NAMES = ("MAX", "MIN", "SUM", "AVG", "COUNT", "STDDEV", "VARIANCE")


@rule("FN338", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, NAMES)), unless="keep_dense_rank")
def check(found: Call) -> Hit | None:
    words, end = found.lexed.words, found.part.last
    window = found.parent
    if words[end + 1 : end + 4] != ["KEEP", "(", "DENSE_RANK"] or not isinstance(window, exp.Window):
        return None
    name = found.node.name.upper()
    values = {"function": name}
    close = found.lexed.brackets.close[end + 2]
    if name not in ("MAX", "MIN") or len(found.args) != 1:
        return Hit(note="other", values=values, fix=Fix.NONE)
    backwards = words[end + 4] == "LAST"
    keys, places = order(found, window.args["order"].expressions, backwards)
    own = "{} DESC NULLS LAST" if name == "MAX" else "{}"
    value = found.args[0]
    if words[close + 1] == "OVER":
        return over_window(found, close + 2, f"ORDER BY {keys}, {own}", places)
    template = f"(array_agg({{}} ORDER BY {keys}, {own}))[1]"
    return Hit(replace=[(Part(found.part.first, close), template, value, *places, value)], values=values)


def over_window(found: Call, opening: int, keys: str, places: list[Any]) -> Hit:
    """The first value of each window, which Oracle lets be parted and not be ordered."""
    last, value = found.lexed.brackets.close[opening], found.args[0]
    parted = [Part(opening + 1, last - 1)] if last > opening + 1 else []
    template = f"first_value({{}}) OVER ({'{} ' if parted else ''}{keys})"
    replace = [(Part(found.part.first, last), template, value, *parted, *places, value)]
    return Hit(replace=replace, values={"function": found.node.name.upper()})


def order(found: Call, keys: list[Any], backwards: bool) -> tuple[str, list[Any]]:
    """The keys as a template with their places; `backwards`: from the end."""
    texts, places = [], []
    for key in keys:
        ordered = isinstance(key, exp.Ordered)
        places.append(found.view(key.this if ordered else key))
        descending = bool(key.args.get("desc")) if ordered else False
        nulls_first = bool(key.args.get("nulls_first")) if ordered else False
        if backwards:
            descending, nulls_first = not descending, not nulls_first
        text = "{} DESC" if descending else "{}"
        if nulls_first != descending:
            text += " NULLS FIRST" if nulls_first else " NULLS LAST"
        texts.append(text)
    return ", ".join(texts), places
