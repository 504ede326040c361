r"""the script runs another script: {script}

psql's `\ir` reads a file relative to the script that names it. The default suffix is written out and backslashes become
slashes.

```zh
脚本调用另一个脚本：{script}
psql 的 `\ir` 以当前脚本所在目录为基准读取文件。补上默认后缀，反斜杠改为斜杠。
```
```oracle
@@tables\visit
@views.sql
start ward
```
```postgres
\ir tables/visit.sql
\ir views.sql
\ir ward.sql
```
```refused 42601
```
```sqlserver
:r tables\visit.sql
```
```postgres
\ir tables/visit.sql
```
```refused 42601
```
```quiet
SELECT 1 AS start
```
```notes
outside | the file lies outside of the folder that was read | 该文件位于所读目录之外
arguments | the script takes arguments, psql passes none: set its variables before | 脚本带参数，psql 不能传参：请事先设置变量
substitution | the name holds a substitution variable | 文件名含替换变量
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.sources.includes import INCLUDING
from dbmigrate.syntax.script import Directive

HEAD: Final = re.compile(r"(?i)\s*(?:@@?|sta(?:rt|r)?\b|:?r\b)\s*")
NAME: Final = re.compile(r"""("[^"]*"|'[^']*'|[^\s;]+)\s*(.*?)\s*;?\s*""", re.S)
ABSOLUTE: Final = re.compile(r"[A-Za-z]:|/|\w+://")
VARIABLE: Final = re.compile(r"&\w|\$\(\w+\)|%\w+%|^\?")
PLAIN: Final = re.compile(r"[\w./-]+")


@rule("SE008", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    if line.command not in INCLUDING and line.command != "r":
        return None
    found = NAME.fullmatch(HEAD.sub("", line.text(), count=1))
    if found is None:
        return Hit(replace=[(line, COMMENT_OUT)], values={"script": ""}, fix=Fix.REVIEW)
    script, arguments = found[1].strip("\"'"), found[2]
    path = script.replace("\\", "/")
    values = {"script": script}
    if VARIABLE.search(script):
        return Hit(replace=[(line, COMMENT_OUT)], note="substitution", values=values, fix=Fix.REVIEW)
    if ABSOLUTE.match(path):
        return Hit(replace=[(line, COMMENT_OUT)], note="outside", values=values, fix=Fix.REVIEW)
    if line.lexed.dialect == "oracle" and "." not in path.rpartition("/")[2]:
        path += ".sql"
    path = path if PLAIN.fullmatch(path) else "'" + path.replace("'", "''") + "'"
    replace = [(line, literal_template(f"\\ir {path}"))]
    if arguments:
        return Hit(replace=replace, note="arguments", values=values, fix=Fix.REVIEW)
    return Hit(replace=replace, values=values)
