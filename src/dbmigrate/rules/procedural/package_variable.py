"""{name} of a package as functions

A constant is a function that gives its value. A variable is kept in a setting of the session: a function reads it, and
another one, named with set_ before, writes it. A first value that asks for the time or calls a function of the estate is
kept when it is first read. A ROLLBACK takes back what the transaction has written to it; Oracle
keeps it.

```zh
包的 {name} 改写为函数
常量成为返回其值的函数。变量保存在会话设置中：一个函数读取，名称前加 set_ 的函数写入。取时间或调用本库函数的初值在首次读取时保存。ROLLBACK 会撤销事务中对它的写入，Oracle 则保留。
```
```notes
variable | a variable of the session: ROLLBACK takes its value back | 会话变量：ROLLBACK 会撤销其值
```
```oracle
CREATE OR REPLACE PACKAGE BODY pk_ward IS
  c_beds CONSTANT NUMBER := 3;
  g_more NUMBER := 2;
  FUNCTION beds RETURN NUMBER IS
  BEGIN
    RETURN c_beds + g_more;
  END;
  PROCEDURE more(p NUMBER) IS
  BEGIN
    g_more := p;
  END;
END pk_ward;
/
```
```postgres
-- dbmigrate PL085 3: g_more of a package as functions (a variable of the session: ROLLBACK takes its value back)
CREATE SCHEMA IF NOT EXISTS pk_ward;
  CREATE OR REPLACE FUNCTION pk_ward.c_beds() RETURNS numeric AS $$ BEGIN RETURN 3; END; $$ LANGUAGE plpgsql IMMUTABLE;
  CREATE OR REPLACE FUNCTION pk_ward.g_more() RETURNS numeric AS $$ BEGIN
    RETURN CASE left(current_setting('pk_ward.g_more', true), 1)
      WHEN '=' THEN substr(current_setting('pk_ward.g_more', true), 2)::numeric
      WHEN '0' THEN NULL
      ELSE 2 END;
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION pk_ward.set_g_more(value numeric) RETURNS void AS $$ BEGIN
    PERFORM set_config('pk_ward.g_more', coalesce('=' || value::text, '0'), false);
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION pk_ward.beds() RETURNS numeric AS $$
  BEGIN
    RETURN pk_ward.c_beds() + pk_ward.g_more();
  END;
$$ LANGUAGE plpgsql;
  CREATE OR REPLACE PROCEDURE pk_ward.more(p numeric) AS $$
  BEGIN
    PERFORM pk_ward.set_g_more(p);
  END;
$$ LANGUAGE plpgsql;

```
```then
CREATE TEMPORARY TABLE seen AS SELECT pk_ward.beds() AS first;
CALL pk_ward.more(7);
INSERT INTO seen VALUES (pk_ward.beds());
CALL pk_ward.more(NULL);
INSERT INTO seen VALUES (pk_ward.beds());
SELECT first FROM seen
```
```rows
5
10
NULL
```
```refused 42601
```
```quiet
CREATE FUNCTION beds RETURN NUMBER IS
  c_beds CONSTANT NUMBER := 3;
BEGIN
  RETURN c_beds;
END;
/
```
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_calls import callees, path_of_call
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import judge, members_of
from dbmigrate.rules.procedural.package_objects import is_in_package, variable_type
from dbmigrate.rules.procedural.package_starts import starting
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import Package, Variable
from dbmigrate.syntax.sql import parse

CONSTANT = """CREATE OR REPLACE FUNCTION {name}() RETURNS {type} AS $$ BEGIN RETURN {{}}; END; $$ LANGUAGE plpgsql {kind};"""
VARIABLE = """CREATE OR REPLACE FUNCTION {name}() RETURNS {type} AS $$ BEGIN{start}{first}
    RETURN CASE left(current_setting('{setting}', true), 1)
      WHEN '=' THEN substr(current_setting('{setting}', true), 2)::{type}
      WHEN '0' THEN NULL
      ELSE {otherwise} END;
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION {setter}(value {type}) RETURNS void AS $$ BEGIN{start}
    PERFORM set_config('{setting}', coalesce('=' || value::text, '0'), false);
  END; $$ LANGUAGE plpgsql;"""

# The type of a column that the estate does not define cannot stand in a cast.
ANCHORED = """CREATE OR REPLACE FUNCTION {name}() RETURNS {type} AS $$ DECLARE
    kept {type};
  BEGIN{start}{first}
    IF left(current_setting('{setting}', true), 1) = '=' THEN
      kept := substr(current_setting('{setting}', true), 2);
    ELSIF left(current_setting('{setting}', true), 1) IS DISTINCT FROM '0' THEN
      kept := {otherwise};
    END IF;
    RETURN kept;
  END; $$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION {setter}(value {type}) RETURNS void AS $$ BEGIN{start}
    PERFORM set_config('{setting}', coalesce('=' || value::text, '0'), false);
  END; $$ LANGUAGE plpgsql;"""

# A value that is not the same whenever it is asked for: Oracle works it out when the session first uses the package.
FIRST = """
    IF coalesce(current_setting('{setting}', true), '') = '' THEN
      PERFORM {setter}({{}});
    END IF;"""
MOVING = frozenset("SYSDATE SYSTIMESTAMP CURRENT_DATE CURRENT_TIMESTAMP LOCALTIMESTAMP SYS_GUID SYS_CONTEXT USERENV".split())


@rule("PL085", source="oracle", severity=Severity.REFUSED, on=node(Variable))
def check(found: Variable, context: Context) -> Hit | None:
    outer = context.path[0] if context.path else None
    if not is_in_package(context) or not isinstance(outer, Package) or judge(outer, context).unclear:
        return None
    known = variable_type(found, context)
    if known is None:
        return None
    bare, schema = context.names.bare, context.names.bare(schema_of(outer, context))
    plain = found.name.value.lower() if not found.name.is_quoted() else found.name.value
    made = {
        "name": f"{schema}.{bare(plain)}",
        "setter": f"{schema}.{bare('set_' + plain)}",
        "setting": f"{schema}.{plain}".replace('"', ""),
        "type": known.text,
        "kind": "IMMUTABLE" if found.default is None or is_literal(found.default) else "STABLE",
    }
    made = {key: literal_template(text) for key, text in made.items()}
    made |= {"start": starting(outer, context), "first": "", "otherwise": "{}"}
    moving = found.default is not None and is_moving(found.default, context)
    if moving:
        made |= {"first": FIRST.format(**made), "otherwise": "NULL"}
    text = (CONSTANT if found.constant and not moving else ANCHORED if known.anchored else VARIABLE).format(**made)
    edit: tuple[object, ...] = (found, text.replace("{}", "NULL"), found.type)  # what is written in the type is left out
    if found.default:
        edit = (found, text, found.default, found.type)
    values = {"name": found.name.text()}
    if found.constant:
        return Hit(replace=[edit], values=values)
    return Hit(replace=[edit], values=values, note="variable", fix=Fix.REVIEW)


def is_moving(piece: Piece, context: Context) -> bool:
    """It asks for the time, or calls a function of the estate."""
    if not MOVING.isdisjoint(piece.words()):
        return True
    tree = parse(piece.lexed, piece.part, piece.into)
    nodes = tree.root.find_all(exp.Anonymous, exp.Column) if tree.root is not None else ()
    return any(path and callees(path, context, members_of(context)) for path in map(path_of_call, nodes))


def is_literal(piece: Piece) -> bool:
    root = parse(piece.lexed, piece.part, piece.into).root
    inner = root.this if isinstance(root, exp.Neg) else root
    return isinstance(inner, (exp.Literal, exp.National, exp.Null, exp.Boolean))
