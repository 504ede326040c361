"""the mapper includes {name}, which no file defines

The fragment of SQL lies in a mapper that was not read, or its name is put together at run time. The statement was
looked at with a name in its place.

```zh
映射器引用的片段 {name} 未在所读文件中定义
该 SQL 片段位于未读取的映射文件中，或其名称在运行时拼成。其余部分按以名称代替的形式检查。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE041", severity=Severity.REFUSED, fix=Fix.REVIEW)
