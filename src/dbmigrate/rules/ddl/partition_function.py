"""a partition function or scheme: {name}

They say where the rows of partitioned tables lie. The tables are written in one piece (see partition-scheme-table), so
nothing would use them.

```zh
分区函数或分区方案：{name}
它们决定分区表的行存放在哪里。目标库的表写成不分区的整表（见 partition-scheme-table），因此不再需要。
```
```sqlserver
CREATE PARTITION FUNCTION pf_year (INT) AS RANGE RIGHT FOR VALUES (2020, 2021);
CREATE PARTITION SCHEME ps_year AS PARTITION pf_year ALL TO ([PRIMARY]);
ALTER PARTITION FUNCTION pf_year () SPLIT RANGE (2022);
DROP PARTITION SCHEME ps_year
```
```postgres
-- CREATE PARTITION FUNCTION pf_year (INT) AS RANGE RIGHT FOR VALUES (2020, 2021);
-- CREATE PARTITION SCHEME ps_year AS PARTITION pf_year ALL TO ([PRIMARY]);
-- ALTER PARTITION FUNCTION pf_year () SPLIT RANGE (2022);
-- DROP PARTITION SCHEME ps_year
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Drop, Environment, PartitionFunction, PartitionScheme

KINDS: Final = frozenset({"partition function", "partition scheme"})
ON: Final = (node(PartitionFunction), node(PartitionScheme), node(Environment), node(Drop))


@rule("DD228", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=ON)
def check(made: PartitionFunction | PartitionScheme | Environment | Drop, context: Context) -> Hit | None:
    kind = made.on if isinstance(made, Drop) else made.kind if isinstance(made, Environment) else "partition scheme"
    if kind not in KINDS:
        return None
    name = made.names[0] if isinstance(made, Drop) else made.name
    return Hit(replace=comment_marks(made, context), values={"name": name.value if name else ""})
