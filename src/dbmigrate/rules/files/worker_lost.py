"""the process that read the file ended twice before it was done ({reason}); nothing of the file was read

A file of gigabytes in one statement, or a machine without memory, may end a process. The other files are not touched by
it. Run again with `--jobs 1`, or take the file alone, to see whether the file is the reason.

```zh
读取该文件的进程两次中途退出（{reason}），该文件未处理
单条语句达数 GB 的文件或内存不足都可能使进程退出，其他文件不受影响。请用 --jobs 1 重新运行，或单独处理该文件，以判断是否为文件本身的原因。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI040", severity=Severity.REFUSED)
