"""{count} places in this statement hold bytes that are no text

The file's encoding does not know them, so nobody can tell what was meant. PostgreSQL refuses a statement with such bytes
(22021). The statement stays in the output behind comment marks with its bytes as they were. In a comment within a
statement, or in a block comment before one, such a byte is spelled `\\xFF`, as the server checks comments, too.

```zh
该语句中有 {count} 处字节无法解码
文件编码无法识别这些字节，原意不明；PostgreSQL 拒绝含此类字节的语句（22021）。语句以注释形式保留在输出中，字节保持原样。语句内的注释和语句前的块注释中，此类字节写作 `\\xFF`，因为服务器同样检查注释。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI012", severity=Severity.REFUSED)
