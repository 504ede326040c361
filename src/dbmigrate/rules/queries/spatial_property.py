"""property {name} of a spatial value

PostGIS has functions for the properties of SQL Server's geography and geometry: the longitude is ST_X, the latitude ST_Y.
The column must be of a type of PostGIS on the target.

```zh
空间值的属性 {name}
SQL Server 的 geography、geometry 属性在 PostGIS 中为函数：经度为 ST_X，纬度为 ST_Y。目标库的列须为 PostGIS 类型。
```
```setup sqlserver
CREATE TABLE ward (id INT NOT NULL, place VARCHAR(10));
```
```sqlserver
SELECT w.place.Long, w.place.Lat FROM ward w
```
```postgres
-- dbmigrate QY224 1: property Long of a spatial value
SELECT ST_X(w.place::geometry), ST_Y(w.place::geometry) FROM ward w
```
```refused 42P01
```
```quiet
SELECT long.lat FROM (SELECT 1 AS lat) long
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import SELECT, rule
from dbmigrate.engine.views import Select
from dbmigrate.model import Fix, Hit, Part, Severity

# Transact-SQL Reference, "Spatial data types": properties of points.
FUNCTIONS: Final = {"LAT": "ST_Y", "LONG": "ST_X", "STX": "ST_X", "STY": "ST_Y", "Z": "ST_Z", "M": "ST_M", "STSRID": "ST_SRID"}


@rule("QY224", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=SELECT)
def check(select: Select) -> Hit | None:
    found = [c for c in select.node.find_all(exp.Column) if c.find_ancestor(exp.Select) is select.node and is_property(c)]
    if not found:
        return None
    replace = []
    for column in found:
        part = select.view(column).part
        replace.append((part, f"{FUNCTIONS[column.name.upper()]}({{}}::geometry)", Part(part.first, part.last - 2)))
    return Hit(replace=replace, values={"name": found[0].name})


def is_property(column: exp.Column) -> bool:
    """What stands before the property is no FROM item, here or in a query around this one."""
    if column.name.upper() not in FUNCTIONS or not column.table:
        return False
    query = column.find_ancestor(exp.Select)
    while query is not None:
        items = [query.args["from_"].this] if query.args.get("from_") else []
        items += [join.this for join in query.args.get("joins") or []]
        if any(item.alias_or_name.lower() == column.table.lower() for item in items):
            return False
        query = query.find_ancestor(exp.Select)
    return True
