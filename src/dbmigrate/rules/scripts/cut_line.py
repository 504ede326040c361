"""a line of 255 characters was cut: {what}

sp_helptext gives the text of an object in rows of 255 characters: a longer line is cut, wherever that is. Scripts that were
saved from it have words, texts and comments in two pieces: the code looks whole and says something else. Texts are put together
again; words and comments are not. Better the script is made again from the server (sys.sql_modules, the tools' own scripts).

```zh
255 字符处被截断的行：{what}
sp_helptext 每行最多给出 255 个字符，更长的行在该处被截断。由其结果保存的脚本中，单词、字符串或注释会断成两截：代码看似完整，含义却已改变。字符串会重新拼接，单词和注释不会。最好从服务器重新导出（sys.sql_modules 或工具自带的脚本功能）。
```
```notes
left | it is left as it is | 保持原样
```
```quiet
CREATE VIEW v_short AS
SELECT 'a
b' AS x, 1 AS whole
```
```sqlserver
CREATE PROCEDURE tell_all @s VARCHAR(300) OUTPUT AS
SET @s = '01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234
789'
```
```then
CALL tell_all(NULL)
```
```rows
01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234789
```
"""

from collections.abc import Iterator
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import CreateView
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine, TsqlTrigger

LENGTH: Final = 255


@rule(
    "SE235",
    source="sqlserver",
    severity=Severity.DIFFERS,
    fix=Fix.NONE,
    on=(node(TsqlRoutine), node(TsqlTrigger), node(CreateView)),
)
def check(unit: TsqlRoutine | TsqlTrigger | CreateView, context: Context) -> Hit | None:
    found = dict(cuts(unit.lexed))
    if not found:
        return None
    first = min(found)
    texts = [k for k, what in found.items() if what == "text"]
    values = {"what": ", ".join(dict.fromkeys(found.values()))}
    replace = [(Part(k, k), literal_template(joined(unit.lexed, k)), Part(k, k)) for k in texts]
    return Hit(replace, "" if len(texts) == len(found) else "left", values, Fix.REVIEW, at=Part(first, first))


def joined(lexed: Lexed, k: int) -> str:
    """The text of a constant without the ends of lines of 255 characters."""
    start = lexed.tokens[k].start
    text, made, last = lexed.text, "", start
    for end, line in line_ends(lexed):
        if start < end <= lexed.tokens[k].end and len(line) == LENGTH:
            made, last = made + text[last:end], end + (2 if text[end : end + 2] == "\r\n" else 1)
    return (made + text[last : lexed.tokens[k].end + 1]).lstrip("Nn")


def cuts(lexed: Lexed) -> Iterator[tuple[int, str]]:
    """The tokens at which a line of 255 characters ends within a text, a word or a comment; none where a line is longer."""
    lines = lexed.text.split("\n")
    if max(len(line.rstrip("\r")) for line in lines) != LENGTH:
        return
    for end, line in line_ends(lexed):
        found = what_is_cut(lexed, end, line) if len(line) == LENGTH else None
        if found is not None:
            yield found


def line_ends(lexed: Lexed) -> Iterator[tuple[int, str]]:
    """Where each line but the last one ends, and the line."""
    at = 0
    for line in lexed.text.split("\n")[:-1]:
        plain = line.rstrip("\r")
        yield at + len(plain), plain
        at += len(line) + 1


def what_is_cut(lexed: Lexed, end: int, line: str) -> tuple[int, str] | None:
    before = [k for k, token in enumerate(lexed.tokens) if token.start < end]
    if not before:
        return None
    k, following = before[-1], lexed.text[end:].lstrip("\r\n")[:1]
    token = lexed.tokens[k]
    if token.end >= end:
        return k, "text"
    if token.end == end - 1 and is_word(lexed.text[end - 1]) and is_word(following):
        return k, "word"
    return (k, "comment") if "--" in lexed.text[max(token.end + 1, end - len(line)) : end] else None


def is_word(sign: str) -> bool:
    return sign.isalnum() or sign in ("_", "@", "#", "$")
