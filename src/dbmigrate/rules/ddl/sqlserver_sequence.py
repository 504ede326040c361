"""a sequence of SQL Server: {option}

SQL Server's sequences begin and end at the limits of their type where nothing else is said, and count in bigint; those
of the target begin at 1. NO CACHE and a CACHE without a number have no counterpart.

```zh
SQL Server 序列：{option}
SQL Server 的序列默认以其数据类型的上下限为界，类型默认 bigint；目标库的序列从 1 开始。NO CACHE 与不带数字的 CACHE 没有对应写法。
```
```sqlserver
CREATE SEQUENCE seq_visit AS int START WITH 0 INCREMENT BY 1 NO CACHE
```
```postgres
CREATE SEQUENCE seq_visit AS int START WITH 0 INCREMENT BY 1 MINVALUE -2147483648
```
```then
SELECT nextval('seq_visit')
```
```rows
0
```
```refused 42601
```
```sqlserver
CREATE SEQUENCE seq_visit
```
```postgres
CREATE SEQUENCE seq_visit MINVALUE -9223372036854775808
```
```then
SELECT nextval('seq_visit')
```
```rows
-9223372036854775808
```
```sqlserver
CREATE SEQUENCE seq_level AS tinyint START WITH 1 CYCLE CACHE
```
```postgres
CREATE SEQUENCE seq_level AS smallint START WITH 1 CYCLE MINVALUE 0 MAXVALUE 255
```
```then
SELECT setval('seq_level', 255), nextval('seq_level')
```
```rows
255 | 0
```
```sqlserver
CREATE SEQUENCE seq_down AS int START WITH 10 INCREMENT BY -1 NO MINVALUE NO MAXVALUE
```
```postgres
CREATE SEQUENCE seq_down AS int START WITH 10 INCREMENT BY -1 NO MINVALUE MAXVALUE 2147483647
```
```then
SELECT nextval('seq_down')
```
```rows
10
```
```sqlserver
CREATE SEQUENCE seq_no AS DECIMAL(10, 0) START WITH 1 MINVALUE 1
```
```postgres
CREATE SEQUENCE seq_no AS bigint START WITH 1 MINVALUE 1 MAXVALUE 9999999999
```
```refused 22023
```
```setup
CREATE SEQUENCE seq_visit MINVALUE -9223372036854775808;
```
```sqlserver
ALTER SEQUENCE seq_visit RESTART WITH 1000 MINVALUE 0 MAXVALUE 2000
```
```postgres
ALTER SEQUENCE seq_visit START WITH 1000 RESTART WITH 1000 MINVALUE 0 MAXVALUE 2000
```
```then
SELECT nextval('seq_visit')
```
```rows
1000
```
```setup
```
```quiet
CREATE SEQUENCE seq_visit AS bigint START WITH 1 INCREMENT BY 1 NO MAXVALUE NO CYCLE CACHE 50;
ALTER SEQUENCE seq_visit RESTART WITH 5
```
```notes
precision | the target's sequences end at 9223372036854775807 | 目标库序列的最大值为 9223372036854775807
```
"""

from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateSequence, Phrase, TypeName

BIGGEST: Final = 9223372036854775807
# "CREATE SEQUENCE": the integer types, and DECIMAL and NUMERIC without decimals.
LIMITS: Final = {
    "TINYINT": (0, 255),
    "SMALLINT": (-32768, 32767),
    "INT": (-2147483648, 2147483647),
    "INTEGER": (-2147483648, 2147483647),
    "BIGINT": (-BIGGEST - 1, BIGGEST),
}
OPPOSITES: Final = ((" MINVALUE", "nominvalue"), (" MAXVALUE", "nomaxvalue"))
DECIMALS: Final = frozenset({"DECIMAL", "NUMERIC", "DEC"})


@rule("DD214", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(CreateSequence), after=("TY007",))
def check(sequence: CreateSequence, context: Context) -> Hit | None:
    options = {o.kind: o for o in sequence.options}
    replace = unwanted(options)
    note, differs = "", False
    found = limits(sequence, context)
    if not sequence.alter and found is not None:
        low, high = found
        text = bounds(options, low, high, sequence.type)
        if text:
            said = [o for word, kind in OPPOSITES if word in text and (o := options.get(kind))]
            replace += [(sequence.part.after, text), *((o, "") for o in said)]
            differs = not any(o in options for o in ("nocache", "start")) and len(replace) == 1
        if sequence.type is not None and sequence.type.keyword in DECIMALS:
            replace.append((sequence.type, "bigint"))
            note = "precision" if high > BIGGEST else ""
    restart = number(options.get("restart"), 2)
    if sequence.alter and restart is not None and ("minvalue" in options or "maxvalue" in options):
        # The target remembers the first start, which new limits may exclude.
        replace.append((options["restart"].part.before, f"START WITH {restart} "))
    if not replace:
        return None
    shown = next(iter(sequence.options), None)
    values = {"option": " ".join(filter(None, shown.words()[:2])) if shown else "CREATE SEQUENCE"}
    severity = Severity.DIFFERS if differs else Severity.REFUSED
    return Hit(replace, note, values, Fix.REVIEW if note else Fix.SAFE, severity)


def unwanted(options: dict[str, Phrase]) -> list[tuple[Any, ...]]:
    """NO CACHE, and CACHE without a number: the server chooses."""
    bare = [o for kind, o in options.items() if kind == "cache" and len(o.words()) == 1]
    return [(o, "") for o in [*bare, *(o for kind, o in options.items() if kind == "nocache")]]


def limits(sequence: CreateSequence, context: Context) -> tuple[int, int] | None:
    """The smallest and the largest value of the sequence's type, None where the type is not known."""
    found = sequence.type
    if found is None:
        return LIMITS["BIGINT"]
    if found.user is not None:
        return None
    if found.keyword in DECIMALS:
        digits = found.numbers[0] if found.numbers else "18"
        high = 10 ** int(digits) - 1 if digits.isdigit() else BIGGEST
        return -high, high
    return LIMITS.get(found.keyword)


def bounds(options: dict[str, Phrase], low: int, high: int, found: TypeName | None) -> str:
    """What has to be said since the target would take 1 or -1, or a wider type, where SQL Server takes its type's limit."""
    falls = "increment" in options and "-" in options["increment"].words()
    narrow = found is not None and (found.keyword == "TINYINT" or found.keyword in DECIMALS)
    turns, start = "cycle" in options, number(options.get("start"), 2)
    low, high = max(low, -BIGGEST - 1), min(high, BIGGEST)
    text = ""
    if "minvalue" not in options and (turns or narrow or (not falls and (start is None or start < 1))):
        text += f" MINVALUE {low}"
    if "maxvalue" not in options and (narrow or (falls and (turns or start is None or start > -1))):
        text += f" MAXVALUE {high}"
    return text


def number(option: Phrase | None, behind: int) -> int | None:
    words = "".join(option.words()[behind:]) if option else ""
    return int(words) if words.lstrip("-").isdigit() else None
