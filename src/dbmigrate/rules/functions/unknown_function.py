"""function {name} is not known on the target

Neither the target nor the estate defines a function of that name, and no rule rewrites the call: the server refuses
the statement. The function may belong to a schema that was not given, or to a package of the source database.

```zh
目标库没有函数 {name}
目标库与所给源代码均未定义该函数，也没有规则改写该调用，服务器会拒绝执行该语句。该函数可能属于未提供的模式，或属于源数据库的系统包。
```
```setup
CREATE TABLE visit (id INTEGER, memo VARCHAR(20))
```
```oracle
SELECT price_of(v.id) FROM visit v
```
```refused 42883
```
```sqlserver
SELECT his.price_of(v.id) FROM visit v
```
```refused 3F000
```
```notes
elsewhere | it may be defined outside of what was given | 可能定义于所给范围之外
```
```quiet
SELECT count(*), upper(v.memo) FROM visit v WHERE v.id IN (1, 2)
```
"""

from functools import lru_cache
from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, RULES, rule
from dbmigrate.engine.views import Call
from dbmigrate.latest import latest
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.packages.supplied import package_of
from dbmigrate.rules.procedural.plsql_methods import method, method_of_value
from dbmigrate.rules.queries.catalogue_answers import answer
from dbmigrate.syntax.ddl.nodes import Computed, Constraint, CreateTable, Procedural
from dbmigrate.syntax.procedural.nodes import Block, Module
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.types.xml_methods import is_method

OF_XML: Final = frozenset(
    "EXTRACTVALUE EXISTSNODE EXTRACT XMLTYPE CREATEXML GETSTRINGVAL GETCLOBVAL GETNUMBERVAL GETROOTELEMENT XMLATTRIBUTES".split()
)


@rule("FN900", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    if context.above(Procedural) and is_of_code(found, context):
        return None
    if context.source.name == "sqlserver" and (context.above(Computed) or in_check_of_table(context)):
        return None  # DD202 and DD244 write the column or the check, or leave it out of the table
    if context.source.name == "sqlserver" and is_method(found.node) and is_of_xml(found):
        return None
    if found.node.name.upper() == "OBJECTPROPERTY" and in_answered_question(found, context):
        return None  # QY233
    return unknown(found, context)


def in_answered_question(found: Call, context: Context) -> bool:
    exists = found.node.find_ancestor(exp.Exists)
    return exists is not None and answer(exists, context) is not None


def is_of_xml(found: Call) -> bool:
    """A method behind a name or a cast, which FN438 looks at, or behind a query FOR XML, which is QY205's."""
    owner = found.node.parent.this if isinstance(found.node.parent, exp.Dot) else None
    if isinstance(owner, (exp.Cast, exp.Convert)):
        return True
    query = owner.this if isinstance(owner, exp.Subquery) else None
    return found.lexed.is_name(found.name_part.first - 2) or bool(query is not None and query.args.get("for_"))


def is_of_code(found: Call, context: Context) -> bool:
    """What stands before the parenthesis may be a collection, a routine of the code itself, or a procedure's name."""
    if context.source.name == "sqlserver":
        return False
    statement = context.path[-1]
    if isinstance(statement, CallStatement) and found.part.first <= statement.name.last:
        return True  # PL071
    path = path_of(found)
    outer = context.path[0]
    own = outer.body.declared if isinstance(outer, Module) and isinstance(outer.body, Block) else {}
    return context.declared(path[0]) is not None or path[0] in own or path[0].startswith("SQL%")  # PL141


def in_check_of_table(context: Context) -> bool:
    return context.above(Constraint) is not None and context.above(CreateTable) is not None


def unknown(found: Call, context: Context) -> Hit | None:
    """The hit for a function that nobody defines."""
    path = path_of(found)
    name = path[-1].upper()
    if found.lexed.words[found.name_part.first - 2 * len(path) + 1] == "INTO":
        return None  # OUTPUT .. INTO t (a, b)
    if context.source.name == "oracle" and name in OF_XML:
        return None  # rules look at them whatever stands before the point
    if len(path) == 1 and (context.target.has_function(name) or is_ruled(name, len(found.args), context)):
        return None
    supplied = path[1:] if context.source.name == "oracle" and len(path) == 3 and path[0] == "SYS" else path
    if ".".join(supplied).upper() in ruled(context.source.name) or is_defined(path, context):
        return None
    if package_of(path, context) is not None:
        return None  # PK010
    if context.source.name == "oracle" and (method(path, context) or method_of_value(found, context)):
        return None  # PL155
    own = len(path) == 1
    values, at = {"name": ".".join(path)}, Part(found.name_part.first, found.name_part.last)
    return Hit(values=values, at=at) if own else Hit(note="elsewhere", fix=Fix.REVIEW, values=values, at=at)


@latest
def path_of(found: Call) -> Path:
    """The call's name with what stands before it, folded."""
    lexed, first = found.lexed, found.name_part.first
    start = first
    while start >= 2 and lexed.words[start - 1] == "." and lexed.is_name(start - 2):
        start -= 2
    return tuple(fold(lexed.dialect, lexed.tokens[k].text, lexed.is_quoted(k)) for k in range(start, first + 1, 2))


def is_defined(path: Path, context: Context) -> bool:
    catalog, schema = context.catalog, context.schema
    paths = [path] + ([path[:-1]] if len(path) > 1 else [])  # a function, or a package with it
    return any(catalog.routine(p, schema) or catalog.user_type(p, schema) for p in paths)


def is_ruled(name: str, arguments: int, context: Context) -> bool:
    """A rule looks at the call; the rule of the pack's rows only at as many arguments as a row takes."""
    if context.source.function(name, arguments) is not None:
        return True
    return name in ruled(context.source.name)


@lru_cache(maxsize=8)
def ruled(source: str) -> frozenset[str]:
    """Upper-case names whose calls a rule looks at, whatever their arguments; not those that only look at types."""
    keys = (key for r in RULES.values() if source in r.source and r.code not in ("FN001", "FN330") for key in r.on)
    return frozenset(key[1] for key in keys if key[0] == "call" and key != ANY_CALL)
