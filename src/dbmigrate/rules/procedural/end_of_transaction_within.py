"""{word} in the statements of a block with handlers

PostgreSQL ends no transaction where an exception is waited for. The transaction ends right behind the block instead;
RETURN in the block comes by that place.

```zh
含异常处理的块内部的 {word}
PostgreSQL 不允许在等待异常的块中结束事务，改为在该块之后立即结束；块内的 RETURN 也会经过该处。
```
```notes
early | work follows it in the block: an error there takes back also what Oracle has already committed | 块内其后还有处理：若出错，Oracle 已提交的内容也会被撤销
```
```example tests/cases/oracle/transaction_ends_within_handlers.md
```
```quiet
CREATE PROCEDURE clear_ward IS
BEGIN
  BEGIN
    DELETE FROM ward;
  EXCEPTION
    WHEN OTHERS THEN
      ROLLBACK;
  END;
  COMMIT;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judged_transactions import commits_last, in_procedure, is_autonomous
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.postponed_ends import Postponed, is_protecting, postponed
from dbmigrate.syntax.procedural.nodes import Block, CodeUnit

LABEL = "dbmigrate_block"


@rule("PL122", source="oracle", severity=Severity.REFUSED, on=node(Block), after=("PL010",))
def check(block: Block, context: Context) -> Hit | None:
    unit = context.above(CodeUnit)
    if unit is None or not in_procedure(unit) or is_autonomous(unit) or not is_protecting(block, context.path):
        return None
    is_body = unit.body is block
    if (is_body and commits_last(block) is not None) or not is_converted(context):
        return None  # PL066
    found = postponed(block)
    if not found.ends:
        return None
    replace = [(t.inner, f"dbmigrate_end := '{t.kind}'") for t in found.ends]
    replace += [(r.inner, leaving(block, is_body)) for r in found.returns]
    replace += [(h.then.after, "\n    dbmigrate_end := NULL;") for h in block.handlers if h.then]
    values = {"word": found.ends[0].kind.upper()}
    note, fix = ("early", Fix.REVIEW) if found.early else ("", None)
    return Hit(replace=[*replace, *frame(block, found, is_body)], values=values, at=found.ends[0].part, note=note, fix=fix)


def leaving(block: Block, is_body: bool) -> str:
    label = block.labels[-1].name.text() if block.labels and not is_body else LABEL
    exit_ = f"EXIT {label}"
    return exit_ if is_body else f"dbmigrate_returns := TRUE;\n    {exit_}"


def frame(block: Block, found: Postponed, is_body: bool) -> list[tuple[Part, str]]:
    """A block that holds the variable, and around the block itself what ends the transaction behind it."""
    kinds = list(dict.fromkeys(t.kind for t in found.ends))
    branches = "\n  ELSIF ".join(f"dbmigrate_end = '{k}' THEN\n    {k.upper()};" for k in kinds)
    ending = f"  IF {branches}\n  END IF;\n"
    variables = "    dbmigrate_end text;\n"
    if not is_body and found.returns:
        variables += "    dbmigrate_returns boolean;\n"
        ending += "  IF dbmigrate_returns THEN\n    RETURN;\n  END IF;\n"
    head = f"DECLARE\n{variables}  BEGIN\n"
    label = "" if block.labels and not is_body else f"  <<{LABEL}>>\n"
    assert block.begin and block.end
    if is_body:
        return [(block.begin.after, f"\n  {head}{label}  BEGIN"), (block.end.before, f"  END;\n{ending}  END;\n")]
    return [(block.part.before, f"{head}{label}  "), (block.part.after, f"\n{ending}  END;")]
