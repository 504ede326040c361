"""{name} of NEWID() is a number by chance

CHECKSUM makes a number of 32 bits from the new GUID. The target's `hashtext` makes one.

```zh
NEWID() 的 {name} 是随机数
CHECKSUM 由新的 GUID 得出 32 位随机整数。目标库用 hashtext 得出。
```
```sqlserver
SELECT CASE WHEN ABS(CHECKSUM(NEWID())) % 10 BETWEEN 0 AND 9 THEN 1 END, CASE WHEN RAND(CHECKSUM(NEWID())) < 1 THEN 2 END
UNION ALL SELECT 3, ABS(BINARY_CHECKSUM(newid())) % 1 -- zero
```
```postgres
SELECT CASE WHEN ABS(hashtext(gen_random_uuid()::text)) % 10 BETWEEN 0 AND 9 THEN 1 END, CASE WHEN random() < 1 THEN 2 END
UNION ALL SELECT 3, ABS(hashtext(gen_random_uuid()::text)) % 1 -- zero
```
```rows
1 | 2
3 | 0
```
```refused 42883
```
```quiet
SELECT 'CHECKSUM(NEWID())', ABS(-1)
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity

NAMES: Final = ("CHECKSUM", "BINARY_CHECKSUM")


@rule("FN491", source="sqlserver", severity=Severity.REFUSED, on=tuple(call(n) for n in (*NAMES, "RAND")))
def check(found: Call) -> Hit | None:
    word, inner = found.node.name.upper(), found.node.expressions
    if word == "RAND" and len(inner) == 1 and is_call(inner[0], NAMES):
        word, inner = inner[0].name.upper(), inner[0].expressions
        if is_new(inner):
            return Hit(replace=[(found.name_part, "random"), (found.view(found.node.expressions[0]), "")], values={"name": word})
        return None
    if word != "RAND" and is_new(inner) and not is_call(found.node.parent, ("RAND",)):
        return Hit(replace=[(found, "hashtext({}::text)", found.args[0])], values={"name": word})
    return None


def is_new(arguments: list[exp.Expr]) -> bool:
    return len(arguments) == 1 and is_call(arguments[0], ("NEWID",))


def is_call(node: object, names: tuple[str, ...]) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.upper() in names
