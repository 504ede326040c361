"""EXEC calls the procedure {name}

PostgreSQL calls a procedure by CALL, with its arguments in parentheses; one that gives rows is a function there (PL250,
PL251), and is read. OUTPUT parameters that nobody asks for are passed NULL.

```zh
EXEC 调用存储过程 {name}
PostgreSQL 用 CALL 调用过程，参数放在括号中；返回结果集的过程在目标库中是函数（PL250、PL251），改为查询。未取用的 OUTPUT 参数传入 NULL。
```
```setup
CREATE PROCEDURE close_visit(n INTEGER, note VARCHAR(10)) LANGUAGE sql AS 'SELECT 1';
```
```sqlserver
EXEC close_visit 7, @note = 'x'
```
```postgres
CALL close_visit(7, note => 'x')
```
```refused 42601
```
```sqlserver
EXECUTE close_visit @n = -1, @note = N'x';
```
```postgres
CALL close_visit(n => -1, note => 'x');
```
```refused 42601
```
```sqlserver
EXEC @result = close_visit 7, 'x'
```
```refused 42601
```
```sqlserver
Text
```
```postgres
-- Text
```
```setup sqlserver
CREATE TABLE visit (id INTEGER, bed SMALLINT);
GO
CREATE PROCEDURE visits_from @id INTEGER, @bed SMALLINT = 1 AS
SELECT id, bed FROM visit WHERE id >= @id AND bed >= @bed
GO
CREATE PROCEDURE add_visit @id INTEGER, @bed SMALLINT, @n INTEGER OUTPUT AS
INSERT INTO visit VALUES (@id, @bed)
SELECT @n = COUNT(*) FROM visit
```
```sqlserver
EXEC add_visit 7, 3
```
```postgres
CALL add_visit(7, 3::smallint, n => NULL)
```
```then
SELECT id, bed FROM visits_from(5)
```
```rows
7 | 3
```
```refused 42601
```
```sqlserver
EXEC visits_from @bed = -1, @id = 7
```
```postgres
SELECT * FROM visits_from(p_bed => (-1)::smallint, p_id => 7)
```
```then
INSERT INTO visit VALUES (9, 2);
SELECT id, bed FROM visits_from(5)
```
```rows
9 | 2
```
```refused 42601
```
```quiet
SELECT 1 AS exec
```
```notes
heading | a heading that sp_helptext prints | sp_helptext 打印的标题行
variable | a variable is an argument or takes the result | 以变量为参数或接收返回值
default | DEFAULT is an argument: leave it out by naming the others | 参数为 DEFAULT：请改为按名称传递其他参数
elsewhere | no given script makes the procedure | 所给脚本中没有该存储过程
```
"""

from collections.abc import Iterator
from typing import Any, Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Argument as Parameter
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Part, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside, is_system
from dbmigrate.rules.procedural.tsql_calls import signature_at, target_type
from dbmigrate.rules.procedural.tsql_judgement import called_as
from dbmigrate.rules.procedural.tsql_shapes import SHAPES, Shape
from dbmigrate.rules.scripts.decided_guard import in_block
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Argument, SystemCall

Replacements = list[tuple[Any, ...]]
TAKING: Final = ("integer", "bigint", "numeric", "double", "real")  # types that take a number as it is


@rule("SE215", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if is_system(call) or is_inside(context):
        return None
    values = {"name": call.procedure.text()}
    if call.words() == ("TEXT",):
        return Hit(replace=[(call, COMMENT_OUT)], values=values, note="heading", severity=Severity.NOTE)
    arguments = call.arguments
    if call.extras or any(a.text(a.value).startswith("@") for a in arguments):
        return Hit(values=values, note="variable")
    if any(a.words(a.value) == ("DEFAULT",) for a in arguments):
        return Hit(values=values, note="default")
    known = context.catalog.routine(path_of(call.procedure), context.schema) is not None
    more: dict[str, Any] = {} if known else {"note": "elsewhere", "fix": Fix.REVIEW}
    path = path_of(call.procedure)
    shape, signature = SHAPES.at(path, context, called_as), signature_at(path, context)
    first = call.part.first
    has_verb = call.lexed.words[first] in ("EXEC", "EXECUTE")
    verb = Part(first, first) if has_verb else call.procedure.part.before
    reads = "SELECT * FROM" if not in_block(context) else "PERFORM * FROM"
    says = reads if shape.is_function else "CALL"
    replace: Replacements = [(verb, says if has_verb else f"{says} ")]
    given = list(passed(arguments, signature))
    lacking = not_passed(given, signature, context)
    if not arguments:
        replace.append((call.procedure.part.after, literal_template(f"({', '.join(lacking)})")))
        return Hit(replace=replace, values=values, **more)
    listed = Part(arguments[0].part.first, arguments[-1].part.last)
    whole = Part(call.procedure.part.first, listed.last)
    tail = literal_template("".join(f", {text}" for text in lacking))
    replace += [(whole, f"{{}}({{}}{tail})", call.procedure, listed)]
    for argument, parameter in given:
        replace += written(argument, parameter, shape, context)
    return Hit(replace=replace, values=values, **more)


def passed(
    arguments: tuple[Argument, ...], signature: Signature | None
) -> Iterator[tuple[Argument, Parameter | None]]:
    """What is passed, each with its parameter where that is known."""
    parameters = signature.arguments if signature is not None else ()
    by_name = {p.name: p for p in parameters}
    for k, argument in enumerate(arguments):
        by_place = parameters[k] if k < len(parameters) else None
        yield argument, by_name.get(argument.name) if argument.name else by_place


def not_passed(
    given: list[tuple[Argument, Parameter | None]], signature: Signature | None, context: Context
) -> list[str]:
    """OUTPUT parameters that nobody asks for: the target wants them where they have no default."""
    known = {p.name for _, p in given if p is not None}
    parameters = signature.arguments if signature is not None else ()
    names = [p.name for p in parameters if p.mode != "in" and not p.default and p.name not in known]
    return [f"{context.names.spell(name, False, 'param')} => NULL" for name in names]


def written(argument: Argument, parameter: Parameter | None, shape: Shape, context: Context) -> Replacements:
    """`@n = value` becomes `n => value`; a bare word is a string; numbers are cast where the target would find no such
    routine."""
    found: Replacements = []
    first, value = argument.part.first, argument.value
    if argument.name:
        found.append((Part(first, first + 1), literal_template(f"{shape.names.get(f'@{argument.name}', argument.name)} =>")))
    lexed = argument.lexed
    bare = not argument.is_string and (lexed.is_quoted(value.first) or argument.text(value)[:1].isalpha())
    national = argument.is_string and argument.text(value)[:1] in "nN"
    if (bare and argument.words(value) != ("NULL",)) or national:
        found.append((value, literal_template(literal(lexed.tokens[value.last].text))))
    wanted = target_type(parameter, context) if parameter is not None else ""
    if wanted and is_number(argument) and not wanted.startswith(TAKING):
        minus = argument.text(value).startswith("-")
        found += [(value.before, "(")] if minus else []
        found.append((value.after, literal_template(f")::{wanted}" if minus else f"::{wanted}")))
    return found


def is_number(argument: Argument) -> bool:
    return not argument.is_string and argument.text(argument.value).lstrip("-")[:1].isdigit()
