"""the text still calls helper functions: {helpers}

`--helpers inline` writes a helper as an expression where it is a single SELECT and is called where a sub-query may stand.
Loops, functions with several forms for one call, and calls in constraints, defaults, indexes and triggers' conditions
stay calls; the runtime script makes the functions.

```zh
仍调用辅助函数：{helpers}
`--helpers inline` 仅把单条 SELECT 的辅助函数、且允许子查询的位置改写为表达式。含循环的函数、同一调用有多种形式的函数，以及约束、默认值、索引、触发器条件中的调用保留，由 runtime 脚本创建这些函数。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("OP040", severity=Severity.NOTE)
