"""function {name} within a block becomes a function of its own

Expressions call it, so that its body cannot stand in the place of the call. What it reads of the code around it is
handed over before its own parameters.

```zh
块内声明的函数 {name} 成为独立函数
它在表达式中被调用，过程体无法写在调用处。它读取的外层变量作为最前面的参数传入。
```
```oracle
CREATE FUNCTION marks(p_text VARCHAR2) RETURN VARCHAR2 IS
  v_sign VARCHAR2(1) := '*';
  v_out VARCHAR2(100);

  FUNCTION mark(p_char VARCHAR2, p_more NUMBER DEFAULT 1) RETURN VARCHAR2 IS
    v VARCHAR2(10) := p_char; -- one
  BEGIN
    IF p_more > 1 THEN
      RETURN v || mark(v_sign, p_more - 1);
    END IF;
    RETURN v || v_sign;
  END mark;
BEGIN
  FOR i IN 1 .. 2 LOOP
    v_out := v_out || mark(SUBSTR(p_text, i, 1), i);
  END LOOP;
  RETURN v_out;
END;
/
```
```postgres
CREATE OR REPLACE FUNCTION marks_mark(v_sign varchar(1), p_char varchar, p_more numeric DEFAULT 1) RETURNS varchar AS $$
DECLARE
  v varchar(10) := p_char; -- one
  BEGIN
    IF p_more > 1 THEN
      RETURN nullif(concat(v, dbmigrate.shown(marks_mark(v_sign, v_sign, p_more - 1))), '');
    END IF;
    RETURN nullif(concat(v, v_sign), '');
  END;
$$ LANGUAGE plpgsql;

CREATE FUNCTION marks(p_text varchar) RETURNS varchar AS $$
DECLARE
  v_sign varchar(1) := '*';
  v_out varchar(100);


BEGIN
  FOR i IN 1 .. 2 LOOP
    v_out := nullif(concat(v_out, dbmigrate.shown(marks_mark(v_sign, nullif(dbmigrate.substr(p_text, i, 1), ''), i))), '');
  END LOOP;
  RETURN v_out;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT marks('ab')
```
```rows
a*b**
```
```refused 42601
```
```oracle
CREATE FUNCTION initials RETURN VARCHAR2 IS
  TYPE words IS TABLE OF VARCHAR2(10);
  a words := words('x', 'y');
  FUNCTION listed(p words) RETURN VARCHAR2 IS
  BEGIN
    RETURN p(1) || p(2);
  END;
BEGIN
  RETURN listed(a) || '/' || listed(words('v', 'w'));
END;
/
```
```then
SELECT initials()
```
```rows
xy/vw
```
```refused 42601
```
```quiet
CREATE PACKAGE BODY pk IS
  FUNCTION a RETURN NUMBER IS
  BEGIN
    RETURN 1;
  END;
  FUNCTION b RETURN NUMBER IS
  BEGIN
    RETURN a() + 1;
  END;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, node, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import MOVED, Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import counting, language, quotes
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import Judgement, judge_routine, judgement_at, package_of
from dbmigrate.rules.procedural.nested_expansion import Text
from dbmigrate.rules.procedural.nested_functions import HOIST, hoisted, hoisted_name, path_to, reads
from dbmigrate.rules.procedural.plsql_defaults import MISSING, missing, without_default
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_name
from dbmigrate.rules.procedural.plsql_nested import parameters_of, type_text
from dbmigrate.syntax.procedural.nodes import Block, Module, Routine, key_of


@rule("PL132", source="oracle", severity=Severity.REFUSED, on=(node(Routine), ANY_CALL, COLUMN))
def check(found: Routine | Expr, context: Context) -> Hit | None:
    if isinstance(found, Expr):
        return called(found, context)
    own = judge_routine(found, context)
    if own is not None:
        return made(found, own, context) if own.unclear is None else None
    around = judgement_at(context) if context.path else None
    if around is None or around.unclear or not found.name or around.nested.get(key_of(found.name)) != HOIST:
        return None
    return Hit(replace=[(found, MOVED)], values={"name": found.name.text()})


def made(unit: Routine, judgement: Judgement, context: Context) -> Hit | None:
    """The functions stand before the routine that they were in."""
    functions = hoisted(unit, dict(judgement.nested))
    if not functions:
        return None
    text, package = Text(), package_of(unit, context)
    around = len(context.path)
    for function in functions:
        context.path[around:] = path_to(unit, function)  # types that a block declares
        body = function.body
        assert isinstance(body, Block) and function.returns and function.returns.type
        mark = quotes(function)
        text.add(f"CREATE OR REPLACE FUNCTION {owner(unit, context)}{spelled(function, context)}(")
        behind = tuple(without_default(parameters_of(function), {}))
        read = [(r.node, None) for r in reads(function, context) or ()]
        for n, (node_, default) in enumerate([*read, *((p, p.default) for p in parameters_of(function))]):
            text.add(", " if n else "", node_.name.part, f" {type_text(node_.type, context)}")
            text.add(*((" DEFAULT ", default.part) if default is not None else ()))
            if node_ in behind:
                text.template += missing(key_of(node_.name).lower(), literal_template(type_text(node_.type, context)))
        text.add(f") RETURNS {type_text(function.returns.type, context)} AS {mark}")
        text.add("\n#variable_conflict use_column" if judgement.ambiguous else "", counting(judgement))
        text.add("\nDECLARE\n  " if body.declarations else "\n", body.part)
        text.add(f"\n{mark} {language(unit, context, package).format()};\n\n")  # it is a template
    del context.path[around:]
    values = {"name": ", ".join(f.name.text() for f in functions if f.name)}
    replace = [(unit.part.before, text.template, *text.places)]
    return Hit(replace, values=values, helpers=(MISSING,) if MISSING in text.template else ())


def owner(unit: Routine, context: Context) -> str:
    """The schema of the routine around it, as its name says it."""
    outer = context.path[0]
    if isinstance(outer, Module):
        return f"{context.names.bare(schema_of(outer, context))}."
    return "".join(f"{context.names.bare(v.lower())}." for v in unit.name.values[:-1]) if unit.name else ""


def spelled(function: Routine, context: Context) -> str:
    return context.names.bare(hoisted_name(function, context))


def called(found: Expr, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or not judgement.nested:
        return None
    path = path_of_name(found)
    routine = context.declared(path[0]) if len(path) == 1 else None
    if not isinstance(routine, Routine) or judgement.nested.get(path[0]) != HOIST:
        return None
    if not isinstance(found, Call) and is_column(found, context):
        return None
    unit = next(n for n in context.path if isinstance(n, Routine))
    handed = Text()
    for n, read in enumerate(reads(routine, context) or ()):
        handed.add(", " if n else "", read.node.name.part)
    name = Text()
    name.add(owner(unit, context), spelled(routine, context))
    values = {"name": path[0]}
    if not isinstance(found, Call):
        return Hit(replace=[(found, f"{name.template}({handed.template})", *handed.places)], values=values)
    opening = found.name_part.last + 1
    separator = ", " if handed.places and found.args else ""
    replace: list[tuple[object, ...]] = [(found.name_part, name.template)]
    if handed.places:
        replace.append((Part(opening, opening).after, handed.template + separator, *handed.places))
    return Hit(replace=replace, values=values)
