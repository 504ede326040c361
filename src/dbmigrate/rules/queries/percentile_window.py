"""{name} over a window

In SQL Server PERCENTILE_CONT and PERCENTILE_DISC stand over a window; in PostgreSQL they are aggregates of a group and
refuse OVER. Each row's group has to be joined, which a person must write.

```zh
窗口上的 {name}
SQL Server 的 PERCENTILE_CONT、PERCENTILE_DISC 用于窗口；PostgreSQL 中它们是分组聚合，不接受 OVER。须人工改写为与分组结果连接。
```
```setup
CREATE TABLE visit (ward INT NOT NULL, fee INT NOT NULL);
```
```sqlserver
SELECT v.ward, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY v.fee) OVER (PARTITION BY v.ward) FROM visit v
```
```refused 0A000
```
```quiet
SELECT v.ward, PERCENT_RANK() OVER (ORDER BY v.fee) FROM visit v
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule(
    "QY227",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.NONE,
    on=(call("PERCENTILE_CONT"), call("PERCENTILE_DISC")),
)
def check(found: Call) -> Hit | None:
    if found.node.find_ancestor(exp.Window) is None:
        return None
    return Hit(values={"name": found.node.name.upper()})
