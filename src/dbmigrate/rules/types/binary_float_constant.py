"""number with the suffix {suffix}

`1.5f` is a BINARY_FLOAT and `1.5d` a BINARY_DOUBLE ("Numeric Literals"). PostgreSQL 15 and later refuse the letter,
earlier ones take it for an alias.

```zh
带后缀 {suffix} 的数值
`1.5f` 是 BINARY_FLOAT，`1.5d` 是 BINARY_DOUBLE。PostgreSQL 15 起会报错，更早的版本会当作别名。
```
```setup
CREATE TABLE result (value NUMERIC(5,2));
INSERT INTO result VALUES (2);
```
```oracle
SELECT value * 1.5d, 2F FROM result WHERE value > .5f
```
```postgres
SELECT value * 1.5::double precision, 2::real FROM result WHERE value > .5::real
```
```rows
3 | 2
```
```refused 42601
```
```quiet
SELECT 1.5 d, value f FROM result
```
"""

import re
from functools import lru_cache
from typing import Final

from dbmigrate.engine.contract import literal, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity

TYPES: Final = {"f": "real", "d": "double precision"}


SUFFIXED: Final = re.compile(r"\d\.?[fFdD](?![\w$#])")


@lru_cache(maxsize=1)
def may_be_in(text: str) -> bool:
    """Hardly a statement holds one: its numbers need not be looked at one by one."""
    return SUFFIXED.search(text) is not None


@rule("TY036", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=literal("number"))
def check(found: Expr) -> Hit | None:
    if not may_be_in(found.lexed.text):
        return None
    number, suffix = found.text[:-1], found.text[-1]
    to = TYPES.get(suffix.lower())
    return Hit(replace=[(found, f"{number}::{to}")], values={"suffix": suffix}) if to else None
