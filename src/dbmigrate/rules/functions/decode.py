"""DECODE compares one value with several

`DECODE` is a CASE in which NULL equals NULL. The result has the type of the first result: texts among numbers, or numbers
among texts, are converted.

```zh
DECODE：一个值与多个值比较
`DECODE` 相当于 NULL 等于 NULL 的 CASE 表达式。结果取第一个结果的类型，其他结果按此转换。
```
```notes
text | the first result is NULL or a text: Oracle makes texts of the others, of dates by NLS_DATE_FORMAT | 首个结果为 NULL 或文本：Oracle 把其余结果转为文本，日期按 NLS_DATE_FORMAT
padded | Oracle compares with the blanks at the end of the CHAR, the target without them | Oracle 比较时计入 CHAR 的尾部空格，目标库不计
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), kind CHAR(1), memo VARCHAR2(10), fee NUMBER(8,2));
INSERT INTO visit VALUES (1, '1', NULL, 2.5);
```
```oracle
SELECT DECODE(kind, '1', 'in', '2', 'out', 'none'), DECODE(kind, '2', fee) FROM visit
```
```postgres
SELECT CASE kind WHEN '1' THEN 'in' WHEN '2' THEN 'out' ELSE 'none' END, CASE kind WHEN '2' THEN fee END FROM visit
```
```rows
in | NULL
```
```refused 42883
```
```oracle
SELECT DECODE(memo, NULL, 'nothing', 'a', 'A', memo) FROM visit
```
```postgres
SELECT CASE WHEN memo IS NULL THEN 'nothing' WHEN memo = 'a' THEN 'A' ELSE memo END FROM visit
```
```rows
nothing
```
```refused 42883
```
```oracle
SELECT DECODE(memo, kind, 'same', 'other'), DECODE(fee, 2.5, 'half', id), DECODE(fee, 0, 'none', fee) FROM visit
```
```postgres
SELECT CASE WHEN memo IS NOT DISTINCT FROM kind THEN 'same' ELSE 'other' END, CASE fee WHEN 2.5 THEN 'half' ELSE id::text END, CASE fee WHEN 0 THEN 'none' ELSE dbmigrate.to_char(fee) END FROM visit
```
```rows
other | half | 2.5
```
```oracle
SELECT SUM(DECODE(kind, 1, fee, 0)) FROM visit UNION SELECT (SELECT DECODE( -- the kind
v.kind, '1', -- in
7) FROM visit v) FROM dual
```
```postgres
SELECT SUM(CASE kind::numeric WHEN 1 THEN fee ELSE 0 END) FROM visit UNION SELECT (SELECT CASE -- the kind
v.kind WHEN '1' THEN -- in
7 END FROM visit v)
```
```rows
2.50
7
```
```setup oracle
CREATE TABLE bed (ward CHAR(4), code VARCHAR2(4), flag CHAR(1));
INSERT INTO bed VALUES ('a', 'a', 'x');
INSERT INTO bed VALUES ('b', 'b   ', 'y');
```
```oracle
SELECT DECODE(ward, code, 'same', 'other'), DECODE(code, ward, 1, flag, 2, 3) FROM bed ORDER BY flag
```
```postgres
SELECT CASE WHEN rpad(ward, 4) IS NOT DISTINCT FROM code THEN 'same' ELSE 'other' END, CASE WHEN code IS NOT DISTINCT FROM rpad(ward, 4) THEN 1 WHEN code IS NOT DISTINCT FROM flag THEN 2 ELSE 3 END FROM bed ORDER BY flag
```
```rows
other | 3
same | 1
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), kind CHAR(1), memo VARCHAR2(10), fee NUMBER(8,2));
INSERT INTO visit VALUES (1, '1', NULL, 2.5);
```
```oracle
CREATE INDEX visit_open ON visit (DECODE(kind, '1', id))
```
```postgres
CREATE INDEX visit_open ON visit ((CASE kind WHEN '1' THEN id END))
```
```quiet
SELECT v.id AS decode FROM visit v
```
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import AS_IT_IS, Written, as_number, as_text, is_canonical
from dbmigrate.rules.functions.placing import as_key_only
from dbmigrate.rules.operators.padded_comparison import is_varying
from dbmigrate.types.values import Kind, Type

CALCULATED: Final = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg)
Writer = Callable[[Expr], Written]


@dataclass
class Decoded:
    """The CASE in the making: its template, the places, what was used and what is doubtful."""

    context: Context
    template: str = "CASE"
    places: list[Expr] = field(default_factory=list)
    helpers: set[str] = field(default_factory=set)
    note: str = ""

    def put(self, text: str, value: Expr, written: Written = AS_IT_IS) -> None:
        self.template += text.format(written.template.replace("{", "{{").replace("}", "}}")).format("{}")
        self.places.append(value)
        self.helpers.update(written.helpers)
        if written.review:
            self.note = "text"


@rule("FN304", source="oracle", severity=Severity.REFUSED, on=call("DECODE"), unless="decode")
def check(found: Call, context: Context) -> Hit | None:
    args = found.args
    if len(args) < 3:
        return None
    pairs = list(zip(args[1::2], args[2::2], strict=False))
    default = args[-1] if len(args) % 2 == 0 else None
    made = Decoded(context)
    results = [result for _, result in pairs] + ([default] if default else [])
    write_pairs(made, args[0], pairs, result_writer(results, context))
    if default is not None:
        made.put(" ELSE {}", default, result_writer(results, context)(default))
    made.template += " END"
    note = made.note or doubt(found, args[0], pairs, results, context)
    hit = (found, as_key_only(found, made.template, context), *made.places)
    return Hit(replace=[hit], note=note, fix=Fix.REVIEW if note else Fix.SAFE, helpers=tuple(sorted(made.helpers)))


def write_pairs(made: Decoded, value: Expr, pairs: Sequence[tuple[Expr, Expr]], written: Writer) -> None:
    """`CASE x WHEN a THEN ..` where every search is a constant, else `CASE WHEN x = a THEN ..` with NULL as a value."""
    compared, search_as = comparison(value, [s for s, _ in pairs], made.context)
    types = [made.context.types.of(s) for s, _ in pairs]
    if all(t.constant and t.kind is not Kind.NULL for t in types):
        made.put(" {}", value, compared)
        for search, result in pairs:
            made.put(" WHEN {}", search, search_as(search))
            made.put(" THEN {}", result, written(result))
        return
    left = compared if compared.changes else Written(operand(value))
    for (search, result), type_ in zip(pairs, types, strict=True):
        made.put(" WHEN {}", value, padded(value, search, made.context) or left)
        if type_.kind is Kind.NULL:
            made.template += " IS NULL"
        else:
            plain = not type_.nullable or not made.context.types.of(value).nullable
            right = padded(search, value, made.context) or search_as(search)
            right = right if right.changes else Written(operand(search))
            made.put(" = {}" if plain else " IS NOT DISTINCT FROM {}", search, right)
        made.put(" THEN {}", result, written(result))


def padded(side: Expr, other: Expr, context: Context) -> Written | None:
    """A CHAR beside a VARCHAR2 is compared with the blanks that fill it up."""
    width = width_of(side, context)
    return Written(f"rpad({{}}, {width})") if width > 1 and is_varying(other, context) else None


def comparison(value: Expr, searches: Sequence[Expr], context: Context) -> tuple[Written, Writer]:
    """How the value and the searches are written: Oracle compares in the type of the first search."""
    type_ = context.types.of(value)
    known = [(s, t) for s in searches if (t := context.types.of(s)).kind is not Kind.NULL]
    if not known:
        return AS_IT_IS, as_it_is
    first = known[0][1]
    if type_.is_text and first.is_number:
        return as_number(value, context), lambda search: as_number(search, context)
    if type_.is_number and first.is_text and not all(is_canonical(t, s.node.name) for s, t in known):
        return as_text(value, context), lambda search: as_text(search, context)
    return AS_IT_IS, as_it_is


def as_it_is(value: Expr) -> Written:
    return AS_IT_IS


def result_writer(results: Sequence[Expr], context: Context) -> Writer:
    """The first result decides; where it is NULL, numbers and dates stay among their like."""
    types = [context.types.of(r) for r in results]
    given = [t for t in types if t.kind is not Kind.NULL]
    if not given:
        return as_it_is
    if types[0].is_text or (types[0].kind is Kind.NULL and any(t.is_text for t in given)):
        return lambda result: as_text(result, context)
    return (lambda result: as_number(result, context)) if given[0].is_number else as_it_is


def doubt(found: Call, value: Expr, pairs: Sequence[tuple[Expr, Expr]], results: Sequence[Expr], context: Context) -> str:
    """The key of the note where the CASE may answer otherwise, else ""."""
    types = [context.types.of(r) for r in results]
    if types[0].kind is Kind.NULL and any(t.is_moment or t.is_number for t in types):
        calculated = isinstance(found.parent, CALCULATED) or in_sum(found)
        if not calculated or any(t.is_moment for t in types):
            return "text"
    return "padded" if is_padded(context.types.of(value), [s for s, _ in pairs]) else ""


def in_sum(found: Call) -> bool:
    return isinstance(found.parent, exp.Anonymous) and found.parent.name.upper() in ("SUM", "AVG", "COUNT", "NVL")


def is_padded(type_: Type, searches: Sequence[Expr]) -> bool:
    """A constant is shorter than the CHAR that it is compared with ("DECODE": nonpadded comparison semantics)."""
    if type_.kind is not Kind.CHAR or type_.sql is None or not type_.sql.numbers:
        return False
    length = int(type_.sql.numbers[0])
    return any(s.node.is_string and 0 < len(s.node.name) < length for s in searches if isinstance(s.node, exp.Literal))
