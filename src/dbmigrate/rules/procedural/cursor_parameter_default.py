"""default of a parameter of the cursor {name}

PL/pgSQL has no defaults for a cursor's parameters. Where the cursor is opened without such an argument, it stands there.

```zh
游标 {name} 的参数默认值
PL/pgSQL 的游标参数不能有默认值。打开游标时省略的参数在该处补上默认值。
```
```notes
missing | an argument without default is left out | 省略了没有默认值的参数
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 10);
INSERT INTO ward VALUES (2, 20);
INSERT INTO ward VALUES (3, 30);
```
```oracle
CREATE FUNCTION found_ward(p_least INTEGER) RETURN INTEGER IS
  CURSOR c(p_from INTEGER DEFAULT 15, p_to INTEGER := p_least + 10) IS
    SELECT id FROM ward WHERE beds BETWEEN p_from AND p_to ORDER BY id;
  v INTEGER;
  n INTEGER := 0;
BEGIN
  OPEN c;
  FETCH c INTO v;
  CLOSE c;
  FOR r IN c(5) LOOP
    n := n * 10 + r.id;
  END LOOP;
  FOR r IN c(p_to => 99) LOOP
    n := n * 10 + r.id;
  END LOOP;
  RETURN n * 10 + v;
END;
/
```
```postgres
-- dbmigrate PL053 8: variables of a FETCH that may be read when it gave no row
CREATE FUNCTION found_ward(p_least bigint) RETURNS bigint AS $$
DECLARE
  c CURSOR(p_from bigint, p_to bigint) FOR
    SELECT id FROM ward WHERE beds BETWEEN p_from AND p_to ORDER BY id;
  v bigint;
  n bigint := 0;
BEGIN
  OPEN c(15, p_least + 10);
  FETCH c INTO v;
  CLOSE c;
  FOR r IN c(5, p_least + 10) LOOP
    n := n * 10 + r.id;
  END LOOP;
  FOR r IN c(p_to := 99, p_from := 15) LOOP
    n := n * 10 + r.id;
  END LOOP;
  RETURN n * 10 + v;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT found_ward(10)
```
```rows
12232
```
```refused 42601
```
```quiet
CREATE FUNCTION found_ward(p_least INTEGER DEFAULT 3) RETURN INTEGER IS
  CURSOR c(p_from INTEGER) IS SELECT id FROM ward WHERE beds > p_from;
  v INTEGER;
BEGIN
  OPEN c(p_least);
  FETCH c INTO v;
  CLOSE c;
  RETURN v;
END;
/
```
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.constant_text import rewritten_node
from dbmigrate.rules.procedural.judged_fetching import cursor_key
from dbmigrate.rules.procedural.judgement import is_converted, undisturbed
from dbmigrate.rules.procedural.plsql_cursors import used
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter, key_of
from dbmigrate.syntax.procedural.statements import Loop, Open
from dbmigrate.syntax.sql import parse

Replacement = tuple[object, ...]


@rule("PL153", source="oracle", severity=Severity.REFUSED, on=(node(CursorDeclaration), node(Open), node(Loop)), after=("PL261",))
def check(found: CursorDeclaration | Open | Loop, context: Context) -> Hit | None:
    if isinstance(found, CursorDeclaration):
        edits = [(p.default_word.to(p.default.part), "") for p in parameters(found) if p.default_word and p.default]
        return Hit(replace=edits, values={"name": found.name.text()}, at=edits[0][0]) if edits else None
    piece = found.cursor if isinstance(found, Open) and found.source is None else getattr(found, "source", None)
    if not isinstance(piece, Piece) or (isinstance(found, Loop) and found.kind != "cursor"):
        return None
    name = cursor_key(piece)
    declared = context.declared(name) if name else None
    if not isinstance(declared, CursorDeclaration) or not is_converted(context):
        return None
    return completed(piece, name, declared, context)


def parameters(cursor: CursorDeclaration) -> list[Parameter]:
    return [p for p in (cursor.parameters.items if cursor.parameters else ()) if isinstance(p, Parameter)]


def completed(piece: Piece, name: str, cursor: CursorDeclaration, context: Context) -> Hit | None:
    root = parse(piece.lexed, piece.part, piece.into).root
    call = root.expression if isinstance(root, exp.Dot) else root
    given = list(call.expressions) if isinstance(call, exp.Anonymous) else []
    named = {str(g.this.name).upper() for g in given if isinstance(g, exp.Kwarg)}
    by_place = sum(1 for g in given if not isinstance(g, exp.Kwarg))
    left = [p for k, p in enumerate(parameters(cursor)) if k >= by_place and key_of(p.name) not in named]
    if not left:
        return None
    values = {"name": name}
    if any(p.default is None for p in left):
        return Hit(note="missing", values=values, fix=Fix.NONE)
    text, places, helpers = "", list[object](), list[str]()
    for n, parameter in enumerate(left):
        assert parameter.default is not None
        text += ", " if n or given else ""
        text += f"{context.names.bare(key_of(parameter.name).lower())} := " if named else ""
        value = written(parameter.default, name, context)
        if value is None:
            return Hit(note="missing", values=values, fix=Fix.NONE)
        text += value[0]
        places += value[1]
        helpers += value[2]
    last = piece.part.last
    if piece.lexed.words[last] == ")":
        edit: Replacement = (Part(last, last).before, text, *places)
    else:
        edit = (piece.part.after, f"({text})", *places)
    return Hit(replace=[edit], values=values, helpers=tuple(sorted(set(helpers))))


def written(default: Piece, name: str, context: Context) -> tuple[str, list[object], list[str]] | None:
    """A template for the default, what fills it, and its helpers."""
    cursor = used(name, context)
    if cursor is None:
        return "{}", [default], []
    with undisturbed():
        around: list[Node] = [cursor.unit, cursor.unit.body] if cursor.unit.body else []
        made = rewritten_node(default, around, context)
    return (literal_template(made.text), [], list(made.helpers)) if made is not None else None
