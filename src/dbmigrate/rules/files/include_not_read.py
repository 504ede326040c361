"""the script runs {script}, which was not read

What it defines is not known, and it is not converted. Read it together with the others; a file outside of the folder is
never opened.

```zh
脚本调用的 {script} 未被读取
其中定义的对象未知，也不会被转换。请与其他脚本一并读取；目录之外的文件不会被打开。
```
```notes
outside | it lies outside of the folder that was read; the line is put behind comment marks | 位于所读目录之外，该行改为注释
missing | no script of that name is among the files that were read | 所读文件中没有该名称的脚本
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("FI011", severity=Severity.REFUSED, fix=Fix.REVIEW)
