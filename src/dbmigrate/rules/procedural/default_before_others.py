"""parameters without a default behind {name}, which has one

PostgreSQL takes a default only where every parameter behind it has one; in a procedure OUT parameters count as well.
They get one that raises: what every call has to give is still asked for, and calls that leave out a default in front
of it by naming the others stay as they are. OUT becomes INOUT there and begins as NULL, as in Oracle.

```zh
参数 {name} 有默认值，其后的参数没有
PostgreSQL 要求默认值之后的参数都有默认值，过程的 OUT 参数也算在内。其后的参数得到一个会报错的默认值：必填参数仍然必填，按名称传参并省略前面默认值的调用保持不变。OUT 在此改为 INOUT，并与 Oracle 一样以 NULL 开始。
```
```notes
omitted | a call that leaves out a parameter without default is no longer refused | 省略无默认值参数的调用不再报错
early | a declaration reads an OUT parameter, which is NULL there in Oracle and what the caller has passed on the target | 声明部分读取 OUT 参数：Oracle 中为 NULL，目标库中为调用方传入的值
overloaded | other routines have this name: a call that fits one of them may fit this one as well and is then refused | 存在同名例程：符合其中一个的调用也可能符合本例程，此时会被拒绝
dropped | other routines have this name: the default is removed, and a call that leaves the argument out fails | 存在同名例程：删除默认值，省略该参数的调用会报错
```
```oracle
CREATE FUNCTION fee(p_days INTEGER DEFAULT 1, p_rate INTEGER) RETURN INTEGER IS
BEGIN
  RETURN p_days * p_rate;
END;
/
CREATE FUNCTION fee_of_a_day RETURN INTEGER IS
BEGIN
  RETURN fee(p_rate => 7);
END;
/
```
```postgres
CREATE FUNCTION fee(p_days bigint DEFAULT 1, p_rate bigint DEFAULT dbmigrate.argument_missing('p_rate', NULL::bigint)) RETURNS bigint AS $$
BEGIN
  RETURN p_days * p_rate;
END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION fee_of_a_day() RETURNS bigint AS $$
BEGIN
  RETURN fee(p_rate => 7);
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT fee(2, 3), fee_of_a_day()
```
```rows
6 | 7
```
```refused 42P13
```
```oracle
CREATE PROCEDURE bill(p_days INTEGER DEFAULT 1, p_fee OUT INTEGER, p_calls IN OUT INTEGER) IS
BEGIN
  IF p_fee IS NULL THEN
    p_fee := p_days * 7;
  END IF;
  p_calls := p_calls + 1;
END;
/
CREATE FUNCTION billed RETURN INTEGER IS
  v INTEGER := 5;
  n INTEGER := 0;
BEGIN
  bill(2, v, n);
  bill(p_fee => v, p_calls => n);
  RETURN v * 10 + n;
END;
/
```
```postgres
CREATE PROCEDURE bill(p_days bigint DEFAULT 1, p_fee INOUT bigint DEFAULT dbmigrate.argument_missing('p_fee', NULL::bigint), p_calls IN OUT bigint DEFAULT dbmigrate.argument_missing('p_calls', NULL::bigint)) AS $$
BEGIN
  p_fee := NULL;
  IF p_fee IS NULL THEN
    p_fee := p_days * 7;
  END IF;
  p_calls := p_calls + 1;
END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION billed() RETURNS bigint AS $$
DECLARE
  v bigint := 5;
  n bigint := 0;
BEGIN
  CALL bill(2, v, n);
  CALL bill(p_fee => v, p_calls => n);
  RETURN v * 10 + n;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT billed()
```
```rows
72
```
```refused 42P13
```
```quiet
CREATE FUNCTION fee(p_rate INTEGER, p_days INTEGER DEFAULT 1) RETURN INTEGER IS
BEGIN
  RETURN p_days * p_rate;
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dbmigrate.catalog.signatures import signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import judge_routine, members_of, package_of
from dbmigrate.rules.procedural.plsql_defaults import (
    MISSING,
    declared_defaults,
    head_of,
    missing,
    without_default,
)
from dbmigrate.rules.procedural.plsql_nested import names_in, parameters_of, type_text
from dbmigrate.rules.procedural.plsql_twins import needs_drop, own_home
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Anchored, Block, Parameter, Routine, key_of

Replacement = tuple[object, ...]
OUT: Final = "out"


@rule("PL072", source="oracle", severity=Severity.REFUSED, on=node(Routine), kept=True, after=("PL010", "PL066", "PL122"))
def check(found: Routine, context: Context) -> Hit | None:
    if not context.kept_code and (found.body is None or judge_routine(found, context) is None):
        return None  # a declaration only, or one within another routine
    package = None if context.kept_code else package_of(found, context)
    parameters, given = parameters_of(found), declared_defaults(found, package, context)
    behind = [p for p in without_default(parameters, given) if is_refused(p, found, context)]
    if not behind:
        return None
    first = next(p for p in parameters if p.default is not None or key_of(p.name) in given)
    values = {"name": first.name.text()}
    if package is not None and is_dropped(found, context):
        return dropped(parameters, behind[-1], values)
    replace: list[Replacement] = []
    omitted = False
    for item in behind:
        type_, places = spelled(item, context)
        omitted = omitted or not type_
        replace.append((item.part.after, missing(key_of(item.name).lower(), type_) if type_ else " DEFAULT NULL", *places))
        replace += emptied(item, found) if item.direction == OUT else ()
    note = next((n for n, on in notes(found, behind, context, omitted) if on), "")
    helpers = () if all("DEFAULT NULL" in str(r[1]) for r in replace) else (MISSING,)
    return Hit(replace, note, values, Fix.REVIEW if note else None, helpers=helpers, at=first.default_word or first.part)


def is_dropped(found: Routine, context: Context) -> bool:
    """The defaults in front of what must be given go: another routine of the package has the name."""
    own = signature(found.kind, found.parameters, found.returns)
    others = members_of(context).get(key_of(found.name), ()) if found.name else ()
    full = next((s for s in others if own is not None and head_of(s) == head_of(own)), own)
    return full is not None and needs_drop(full, others, own_home(context), context)


def dropped(parameters: tuple[Parameter, ...], last: Parameter, values: dict[str, str]) -> Hit:
    front = [p for p in parameters if p.part.first < last.part.first and p.default is not None]
    replace = [(p.default_word.to(p.default.part), "") for p in front if p.default_word and p.default]
    at = front[0].default_word if front else last.part
    return Hit(replace, "dropped", values, Fix.REVIEW, at=at)


def notes(found: Routine, behind: list[Parameter], context: Context, omitted: bool) -> Iterator[tuple[str, bool]]:
    yield "omitted", omitted
    yield "early", any(reads_early(p, found) for p in behind)
    others = members_of(context).get(key_of(found.name), ()) if found.name and not context.kept_code else ()
    yield "overloaded", len(others) > 1


def is_refused(parameter: Parameter, routine: Routine, context: Context) -> bool:
    """OUT parameters have no defaults in functions, and need none; a vendor's PL/SQL asks for none in procedures."""
    return parameter.direction != OUT or (routine.returns is None and not context.kept_code)


def spelled(parameter: Parameter, context: Context) -> tuple[str, tuple[object, ...]]:
    """The type as a template and what fills it; "" where the target has no name for it outside of a declaration."""
    if not isinstance(parameter.type, Anchored):
        return "{}", (parameter.type,)
    text = type_text(parameter.type, context)
    return ("", ()) if not text or text == "record" or "%" in text else (literal_template(text), ())


def emptied(parameter: Parameter, routine: Routine) -> list[Replacement]:
    """OUT as INOUT that forgets what it is given."""
    body = routine.body
    assert parameter.mode and isinstance(body, Block) and body.begin
    blanks = indent(routine.lexed, body.begin)
    return [(parameter.mode, "INOUT"), (body.begin.after, f"\n{blanks}  {{}} := NULL;", parameter.name)]


def reads_early(parameter: Parameter, routine: Routine) -> bool:
    """Declarations, which come before the body's first statement, read an OUT parameter."""
    declarations = routine.body.declarations if isinstance(routine.body, Block) else ()
    return parameter.direction == OUT and any(key_of(parameter.name) in names_in(d) for d in declarations)
