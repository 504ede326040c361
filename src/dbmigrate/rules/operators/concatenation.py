"""a text is joined with what can be NULL

For Oracle NULL is an empty text in `||` and CONCAT; for the target anything joined with NULL by `||` is NULL. `concat`
leaves NULL out; where nothing is left Oracle's answer is NULL. A decimal is joined without zeros at its end. Where the type
of a value is not known, a function writes numbers so, leaves texts, and refuses dates.

```zh
字符串连接与 NULL
Oracle 的 `||` 和 CONCAT 把 NULL 当作空串；目标库的 `||` 遇到 NULL 结果即为 NULL。`concat` 会跳过 NULL；全部为 NULL 时结果按 Oracle 取 NULL。小数连接时去掉末尾的零。类型未知的值由函数处理：数值去零，文本不变，日期报错。
```
```notes
date | a date is joined as NLS_DATE_FORMAT shows it | 日期按 NLS_DATE_FORMAT 转为文本后连接
```
```setup oracle
CREATE TABLE visit (id NUMBER(4) NOT NULL, ward VARCHAR2(10) NOT NULL, bed VARCHAR2(4), fee NUMBER(8,2), code CHAR(4));
INSERT INTO visit VALUES (7, 'W1', NULL, 2.50, 'ab');
```
```oracle
SELECT ward || '-' || bed, bed || bed, 'no ' || id || ' ' || ward FROM visit
```
```postgres
SELECT concat(ward, '-', bed), nullif(concat(bed, bed), ''), 'no ' || id || ' ' || ward FROM visit
```
```rows
W1- | NULL | no 7 W1
```
```oracle
SELECT 'fee ' || fee, 'code ' || code || '.', CONCAT(CONCAT(bed, '/'), ward) FROM visit
```
```postgres
SELECT concat('fee ', dbmigrate.to_char(fee)), concat('code ', code, '.'), CONCAT(CONCAT(bed, '/'), ward) FROM visit
```
```rows
fee 2.5 | code ab  . | /W1
```
```oracle
SELECT ward FROM visit WHERE 'ward W1' LIKE '%' || bed || '%' UNION SELECT (SELECT v.bed -- bed
 || -- and
 v.ward FROM visit v) FROM dual
```
```postgres
SELECT ward FROM visit WHERE 'ward W1' LIKE concat('%', bed, '%') UNION SELECT (SELECT concat(v.bed -- bed
, -- and
 v.ward) FROM visit v)
```
```rows
W1
```
```oracle
CREATE UNIQUE INDEX visit_place ON visit (ward || bed)
```
```postgres
CREATE UNIQUE INDEX visit_place ON visit ((ward || coalesce(bed, '')))
```
```then
INSERT INTO visit (id, ward) VALUES (8, 'W1') ON CONFLICT DO NOTHING;
SELECT COUNT(*) FROM visit
```
```rows
1
```
```quiet
SELECT v.ward || '-' || v.ward, 'a' || 'b' FROM visit v
```
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, operator, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.rules.functions.placing import as_key, as_key_only
from dbmigrate.syntax.ddl.nodes import Computed, CreateIndex, Partitioning
from dbmigrate.types.values import Kind, Type

MOST_ARGUMENTS: Final = 90  # the target's functions take 100
SAME_TEXT: Final = frozenset({"UPPER", "LOWER", "INITCAP"})
FIXED: Final = (Computed, CreateIndex, Partitioning)  # what is stored there must not depend on settings, as concat may


@dataclass(frozen=True, slots=True)
class Operand:
    value: Expr
    type: Type
    template: str
    helpers: tuple[str, ...]
    review: bool

    @property
    def is_plain(self) -> bool:
        """The target's `||` joins it as Oracle does."""
        padded = self.type.kind is Kind.CHAR and self.type.sql is not None and self.type.sql.numbers not in ((), ("1",))
        return not self.type.nullable and not padded and self.template == "{}"


@rule(
    "OP016",
    source="oracle",
    severity=Severity.DIFFERS,
    on=(operator("dpipe"), call("CONCAT")),
    unless="concat_ignores_null",
)
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found.parent, exp.DPipe) and isinstance(found.node, exp.DPipe):
        return None  # the outermost one of a chain
    operands = [read(value, context) for value in values_of(found)]
    note = doubt(operands)
    if all(o.is_plain for o in operands) and isinstance(found.node, exp.DPipe):
        return Hit(note=note, fix=Fix.REVIEW) if note else None
    never_empty = any(not o.type.nullable for o in operands)
    text = written(operands, found, context, never_empty)
    replace = [] if text is None else [(found, text, *(o.value for o in operands))]
    helpers = tuple(sorted({h for o in operands for h in o.helpers}))
    if not replace and not note:
        return None
    return Hit(replace=replace, note=note, fix=Fix.REVIEW if note else Fix.SAFE, helpers=helpers)


def values_of(found: Expr) -> list[Expr]:
    if isinstance(found, Call):
        return found.args
    return [found.view(node) for node in flattened(found.node)]


def flattened(node: Any) -> Iterator[Any]:
    """The operands of a chain, in order; a long chain nests deeply to the left."""
    right = []
    while isinstance(node, exp.DPipe):
        right.append(node.expression)
        node = node.this
    yield node
    for operand_ in reversed(right):
        if isinstance(operand_, exp.DPipe):
            yield from flattened(operand_)
        else:
            yield operand_


def read(value: Expr, context: Context) -> Operand:
    type_ = context.types.of(value)
    if type_.kind is Kind.UNKNOWN:
        return Operand(value, type_, "dbmigrate.shown({})", ("shown",), False)  # right for texts and numbers
    if isinstance(value.node, exp.Anonymous) and value.node.name.upper() in SAME_TEXT and width_of(value, context) > 1:
        return Operand(value, type_, f"rpad({{}}, {width_of(value, context)})", (), False)  # the target's give text
    made = as_text(value, context)
    plain = made.template.endswith("::text")  # concat and || take numbers as they are
    return Operand(value, type_, "{}" if plain else made.template, made.helpers, made.review)


def doubt(operands: list[Operand]) -> str:
    """The key of the note."""
    return "date" if any(o.review or o.type.kind is Kind.BINARY for o in operands) else ""


def written(operands: list[Operand], found: Expr, context: Context, never_empty: bool) -> str | None:
    """The template; None where the text can stay."""
    if len(operands) > MOST_ARGUMENTS or any(context.above(kind) for kind in FIXED):
        pieces = [o.template if not o.type.nullable else filled(o) for o in operands]
        joined = " || ".join(pieces)
        return as_key(found, joined, context) if never_empty else f"nullif({joined}, '')"
    if isinstance(found, Call) and never_empty and all(o.template == "{}" for o in operands):
        return None
    name = found.lexed.source(found.name_part) if isinstance(found, Call) else "concat"
    joined = f"{name}({', '.join(o.template for o in operands)})"
    return as_key_only(found, joined, context) if never_empty else f"nullif({joined}, '')"


def filled(o: Operand) -> str:
    text = o.template if o.type.is_text or o.template != "{}" else operand(o.value) + "::text"
    return f"coalesce({text}, '')"
