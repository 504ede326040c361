"""{source} is NUMBER(38) in Oracle, on the target {target}

INTEGER, INT and SMALLINT hold 38 digits there ("ANSI, DB2, and SQL/DS Data Types"); the target's integer ends at
2147483647 and its smallint at 32767. bigint holds every number of 18 digits and refuses larger ones; fractions are
rounded on both sides. A column that a foreign key joins to a wider NUMBER stays numeric, as do all with
`--numbers numeric`.

```zh
{source} 在 Oracle 中即 NUMBER(38)，在目标库中为 {target}
INTEGER、INT、SMALLINT 在 Oracle 中可容纳 38 位；目标库的 integer 最大为 2147483647，smallint 最大为 32767。bigint 可容纳任何 18 位整数，更大的数会被拒绝；小数部分两边都四舍五入。与更宽的 NUMBER 有外键关系的列保持 numeric，指定 `--numbers numeric` 时全部为 numeric。
```
```oracle
CREATE TABLE lab (barcode INTEGER, room SMALLINT)
```
```postgres
CREATE TABLE lab (barcode bigint, room bigint)
```
```then
INSERT INTO lab VALUES (20240506000123, 40000.4);
SELECT barcode, room FROM lab
```
```rows
20240506000123 | 40000
```
```refused 22003
```
```setup
CREATE TABLE patient (id NUMERIC(20) PRIMARY KEY);
INSERT INTO patient VALUES (99999999999999999999);
```
```oracle
CREATE TABLE visit (pat INTEGER REFERENCES patient (id))
```
```postgres
CREATE TABLE visit (pat numeric(38) REFERENCES patient (id))
```
```then
INSERT INTO visit VALUES (99999999999999999999);
SELECT pat FROM visit
```
```rows
99999999999999999999
```
```refused 22003
```
```oracle
SELECT CAST(20240506000123.4 AS INT) AS n FROM patient
```
```postgres
SELECT CAST(20240506000123.4 AS bigint) AS n FROM patient
```
```rows
20240506000123
```
```refused 22003
```
```oracle
CREATE TABLE lab (barcode INTEGER)
```
```options
numbers=numeric
```
```postgres
CREATE TABLE lab (barcode numeric(38))
```
```then
INSERT INTO lab VALUES (12345678901234567890);
SELECT barcode FROM lab
```
```rows
12345678901234567890
```
```refused 22003
```
```quiet
CREATE TABLE lab (barcode NUMERIC(18), integer_no DECIMAL(5))
```
"""

from dbmigrate.catalog.families import ORACLE_INTEGER
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.decimals import MOST_DIGITS, in_family, integer_choice
from dbmigrate.rules.types.spelling import shown
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY033", source="oracle", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in ORACLE_INTEGER:
        return None
    to = integer_type(found, context)
    return Hit(replace=[(found.part, to)], values={"source": shown(found), "target": to})


def integer_type(found: TypeName, context: Context) -> str:
    """bigint, or what the column's family is; types that belong to no column of the catalog have no family."""
    choice = integer_choice(found, context)
    if choice:
        return choice.type
    stays = context.options.numbers == "numeric" or in_family(found, context)
    return f"numeric({MOST_DIGITS})" if stays else "bigint"
