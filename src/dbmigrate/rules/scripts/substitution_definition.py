r"""a substitution variable is set: {variable}

psql has variables of its own, set with `\set` and read as `:name`.

```zh
设置替换变量：{variable}
psql 有自己的变量，用 `\set` 设置，用 `:name` 读取。
```
```oracle
define owner = his
undefine owner
```
```postgres
\set owner 'his'
\unset owner
```
```refused 42601
```
```sqlserver
:setvar owner "his"
```
```postgres
\set owner 'his'
```
```refused 42601
```
```quiet
SELECT 1 AS define
```
```notes
asks | the script asks the user for it or only shows it: set it before the script runs | 脚本向用户询问或仅显示该变量：请在运行前设置
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.scripts.prompt_line import quoted
from dbmigrate.syntax.script import Directive

DEFINE: Final = re.compile(r"(\w+)\s*=\s*(.*?)\s*;?", re.S)
SETVAR: Final = re.compile(r"(\w+)\s+(.*?)\s*", re.S)
NAME: Final = re.compile(r"(\w+)\s*;?")


@rule("SE010", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    command = line.command.lstrip(":")
    rest = re.sub(r"^setvar\s*", "", line.rest) if line.text().startswith(":") else line.rest
    if command not in ("define", "undefine", "setvar", "accept"):
        return None
    if command == "undefine" and (found := NAME.fullmatch(rest)):
        return Hit(replace=[(line, f"\\unset {found[1]}")], values={"variable": found[1]})
    pattern = {"define": DEFINE, "setvar": SETVAR}.get(command)
    found = pattern.fullmatch(rest) if pattern else None
    if found is None:
        word = re.match(r"\w*", rest)
        values = {"variable": word[0] if word else ""}
        return Hit(replace=[(line, COMMENT_OUT)], note="asks", values=values, fix=Fix.REVIEW)
    text = literal_template(f"\\set {found[1]} {quoted(unquoted(found[2]))}")
    return Hit(replace=[(line, text)], values={"variable": found[1]})


def unquoted(value: str) -> str:
    """The value without the quotes around it; a doubled quote inside is one."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace(value[0] * 2, value[0])
    return value
