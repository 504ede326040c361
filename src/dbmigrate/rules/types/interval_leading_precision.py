"""{source}: the target's intervals take no leading precision

YEAR(3) or DAY(2) says how many digits the source allows. The target holds any number of years or days, and at most 6
digits of a second.

```zh
{source}：目标库的 interval 不支持前导精度
YEAR(3)、DAY(2) 限定源库允许的位数。目标库的年数、天数不受限制，秒小数最多 6 位。
```
```oracle
CREATE TABLE stay (length INTERVAL DAY(3) TO SECOND(0), age INTERVAL YEAR(3) TO MONTH, wait INTERVAL DAY TO SECOND(9))
```
```postgres
CREATE TABLE stay (length INTERVAL DAY TO SECOND(0), age INTERVAL YEAR TO MONTH, wait INTERVAL DAY TO SECOND(6))
```
```then
INSERT INTO stay (length) VALUES ('120 10:00:00');
SELECT extract(day FROM length) FROM stay
```
```rows
120
```
```quiet
CREATE TABLE stay (length INTERVAL DAY TO SECOND(3), age INTERVAL YEAR TO MONTH)
```
"""

from collections.abc import Iterator

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.types.spelling import shown
from dbmigrate.syntax.ddl.nodes import TypeName

MOST_DIGITS = 6  # PostgreSQL, "Date/Time Types"


@rule("TY014", source="oracle", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or not found.keyword.startswith("INTERVAL"):
        return None
    replace = list(changes(found))
    if not replace:
        return None
    leading = any(new == "" for _, new in replace)
    severity = Severity.REFUSED if leading else Severity.NOTE  # SECOND(9) is taken with a warning
    return Hit(replace=replace, severity=severity, values={"source": shown(found)})


def changes(found: TypeName) -> Iterator[tuple[Part, str]]:
    """The precision behind YEAR and DAY goes, the one behind SECOND ends at microseconds."""
    words, first = found.words(), found.part.first
    for i, word in enumerate(words[:-1]):
        close = found.lexed.brackets.close.get(first + i + 1)
        if close is None:
            continue
        if word in ("YEAR", "DAY"):
            yield Part(first + i + 1, close), ""
        elif word == "SECOND" and words[i + 2].isdigit() and int(words[i + 2]) > MOST_DIGITS:
            yield Part(first + i + 2, first + i + 2), str(MOST_DIGITS)
