"""the target has no function {name}, which what is written calls

Rules and their helpers write calls of PostgreSQL's functions. A relative of it that is older, or went its own way, lacks
some of them; for the commonest the runtime holds a stand-in, for this one it does not.

```zh
目标库没有改写结果所调用的函数 {name}
规则及其运行时函数会调用 PostgreSQL 的函数；同族的其他产品版本较旧或有所不同，可能缺少其中一些。常用的由运行时函数代替，此函数尚无代替。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FN901", severity=Severity.REFUSED)
