"""default of a parameter behind `:=`

In the head of a routine PostgreSQL writes DEFAULT; the sign serves inside the body only.

```zh
参数默认值写作 `:=`
PostgreSQL 在例程头部用 DEFAULT；`:=` 只能用于例程体内。
```
```oracle
CREATE FUNCTION days(p_a INTEGER := 2, p_b INTEGER DEFAULT 3) RETURN INTEGER IS
BEGIN
  RETURN p_a * p_b;
END;
/
```
```then
SELECT days(), days(5)
```
```rows
6 | 15
```
```refused 42601
```
```quiet
CREATE FUNCTION days(p_b INTEGER DEFAULT 3) RETURN INTEGER IS
  v INTEGER := 1;
BEGIN
  RETURN p_b * v;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import Parameter


@rule("PL012", source="oracle", severity=Severity.REFUSED, on=node(Parameter))
def check(parameter: Parameter) -> Hit | None:
    word = parameter.default_word
    if word is None or parameter.text(word) != ":=":
        return None
    return Hit(replace=[(word, spaced(parameter.lexed, word, "DEFAULT"))], at=word)


def spaced(lexed: Lexed, part: Part, text: str) -> str:
    """The text with a blank where something stands directly beside the part."""
    lo, hi = lexed.offsets(part)
    before = "" if lexed.text[lo - 1].isspace() else " "
    after = "" if lexed.text[hi].isspace() else " "
    return f"{before}{text}{after}"
