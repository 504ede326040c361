"""a condition that holds a CASE expression is set in parentheses

PL/pgSQL reads the condition of IF up to the first THEN, and the selector of CASE up to the first WHEN: those of an inner
CASE would end it. Within parentheses it does not look for them.

```zh
含 CASE 表达式的条件加括号
PL/pgSQL 将 IF 的条件读到第一个 THEN 为止，将 CASE 的选择表达式读到第一个 WHEN 为止；内层 CASE 会使其提前结束，加括号后不受影响。
```
```oracle
CREATE FUNCTION kind_of(n NUMBER) RETURN VARCHAR2 IS
BEGIN
  IF CASE WHEN n = 1 THEN 'a' ELSE 'b' END = 'a' THEN
    RETURN 'first';
  ELSIF (GREATEST(n, 7) = 7) THEN
    RETURN 'low';
  ELSIF GREATEST(n, 9) = 9 THEN
    CASE CASE WHEN n = 8 THEN 1 END WHEN 1 THEN RETURN 'eight'; ELSE RETURN 'nine'; END CASE;
  END IF;
  RETURN 'high';
END;
/
```
```postgres
CREATE FUNCTION kind_of(n numeric) RETURNS varchar AS $$
BEGIN
  IF (CASE WHEN n = 1 THEN 'a' ELSE 'b' END = 'a') THEN
    RETURN 'first';
  ELSIF (CASE WHEN num_nulls(n) = 0 THEN GREATEST(n, 7) END = 7) THEN
    RETURN 'low';
  ELSIF (CASE WHEN num_nulls(n) = 0 THEN GREATEST(n, 9) END = 9) THEN
    CASE (CASE WHEN n = 8 THEN 1 END) WHEN 1 THEN RETURN 'eight'; ELSE RETURN 'nine'; END CASE;
  END IF;
  RETURN 'high';
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT kind_of(1), kind_of(2), kind_of(8), kind_of(9), kind_of(10)
```
```rows
first | low | eight | nine | high
```
```refused 42601
```
```quiet
CREATE FUNCTION kind_of(n NUMBER) RETURN VARCHAR2 IS
BEGIN
  IF n = 1 AND (CASE WHEN n = 1 THEN 1 END) = 1 THEN
    RETURN CASE WHEN n = 1 THEN 'a' END;
  END IF;
  RETURN 'b';
END;
/
```
"""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.statements import Branch, Case, If

# A CASE expression, and calls that rules write as one.
WORDS: Final = frozenset({"CASE", "DECODE", "GREATEST", "LEAST", "NVL2", "IIF", "CHOOSE"})


@rule("PL170", source="oracle", severity=Severity.REFUSED, on=(node(Branch), node(Case)))
def check(found: Branch | Case, context: Context) -> Hit | None:
    held: Node | None
    if isinstance(found, Case):
        held = found.selector
    else:
        held = found.condition if isinstance(context.path[-1], (If, Case)) else None
    if held is None or not holds_case(held.lexed, held.part):
        return None
    return Hit(replace=[(held.part.before, "("), (held.part.after, ")")], at=held.part)


def holds_case(lexed: Lexed, part: Part) -> bool:
    """Outside of parentheses: within them PL/pgSQL does not look for the end."""
    around = lexed.brackets.around
    depth = around[part.first]
    return any(lexed.words[k] in WORDS and around[k] == depth for k in range(part.first, part.last + 1))
