"""a system-versioned table: {clause}

SQL Server keeps earlier versions of the rows in a history table and writes the times into two columns. The target does
neither: the columns stay as ordinary ones that an INSERT fills, an UPDATE leaves them as they are, and no history is
kept. A trigger has to do that where the application asks for it.

```zh
系统版本控制表：{clause}
SQL Server 把旧版本的行保存到历史表，并自动写入两个时间列；目标库没有此机制：两列保留为普通列，仅在插入时填写，UPDATE 不会改变它们，
也不保存历史。应用需要时须用触发器实现。
```
```sqlserver
CREATE TABLE bed (
  id INT NOT NULL PRIMARY KEY,
  valid_from DATETIME2(6) GENERATED ALWAYS AS ROW START NOT NULL,
  valid_to DATETIME2(6) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
  PERIOD FOR SYSTEM_TIME (valid_from, valid_to)
)
WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.bed_history))
```
```postgres
-- dbmigrate DD211 5: a system-versioned table: PERIOD FOR (an UPDATE does not change the two times)
-- dbmigrate DD211 7: a system-versioned table: SYSTEM_VERSIONING (earlier versions of the rows are not kept)
CREATE TABLE bed (
  id INT NOT NULL PRIMARY KEY,
  valid_from timestamp(6) DEFAULT (clock_timestamp() AT TIME ZONE 'UTC') NOT NULL,
  valid_to timestamp(6) DEFAULT '9999-12-31 23:59:59.999999' NOT NULL
)
```
```then
INSERT INTO bed (id) VALUES (1);
SELECT valid_to > valid_from FROM bed
```
```rows
t
```
```refused 42601
```
```setup
CREATE TABLE bed (id INT);
```
```sqlserver
ALTER TABLE bed ADD valid_from DATETIME2(6) GENERATED ALWAYS AS ROW START, valid_to DATETIME2(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (valid_from, valid_to)
```
```postgres
-- dbmigrate DD211 1: a system-versioned table: PERIOD FOR (an UPDATE does not change the two times)
ALTER TABLE bed ADD valid_from timestamp(6) DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'), ADD valid_to timestamp(6) DEFAULT '9999-12-31 23:59:59.999999'
```
```refused 42601
```
```setup
```
```quiet
CREATE TABLE bed (id INT NOT NULL PRIMARY KEY, valid_from DATETIME2(6), valid_to DATETIME2(6))
```
```notes
times | an UPDATE does not change the two times | UPDATE 不会更新这两个时间列
history | earlier versions of the rows are not kept | 不保存行的历史版本
ledger | the column is not filled | 该列不会自动填写
```
"""

from typing import Any, Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Fix, Hit, Item, Part, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, Column, CreateTable, Default, Phrase

# The largest time that the target's timestamp(6) holds of what SQL Server writes into the end of a current row.
FILLED: Final = {
    "START": "DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')",
    "END": "DEFAULT '9999-12-31 23:59:59.999999'",
}


@rule("DD211", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    holder = context.path[-1] if context.path else None
    if phrase.kind not in ("period", "system versioning") or is_inside(context):
        return None
    if isinstance(holder, Column):
        return filled(phrase, holder)
    if isinstance(holder, Action) and phrase.kind == "period":
        return listed(phrase, context)
    if not isinstance(holder, CreateTable):
        return None
    if phrase.kind == "period":
        gone: tuple[Any, ...] = (Item(phrase.part, holder.chain), DROP)
        return Hit([gone], "times", {"clause": "PERIOD FOR"})
    words = phrase.words()
    off = words[words.index("SYSTEM_VERSIONING") + 2 :][:1] == ("OFF",)
    values = {"clause": "SYSTEM_VERSIONING"}
    return Hit([(phrase, "")], "" if off else "history", values, Fix.SAFE if off else Fix.REVIEW)


def listed(phrase: Phrase, context: Context) -> Hit | None:
    """PERIOD in the list of ALTER TABLE .. ADD, which goes with the comma before it."""
    altered = context.above(AlterTable)
    if altered is None or phrase.lexed.words[phrase.part.first - 1] != ",":
        return None
    return Hit([(Part(phrase.part.first - 1, phrase.part.last), "")], "times", {"clause": "PERIOD FOR"})


def filled(phrase: Phrase, column: Column) -> Hit:
    """`GENERATED ALWAYS AS ROW START | END`; a ledger's columns hold the number of a transaction."""
    words = phrase.words()
    values = {"clause": " ".join(words[:5])}
    if words[3:4] != ("ROW",):
        return Hit([(phrase, "")], "ledger", values)
    has_default = any(isinstance(item, Default) for item in column.items)
    return Hit([(phrase, "" if has_default else FILLED[words[4]])], values=values, fix=Fix.SAFE)
