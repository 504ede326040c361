"""{function} with IGNORE NULLS

PostgreSQL's window functions always count the rows without a value. The values of the window go into an array without
them, and the first or last is taken out.

```zh
{function} 带 IGNORE NULLS
PostgreSQL 的窗口函数总是计入空值。先把窗口内的非空值放入数组，再取首个或末个。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), ward VARCHAR2(4));
INSERT INTO visit VALUES (1, NULL);
INSERT INTO visit VALUES (2, 'a');
INSERT INTO visit VALUES (3, NULL);
INSERT INTO visit VALUES (4, 'b');
```
```oracle
SELECT id, LAST_VALUE(ward IGNORE NULLS) OVER (ORDER BY id), FIRST_VALUE(NVL(ward, NULL)) IGNORE NULLS OVER (ORDER BY id DESC ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM visit ORDER BY id
```
```postgres
SELECT id, (array_agg(ward) FILTER (WHERE ward IS NOT NULL) OVER (ORDER BY id))[count(ward) OVER (ORDER BY id)], (array_agg(coalesce(ward, NULL)) FILTER (WHERE coalesce(ward, NULL) IS NOT NULL) OVER (ORDER BY id DESC ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))[1] FROM visit ORDER BY id
```
```rows
1 | NULL | NULL
2 | a | a
3 | a | a
4 | b | b
```
```refused 42601
```
```oracle
SELECT x.l FROM (SELECT v.id, LAG(v.ward) IGNORE NULLS OVER ( -- before
ORDER BY v.id) AS l FROM visit v) x WHERE x.id = 4 UNION SELECT LEAD(ward, 1, '-') IGNORE NULLS OVER (ORDER BY id) FROM visit WHERE id >= 3
```
```postgres
SELECT x.l FROM (SELECT v.id, (array_agg(v.ward) FILTER (WHERE v.ward IS NOT NULL) OVER (-- before
ORDER BY v.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))[count(v.ward) OVER (ORDER BY v.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)] AS l FROM visit v) x WHERE x.id = 4 UNION SELECT coalesce((array_agg(ward) FILTER (WHERE ward IS NOT NULL) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING))[1], '-') FROM visit WHERE id >= 3
```
```rows
a
b
-
```
```refused 42601
```
```oracle
SELECT LAG(ward RESPECT NULLS) OVER (ORDER BY id) FROM visit ORDER BY id
```
```postgres
SELECT LAG(ward) OVER (ORDER BY id) FROM visit ORDER BY id
```
```rows
NULL
NULL
a
NULL
```
```oracle
SELECT LAG(ward, id) IGNORE NULLS OVER (ORDER BY id) FROM visit
```
```refused 42601
```
```quiet
SELECT LAG(v.ward) OVER (ORDER BY v.id), MAX(v.ward) OVER (ORDER BY v.id) FROM visit v
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.windows import Window, window_of
from dbmigrate.rules.queries.rownum_terms import whole

FRAMES: Final = {
    "LAG": " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING",
    "LEAD": " ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING",
}


@rule(
    "FN344",
    source="oracle",
    severity=Severity.REFUSED,
    on=(call("FIRST_VALUE"), call("LAST_VALUE"), call("LAG"), call("LEAD")),
)
def check(found: Call) -> Hit | None:
    inside: Any = found.node.expressions[0] if found.node.expressions else None
    wrapper = inside if isinstance(inside, (exp.IgnoreNulls, exp.RespectNulls)) else found.parent
    if not isinstance(wrapper, (exp.IgnoreNulls, exp.RespectNulls)):
        return None
    name, window = found.node.name.upper(), window_of(found)
    values = {"function": name}
    if isinstance(wrapper, exp.RespectNulls):
        words = null_words(found, wrapper is inside)
        return Hit(replace=[(words, "")], values=values, severity=Severity.REFUSED)
    offset = whole(found.node.expressions[1]) if len(found.node.expressions) > 1 else 1
    if window is None or not offset:
        return Hit(note="form", values=values, fix=Fix.NONE)
    value = found.view(inside.this if wrapper is inside else inside)
    text, places = written(name, value, window, offset)
    if len(found.args) > 2:
        text, places = f"coalesce({text}, {{}})", [*places, found.args[2]]
    return Hit(replace=[(Part(found.part.first, window.last), text, *places)], values=values)


def null_words(found: Call, inside: bool) -> Part:
    """RESPECT NULLS behind the value or behind the call."""
    words = found.lexed.words
    first = next(k for k in range(found.part.first, found.part.last + 3) if words[k].startswith("RESPECT"))
    return Part(first, first if words[first] != "RESPECT" else first + 1)


def written(name: str, value: Any, window: Window, offset: int) -> tuple[str, list[Any]]:
    over = window.template[:-1] + FRAMES.get(name, "") + ")"
    text = f"(array_agg({{}}) FILTER (WHERE {operand(value)} IS NOT NULL) {over})"
    places = [value, value, *window.places]
    if name in ("FIRST_VALUE", "LEAD"):
        return f"{text}[{offset}]", places
    back = f" - {offset - 1}" if offset > 1 else ""
    return f"{text}[count({{}}) {over}{back}]", [*places, value, *window.places]
