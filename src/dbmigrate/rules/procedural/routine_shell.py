"""{kind} {name} in PL/pgSQL

The body of a routine is a string there, behind AS, with its language; DECLARE stands before the declarations, RETURNS
before a function's type, and a routine without parameters has empty parentheses. Inside SQL Oracle takes a name that is
both a column's and a variable's for the column: `#variable_conflict` says the same. Where
the name says who owns the routine, its search path is the owner's, as in Oracle.

```zh
{kind} {name} 改写为 PL/pgSQL
目标库中例程体是 AS 之后的字符串，并注明语言；声明前写 DECLARE，函数返回类型前写 RETURNS，无参数的例程带空括号。SQL 中既是列名又是变量名的名称，Oracle 取列；`#variable_conflict` 指明同样的规则。名称中写明属主时，例程的搜索路径即为该属主，与 Oracle 一致。
```
```oracle
CREATE OR REPLACE FUNCTION fee_label(p_code IN VARCHAR) RETURN VARCHAR IS
  v_fee NUMERIC(5,2) := 5; -- each day
BEGIN
  IF p_code IS NULL THEN
    RETURN 'none';
  END IF;
  WHILE v_fee < 8 LOOP
    v_fee := v_fee * 1.25;
  END LOOP;
  RETURN CASE WHEN v_fee = 9.76 THEN UPPER(p_code) ELSE 'wrong' END;
END;
/
```
```postgres
CREATE OR REPLACE FUNCTION fee_label(p_code IN VARCHAR) RETURNS VARCHAR AS $$
DECLARE
  v_fee NUMERIC(5,2) := 5; -- each day
BEGIN
  IF p_code IS NULL THEN
    RETURN 'none';
  END IF;
  WHILE v_fee < 8 LOOP
    v_fee := v_fee * 1.25;
  END LOOP;
  RETURN CASE WHEN v_fee = 9.76 THEN UPPER(p_code) ELSE 'wrong' END;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT fee_label('a1'), fee_label(NULL)
```
```rows
A1 | none
```
```refused 42601
```
```setup
CREATE TABLE visit (id INTEGER, state INTEGER);
```
```oracle
CREATE PROCEDURE add_visit AS
  state INTEGER := 7;
BEGIN
  INSERT INTO visit (id, state) VALUES (1, 2);
  UPDATE visit SET id = state WHERE state = 2;
END;
/
```
```then
CALL add_visit();
SELECT id, state FROM visit
```
```rows
2 | 2
```
```setup
CREATE SCHEMA his;
CREATE TABLE his.ward (id INTEGER, code VARCHAR(10));
```
```oracle
CREATE FUNCTION his.ward_code(p_code VARCHAR) RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  INSERT INTO ward (code) VALUES (p_code);
  SELECT code INTO v FROM ward;
  RETURN v;
END;
/
```
```postgres
CREATE FUNCTION his.ward_code(p_code VARCHAR) RETURNS VARCHAR AS $$
DECLARE
  v VARCHAR(10);
BEGIN
  INSERT INTO ward (code) VALUES (p_code);
  SELECT code INTO STRICT v FROM ward;
  RETURN v;
END;
$$ LANGUAGE plpgsql SET search_path = his, public;

```
```then
SELECT his.ward_code('a')
```
```rows
a
```
```refused 42601
```
```quiet
CREATE TABLE ward (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.body_text import around_body, counting, language, quotes
from dbmigrate.rules.procedural.judged_packages import schema_of
from dbmigrate.rules.procedural.judgement import judge_routine, package_of
from dbmigrate.rules.procedural.method_heads import head_of_method, own_variable
from dbmigrate.rules.procedural.package_starts import has_effects, starting
from dbmigrate.syntax.procedural.nodes import Block, Routine, TypeBody


@rule("PL010", source="oracle", severity=Severity.REFUSED, on=node(Routine))
def check(unit: Routine, context: Context) -> Hit | None:
    judgement = judge_routine(unit, context)
    if judgement is None or judgement.unclear or not isinstance(unit.body, Block):
        return None
    assert unit.name and unit.opener and unit.keyword
    mark = quotes(unit)
    package = package_of(unit, context)
    opener, closing = around_body(unit.kind, mark, language(unit, context, package), context)
    if judgement.ambiguous:
        opener += "\n#variable_conflict use_column"
    outer = context.path[0] if context.path else None
    own = own_variable(unit, outer)
    opener += own_label(unit) + str(own[0] if own else "")
    opener += counting(judgement) or ("\nDECLARE" if unit.body.declarations else "")
    last = Part(unit.part.last, unit.part.last)
    end = f"\n{closing};"
    replace: list[tuple[object, ...]] = [(unit.opener, opener, *own[1:]), (last.after, end)]
    if package:
        schema = literal_template(context.names.bare(schema_of(package, context)))
        replace.append((unit.name.part.before, f"{schema}."))
    if package and unit.member is None:
        replace.append((unit.keyword, f"CREATE OR REPLACE {unit.kind.upper()}"))
    elif isinstance(package, TypeBody):
        replace += head_of_method(unit, package)
    elif not package and "EDITIONABLE" in unit.words(unit.keyword) or "NONEDITIONABLE" in unit.words(unit.keyword):
        replace.append((unit.keyword, without_edition(unit)))
    if package and has_effects(package):
        assert unit.body.begin
        replace.append((unit.body.begin.after, starting(package, context)))
    if unit.parameters is None and unit.member is None:
        replace.append((unit.name.part.after, "()"))
    if unit.returns and unit.returns.type:
        replace.append((unit.returns.keyword, "RETURNS"))
    return Hit(replace=replace, values={"kind": unit.kind, "name": unit.name.text()})


def own_label(unit: Routine) -> str:
    """The routine's name before its variables, where code says whose they are; its parameters have it by themselves."""
    assert unit.name and isinstance(unit.body, Block)
    words, last = unit.lexed.words, unit.name.parts[-1].first
    for k in range(unit.body.part.first, unit.body.part.last - 1):
        if words[k] == words[last] and words[k + 1] == "." and words[k + 2] in unit.body.declared:
            return literal_template(f"\n<<{unit.lexed.source(unit.name.parts[-1])}>>")
    return ""


def without_edition(unit: Routine) -> str:
    """CREATE OR REPLACE PROCEDURE without the word between."""
    assert unit.keyword
    return " ".join(w for w in unit.words(unit.keyword) if not w.endswith("EDITIONABLE"))
