"""a comment opens within a comment

Comments do not nest in Oracle (SQL Language Reference, "Comments Within SQL Statements"): the first end closes them. On
the target they nest, and the rest of the script would be a comment. The inner opening loses its slash.

```zh
注释中又出现注释起始符
Oracle 的注释不嵌套，遇到第一个结束符即结束；目标库的注释可以嵌套，后面的脚本都会变成注释。因此去掉内层起始符的斜杠。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE013", severity=Severity.REFUSED, fix=Fix.SAFE, source="oracle")
