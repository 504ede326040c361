"""{function} joins the values of a group

`string_agg` is the target's name. The order stands inside its parentheses; over a window it is the window's, whose frame
is then the whole partition.

```zh
{function} 拼接组内的值
目标库用 `string_agg`，排序写在括号内；用作窗口函数时排序写在窗口中，窗口范围为整个分区。
```
```notes
date | a date is joined as NLS_DATE_FORMAT shows it | 日期按 NLS_DATE_FORMAT 转为文本
distinct | the target orders distinct values by the value itself only | 目标库去重拼接只能按该值本身排序
```
```setup oracle
CREATE TABLE visit (ward VARCHAR2(4), name VARCHAR2(10), n NUMBER(4), fee NUMBER(6,2));
INSERT INTO visit VALUES ('W1', 'b', 2, 1.50);
INSERT INTO visit VALUES ('W1', 'a', 1, 2);
INSERT INTO visit VALUES ('W2', 'c', 3, 0.5);
```
```oracle
SELECT ward, LISTAGG(name, ',') WITHIN GROUP (ORDER BY n DESC), LISTAGG(fee, '/') WITHIN GROUP (ORDER BY fee) FROM visit GROUP BY ward ORDER BY MAX(n)
```
```postgres
SELECT ward, string_agg(name, ',' ORDER BY n DESC), string_agg(dbmigrate.to_char(fee), '/' ORDER BY fee) FROM visit GROUP BY ward ORDER BY MAX(n)
```
```rows
W1 | b,a | 1.5/2
W2 | c | .5
```
```refused 42883
```
```oracle
SELECT name, LISTAGG(n) WITHIN GROUP (ORDER BY n) OVER (PARTITION BY ward) FROM visit ORDER BY n
```
```postgres
SELECT name, string_agg(n::text, '') OVER (PARTITION BY ward ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM visit ORDER BY n
```
```rows
a | 12
b | 12
c | 3
```
```refused 42883
```
```oracle
SELECT WM_CONCAT(DISTINCT ward), WMSYS.WM_CONCAT(n) FROM visit WHERE ward = 'W2' UNION ALL SELECT (SELECT LISTAGG( -- names
v.name, -- comma
',') WITHIN GROUP (ORDER BY v.name) FROM visit v), NULL FROM dual
```
```postgres
SELECT string_agg(DISTINCT ward, ','), string_agg(n::text, ',') FROM visit WHERE ward = 'W2' UNION ALL SELECT (SELECT string_agg( -- names
v.name, -- comma
',' ORDER BY v.name) FROM visit v), NULL
```
```rows
W2 | 3
a,b,c | NULL
```
```refused 42883
```
```oracle
SELECT LISTAGG(DISTINCT n, ',' ON OVERFLOW TRUNCATE '..') WITHIN GROUP (ORDER BY n DESC), LISTAGG(name, ',' ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY name) FROM visit
```
```postgres
SELECT nullif(array_to_string(array_agg(DISTINCT n ORDER BY n DESC), ','), ''), string_agg(name, ',' ORDER BY name) FROM visit
```
```rows
3,2,1 | a,b,c
```
```quiet
SELECT v.ward AS listagg, MAX(v.name) FROM visit v GROUP BY v.ward
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.rules.functions.placing import around

FRAME = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
NAMES = ("LISTAGG", "WM_CONCAT", "WMSYS.WM_CONCAT", "SYS.WM_CONCAT")


@rule("FN334", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, NAMES)), after=("FN337",))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    values = {"function": name}
    args = arguments(found)
    if not args:
        return None
    if context.has(name.lower()):
        left_out = overflow(found)
        return Hit(left_out, values=values) if left_out else None
    made = as_text(args[0], context)
    if is_distinct(found) and made.template.endswith("::text") and isinstance(found.parent, exp.WithinGroup):
        return of_distinct_numbers(found, args, values)
    replace: list[tuple[Any, ...]] = [(name_with_owner(found), "string_agg"), *around(args[0], made.template)]
    replace += overflow(found)
    if name == "WM_CONCAT":
        replace.append((args[-1].part.after, ", ','"))
    else:
        if is_distinct(found) and ordered_otherwise(found, args[0]):
            return Hit(note="distinct", values=values, fix=Fix.NONE)
        replace += ordered(found, len(args) < 2)
    fix, note = (Fix.REVIEW, "date") if made.review else (Fix.SAFE, "")
    return Hit(together(replace), note=note, values=values, fix=fix, helpers=made.helpers)


def of_distinct_numbers(found: Call, args: list[Expr], values: dict[str, str]) -> Hit:
    """Sorted as numbers; `string_agg` could only sort their texts."""
    words, close, end = found.lexed.words, found.lexed.brackets.close, found.part.last
    last = close[end + 3]
    if ordered_otherwise(found, args[0]) or words[last + 1] == "OVER":
        return Hit(note="distinct", values=values, fix=Fix.NONE)
    separator = "{}" if len(args) > 1 else "''"
    whole = Part(name_with_owner(found).first, last)
    order = Part(end + 4, last - 1)
    text = f"nullif(array_to_string(array_agg(DISTINCT {{}} {{}}), {separator}), '')"
    left_out = [part for part, _ in overflow(found)]  # places that the template does not show
    return Hit(replace=[(whole, text, args[0], order, *args[1:], *left_out)], values=values)


def overflow(found: Call) -> list[tuple[Any, ...]]:
    """`ON OVERFLOW TRUNCATE`: the target's texts have no such limit."""
    inside = (p for p in found.lexed.hidden if found.part.first < p.first and p.last < found.part.last)
    return [(p, "") for p in inside if found.lexed.words[p.first : p.first + 2] == ["ON", "OVERFLOW"]]


def arguments(found: Call) -> list[Expr]:
    if is_distinct(found):
        return [found.view(node) for node in found.node.expressions[0].expressions]
    return found.args


def is_distinct(found: Call) -> bool:
    return len(found.node.expressions) == 1 and isinstance(found.node.expressions[0], exp.Distinct)


def name_with_owner(found: Call) -> Part:
    first = found.name_part.first
    return Part(first - 2 if first > 1 and found.lexed.words[first - 1] == "." else first, first)


def ordered_otherwise(found: Call, value: Expr) -> bool:
    group = found.parent
    orders = group.expression.expressions if isinstance(group, exp.WithinGroup) else []
    return not all(isinstance(o, exp.Ordered) and o.this == value.node for o in orders)


def ordered(found: Call, bare: bool) -> list[tuple[Any, ...]]:
    """`) WITHIN GROUP (ORDER BY x)` as `ORDER BY x)`, or as part of the window."""
    words, close = found.lexed.words, found.lexed.brackets.close
    end = found.part.last
    separator = ", ''" if bare else ""
    if words[end + 1 : end + 4] != ["WITHIN", "GROUP", "("]:
        return [(Part(end, end).before, separator)] if separator else []
    opening, last = end + 3, close[end + 3]
    if words[last + 1] != "OVER":
        return [(Part(end, opening), f"{separator} ")]
    window = close[last + 2]
    order = Part(opening + 1, last - 1)
    blank = "" if window == last + 3 else " "
    return [
        *([(Part(end, end).before, separator)] if separator else []),
        (Part(end + 1, last), ""),
        (Part(window, window).before, f"{blank}{{}} {FRAME}", order),
    ]


def together(replace: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Insertions behind one argument in one: the cast first, then the separator."""
    found: dict[Any, tuple[Any, ...]] = {}
    for part, text, *places in replace:
        if part in found and isinstance(part, Part) and part.side == "after":
            found[part] = (part, found[part][1] + text)
        else:
            found[part] = (part, text, *places)
    return list(found.values())
