"""{object} is made again: first at {first}

The later definition replaces the earlier one. The target refuses that where a routine's parameters or results, or a
view's columns, are other ones (42P13, 42P16): the earlier one has to be dropped first, or left out.

```zh
再次创建：{object} 已在 {first} 创建
后一次定义会替换前一次。如果过程的参数或返回类型、视图的列发生变化，目标库会拒绝替换（42P13、42P16）：须先删除旧定义，或不再装载旧定义。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("DD098", severity=Severity.NOTE, fix=Fix.NONE)
