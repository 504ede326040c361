"""{unit} is wrapped: its source cannot be read

Oracle's wrap utility and DBMS_DDL.WRAP hide the text of PL/SQL units (PL/SQL Language Reference, "PL/SQL Source Text
Wrapping"). Ask the vendor for the source; until then nobody can say what the unit does.

```zh
{unit} 已加密（wrapped），无法读取源代码
Oracle 的 wrap 工具与 DBMS_DDL.WRAP 会隐藏 PL/SQL 单元的源文本。请向厂商索取源代码；在此之前无法评估该单元。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("XX004", severity=Severity.REFUSED)
