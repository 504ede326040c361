"""name behind END

PL/pgSQL knows a name there only where a label before the block says the same one; a routine has none.

```zh
END 之后的名称
PL/pgSQL 只有当块前有同名标签时才允许 END 后写名称；例程没有标签。
```
```notes
package | a package ends at END with its name | 包以 END 加包名结束
```
```oracle
CREATE FUNCTION one RETURN INTEGER IS
BEGIN
  RETURN 1;
END one;
/
```
```then
SELECT one()
```
```rows
1
```
```refused 42601
```
```quiet
CREATE FUNCTION one RETURN INTEGER IS
BEGIN
  <<inner>>
  BEGIN
    RETURN 1;
  END inner;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_packages import end_of
from dbmigrate.syntax.procedural.nodes import Block, Package, key_of


@rule("PL011", source="oracle", severity=Severity.REFUSED, on=(node(Block), node(Package)), kept=True)
def check(found: Block | Package, context: Context) -> Hit | None:
    if isinstance(found, Package):
        return named_end(found, context) if context.kept_code else None
    owner = context.path[-1] if context.path else None
    if context.kept_code and isinstance(owner, Package):
        return None  # a package reads on until END with its own name
    name = found.end_name
    if name is None or key_of(name) in [key_of(label.name) for label in found.labels]:
        return None
    return Hit(replace=[(name, "")])


def named_end(package: Package, context: Context) -> Hit | None:
    """The name behind a package's END, where it is missing and the target looks for it."""
    body = package.body
    if context.target.capability("package_end_without_name").has != "no" or not isinstance(body, Block):
        return None
    end = end_of(package)
    if end is None or body.end_name is not None or package.name is None:
        return None
    return Hit(replace=[(end.after, " {}", package.name.parts[-1])], at=end, note="package")
