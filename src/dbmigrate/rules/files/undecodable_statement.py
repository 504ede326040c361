"""{count} places in this statement hold bytes that are no text

The file's encoding does not know them, so nobody can tell what was meant. PostgreSQL refuses a statement with such bytes
(22021). The statement stays in the output behind comment marks with its bytes as they were. Bytes in comments are kept
and do not count.

```zh
该语句中有 {count} 处字节无法解码
文件编码无法识别这些字节，原意不明；PostgreSQL 拒绝含此类字节的语句（22021）。语句以注释形式保留在输出中，字节保持原样；仅出现在注释中的不计。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI012", severity=Severity.REFUSED)
