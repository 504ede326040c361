"""{name} works on bytea

The runtime's raw_bits takes two values of different lengths as Oracle does: the rest of the longer one stays as it is.
int4send gives the four bytes of an integer, the highest first, which is Oracle's default.

```zh
{name} 改为处理 bytea
运行库函数 raw_bits 与 Oracle 一样处理长度不同的两个值：较长者的剩余部分保持不变。int4send 给出整数的四个字节，高位在前，与 Oracle 的默认值相同。
```
```notes
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE doc (id NUMBER(4), body RAW(20));
INSERT INTO doc VALUES (258, NULL);
```
```oracle
SELECT RAWTOHEX(UTL_RAW.BIT_AND(HEXTORAW('0FF0AA'), HEXTORAW('FF10'))) AS a, RAWTOHEX(UTL_RAW.BIT_OR(HEXTORAW('01'), HEXTORAW('1077'))) AS o, RAWTOHEX(SYS.UTL_RAW.BIT_XOR(HEXTORAW('FF'), HEXTORAW('0F'))) AS x, RAWTOHEX(UTL_RAW.BIT_OR(body, HEXTORAW('0F'))) AS n, RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_INTEGER(id)) AS i, RAWTOHEX(UTL_RAW.CAST_FROM_BINARY_INTEGER(id, endianess => 2)) AS l FROM doc
```
```rows
0F10AA | 1177 | F0 | NULL | 00000102 | 02010000
```
```refused 3F000
```
```oracle
SELECT UTL_RAW.BIT_AND(body) FROM doc
```
```quiet
SELECT id FROM doc
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.oracle_implicit import as_integer
from dbmigrate.rules.functions.xml_path import owner_of, whole_of
from dbmigrate.rules.packages.supplied import by_place

# "UTL_RAW" of "PL/SQL Packages and Types Reference"; an endianness of 1 is the default.
BITS: Final = {"BIT_AND": "and", "BIT_OR": "or", "BIT_XOR": "xor"}
NAMES: Final = (*BITS, "CAST_FROM_BINARY_INTEGER")


@rule("PK004", source="oracle", severity=Severity.REFUSED, on=tuple(call(f"UTL_RAW.{name}") for name in NAMES))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    arguments = by_place(found, "R1 R2" if name in BITS else "N ENDIANESS|ENDIANNESS") or []
    values = {"name": f"UTL_RAW.{name}"}
    whole = whole_of(found, owner_of(found))
    if name in BITS and len(arguments) == 2:
        text = f"dbmigrate.raw_bits('{BITS[name]}', {{}}, {{}})"
        return Hit(replace=[(whole, text, *arguments)], values=values, helpers=("raw_bits",))
    numbers = [as_integer(a, context).template for a in arguments]
    if name == "CAST_FROM_BINARY_INTEGER" and (len(arguments) == 1 or (len(arguments) == 2 and arguments[1].text == "1")):
        return Hit(replace=[(whole, f"int4send({numbers[0]})", arguments[0])], values=values)
    if name == "CAST_FROM_BINARY_INTEGER" and len(arguments) == 2:
        text = f"dbmigrate.raw_of_integer({', '.join(numbers)})"
        return Hit(replace=[(whole, text, *arguments)], values=values, helpers=("raw_integer",))
    return Hit(note="form", values=values, fix=Fix.NONE)
