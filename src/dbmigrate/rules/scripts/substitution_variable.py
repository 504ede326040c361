r"""substitution variable {variable}

SQL*Plus puts its text in place of `&name`, sqlcmd in place of `$(name)`, before the server sees the statement;
PostgreSQL would read `&` as an operator. psql does the same for `:name`, and `:'name'` and `:"name"` make a string or a
quoted name of it. Where a script says SET DEFINE OFF, `&` is an ordinary character.

```zh
替换变量 {variable}
SQL*Plus 将 `&name`、sqlcmd 将 `$(name)` 在语句发送之前替换为变量文本；PostgreSQL 会把 `&` 视为运算符。psql 中对应 `:name`，字符串和带引号的名称用 `:'name'`、`:"name"`。脚本中有 SET DEFINE OFF 时，`&` 是普通字符。
```
```notes
database | the variable names a database: it is taken for this one | 该变量表示数据库名，视为本库
undefined | no script of the estate sets it: give it with `psql -v` or `\set` | 所有脚本均未设置该变量：用 `psql -v` 或 `\set` 指定
text | a string holds the sign and a name that no script sets: kept as text | 字符串中含有 & 和任何脚本都未设置的名称：按普通文本保留
part | it stands amid a string where only a constant may stand: write the text in | 位于字符串中间，且此处只能写常量：请直接写入变量的值
entity | a string holds character references of HTML or XML: kept as text | 字符串中含有 HTML 或 XML 的字符引用：按普通文本保留
joined | letters follow behind the name: psql cannot tell where the name ends | 变量名之后紧跟字母：psql 无法判断变量名的结尾
body | psql replaces nothing in the body of a routine | psql 不替换过程体中的变量
unread | the sign stands where it can be read neither as a variable nor as text | 此处的 & 既不能视为变量也不能视为文本
```
```oracle
define owner = his
define ward = A1
SELECT id FROM &owner..visit_&&ward WHERE code = '&ward' AND memo LIKE '%&ward.%' AND total > &least;
```
```postgres
\set owner 'his'
\set ward 'A1'
-- dbmigrate SE021 3: substitution variable owner, ward, least (no script of the estate sets it: give it with `psql -v` or `\set`)
SELECT id FROM :owner.visit_:ward WHERE code = :'ward' AND memo LIKE ('%' || :'ward' || '%') AND total > :least;
```
```refused 42601
```
```sqlserver
:setvar owner "his"
SELECT id FROM $(owner).visit WHERE code = N'$(owner)' AND memo LIKE '%$(owner)%'
```
```postgres
\set owner 'his'
SELECT id FROM :owner.visit WHERE code = :'owner' AND memo LIKE ('%' || :'owner' || '%')
```
```refused 42601
```
```quiet
set define off
INSERT INTO visit (memo) VALUES ('R&D')
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqlglot.tokenizer_core import TokenType as T

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.records import dataclass
from dbmigrate.sources.substitution import SIGN, Variables
from dbmigrate.syntax.ddl.nodes import Node, Procedural
from dbmigrate.syntax.filters import STRINGS
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Package, Routine, Trigger, TypeBody

BODIES: Final = (Procedural, AnonymousBlock, Package, Routine, Trigger, TypeBody)
EXPRESSIONS: Final = frozenset({"SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE"})
WORST: Final = ("unread", "joined", "part", "body", "text", "undefined", "database", "entity")  # what is said where several things are true
WORD: Final = re.compile(r"\w")


@dataclass(frozen=True)
class Use:
    """Variables in one token: what is written for it (None: nothing) and what has to be said."""

    part: Part
    names: tuple[str, ...]
    new: str | None
    note: str = ""


@rule("SE021", severity=Severity.REFUSED, fix=Fix.SAFE, on=STATEMENT)
def check(statement: Node, context: Context) -> Hit | None:
    lexed, variables = statement.lexed, context.variables
    if type(lexed) is not Lexed or not variables.may_be_in(lexed.text):
        return None
    found = list(uses(lexed, variables))
    if not found:
        return None
    in_body = isinstance(statement, BODIES)
    names = dict.fromkeys(name for use in found for name in use.names)
    notes = {use.note for use in found}
    if in_body and any(use.new is not None for use in found):
        notes.add("body")
    note = next((n for n in WORST if n in notes), "")
    return Hit(
        replace=[(u.part, literal_template(u.new)) for u in found if u.new is not None and not in_body],
        note=note,
        fix=Fix.REVIEW if note else Fix.SAFE,
        severity=Severity.NOTE if note == "entity" else Severity.DIFFERS if note == "text" else None,
        values={"variable": ", ".join(names) or SIGN[lexed.dialect]},
        at=found[0].part,
    )


def uses(lexed: Lexed, variables: Variables) -> Iterator[Use]:
    for k, token in enumerate(lexed.tokens):
        part = Part(k, k)
        text = lexed.source(part)
        if not variables.may_be_in(text):
            continue
        if is_database(lexed, k):
            use: Use | None = Use(part, tuple(variables.spelled(m["name"]) for m in variables.pattern.finditer(text)), None, "database")
        elif token.token_type in STRINGS:
            use = in_string(part, text, lexed.words[0] in EXPRESSIONS, variables)
        elif token.token_type is T.IDENTIFIER:
            use = in_quoted_name(part, text, variables)
        else:
            use = in_code(part, text, lexed.text[token.end + 1 : token.end + 2], variables)
        if use:
            yield use


def is_database(lexed: Lexed, k: int) -> bool:
    """The first of three components of a SQL Server name."""
    words = lexed.words
    if lexed.dialect != "sqlserver" or words[k + 1] != "." or (k and words[k - 1] == "."):
        return False
    return words[k + 2] == "." or (k + 3 < len(lexed.tokens) and lexed.is_name(k + 2) and words[k + 3] == ".")


def in_code(part: Part, text: str, behind: str, variables: Variables) -> Use:
    """psql replaces the text of `:name` wherever it stands, also behind letters: `visit_:ward`."""
    found = list(variables.pattern.finditer(text))
    names = tuple(variables.spelled(m["name"]) for m in found)
    if not found or any(WORD.match((text + behind)[m.end() : m.end() + 1]) for m in found):
        return Use(part, names, None, "joined" if found else "unread")
    new = variables.pattern.sub(lambda m: f":{variables.spelled(m['name'])}", text)
    return Use(part, names, new, undefined(names, variables))


def undefined(names: tuple[str, ...], variables: Variables) -> str:
    return "" if all(map(variables.is_set, names)) else "undefined"


def in_quoted_name(part: Part, text: str, variables: Variables) -> Use:
    whole = variables.pattern.fullmatch(text[1:-1])
    if whole is None:
        return Use(part, (), None, "text")
    name = variables.spelled(whole["name"])
    return Use(part, (name,), f':"{name}"', undefined((name,), variables))


def in_string(part: Part, text: str, concatenates: bool, variables: Variables) -> Use | None:
    """A string that is a variable and nothing else is one; in others only names that the script sets are variables."""
    found = list(variables.pattern.finditer(text))
    if not found:
        return None
    if all(text[m.end() : m.end() + 1] == ";" and not variables.is_set(m["name"]) for m in found):
        return Use(part, (), None, "entity")
    text = text[1:] if text[0] in "nN" else text
    whole = variables.pattern.fullmatch(text[1:-1])
    names = tuple(variables.spelled(m["name"]) for m in found)
    if text[0] != "'":
        return Use(part, names, None, "text")
    if whole:
        return Use(part, names, f":'{names[0]}'", undefined(names, variables))
    if undefined(names, variables):
        return Use(part, (), None, "text")
    if not concatenates:
        return Use(part, names, None, "part")
    return Use(part, names, "(" + " || ".join(pieces(text[1:-1], variables)) + ")")


def pieces(inner: str, variables: Variables) -> Iterator[str]:
    """The string cut at its variables."""
    at = 0
    for found in variables.pattern.finditer(inner):
        if found.start() > at:
            yield f"'{inner[at : found.start()]}'"
        yield f":'{variables.spelled(found['name'])}'"
        at = found.end()
    if at < len(inner):
        yield f"'{inner[at:]}'"
