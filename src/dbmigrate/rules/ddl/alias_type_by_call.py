"""sp_addtype makes an alias type

```zh
用 sp_addtype 创建别名类型
```
```sqlserver
EXEC sp_addtype 'card_no', 'varchar(10)', 'NOT NULL'
```
```postgres
CREATE DOMAIN card_no AS varchar(10) NOT NULL
```
```then
SELECT 'a'::card_no
```
```rows
a
```
```refused 42601
```
```quiet
EXEC sp_recompile 'visit'
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.packs.values import TypeRow
from dbmigrate.rules.ddl.system_call import by_name, rewritten
from dbmigrate.syntax.ddl.nodes import SystemCall

TYPE: Final = re.compile(r"\s*\[?(\w+)\]?\s*(\(.*\))?\s*")
LENGTHS: Final = frozenset({"VARCHAR", "NVARCHAR", "CHAR", "NCHAR", "DECIMAL", "NUMERIC"})


@rule("DD251", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if call.procedure.value.lower() != "sp_addtype":
        return None
    given = by_name(call, ("typename", "phystype", "nulltype", "owner"))
    name, base = given.get("typename", ""), TYPE.fullmatch(given.get("phystype", ""))
    if not name or base is None:
        return Hit()
    row = context.source.types.get(base[1].upper())
    spelled = context.names.object_name((name.lower(),), "type", name, schema=context.schema)
    if name.lower() in context.target.types:  # DD239 names the schema wherever the type is used
        spelled = f"{context.names.load_path(context.schema)[0]}.{spelled}"
    nulls = " NOT NULL" if given.get("nulltype", "").upper() == "NOT NULL" else ""
    text = f"CREATE DOMAIN {spelled} AS {type_text(base, row)}{nulls}"
    sure = row is None or not row.rule or base[1].upper() in LENGTHS
    return Hit(replace=rewritten(call, literal_template(text)), fix=Fix.SAFE if sure else Fix.REVIEW)


def type_text(written: re.Match[str], row: TypeRow | None) -> str:
    """The target's usual type; lengths stay where the type takes one there."""
    arguments = written[2] or ""
    if row is None or not row.to:
        return written[1] + arguments
    keep = row.keep or (written[1].upper() in LENGTHS and "MAX" not in arguments.upper())
    return row.to + (arguments if keep else "")
