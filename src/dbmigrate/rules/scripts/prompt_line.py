r"""a PROMPT line

psql knows the command as `\echo`; what means something to psql in the text (quotes, backslashes, colons, runs of
blanks) is put in quotes.

```zh
PROMPT 行
psql 中对应 `\echo`；文本中对 psql 有特殊含义的字符（引号、反斜杠、冒号、连续空格）放入引号。
```
```oracle
prompt creating table visit
prompt It's a \ path:
PROMPT
```
```postgres
\echo creating table visit
\echo 'It''s a \\ path:'
\echo
```
```refused 42601
```
```quiet
SELECT 1 AS prompt
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.script import Directive

PLAIN: Final = re.compile(r"[\w.,()/=+*#<>，。：（）！？、-]+(?: [\w.,()/=+*#<>，。：（）！？、-]+)*")


@rule("SE005", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    if line.command != "prompt":
        return None
    replace: list[tuple[Part, str]] = [(Part(0, 0), "\\echo")]
    if line.arguments and not PLAIN.fullmatch(line.rest):
        replace.append((line.arguments[0].to(line.arguments[-1]), literal_template(quoted(line.rest))))
    return Hit(replace=replace)


def quoted(text: str) -> str:
    """psql reads C-like escapes in single quotes. A continued line becomes one line."""
    text = re.sub(r"-?[ \t]*(?:\r\n|\r|\n)", " ", text)
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
