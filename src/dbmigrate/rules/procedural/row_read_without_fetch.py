"""variables of a FETCH that may be read when it gave no row

Where no row is left, Oracle leaves the variables as they are; in PL/pgSQL they become NULL.

```zh
FETCH 未取到行时变量可能被读取
没有剩余行时，Oracle 保持变量原值；PL/pgSQL 中变量变为 NULL。
```
```example tests/cases/oracle/fetch_without_row.md
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_fetching import may_be_read
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Fetch, Loop


@rule("PL053", source="oracle", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=node(Fetch))
def check(found: Fetch, context: Context) -> Hit | None:
    if found.into.bulk or not is_converted(context):
        return None
    if not may_be_read(found, behind(found, context.path[-1]), context.above(Loop)):
        return None
    return Hit(at=found.into.part)


def behind(found: Fetch, above: Node) -> tuple[Node, ...]:
    """The statements behind it in its list."""
    statements: tuple[Node, ...] = getattr(above, "statements", ())
    places = [i for i, s in enumerate(statements) if s is found]
    return statements[places[0] + 1 :] if places else ()
