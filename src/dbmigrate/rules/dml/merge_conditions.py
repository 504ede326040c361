"""Conditions of the branches of a MERGE

Oracle writes them behind a branch: `UPDATE .. WHERE`, `INSERT .. WHERE`, and `DELETE WHERE` for rows that the branch has
just changed. In PostgreSQL they stand in front, after WHEN; deleting is a branch of its own.

```zh
MERGE 各分支的条件
Oracle 的条件写在分支之后：`UPDATE .. WHERE`、`INSERT .. WHERE`，`DELETE WHERE` 针对刚更新的行。PostgreSQL 的条件写在 WHEN 之后，删除是单独的分支。
```
```notes
deletes | DELETE WHERE asks for a column that a query has set | DELETE WHERE 引用了由查询赋值的列
lacking | the MERGE of the target has no such condition | 目标库的 MERGE 没有这种条件
unknown | ask the target whether its MERGE takes it | 请在目标库上确认其 MERGE 是否支持
form | such a form has to be written by hand | 此种写法须人工改写
```
```setup oracle
CREATE TABLE stock (id NUMBER(4), amount NUMBER(8), memo VARCHAR2(20));
INSERT INTO stock VALUES (1, 5, 'a');
INSERT INTO stock VALUES (2, 7, NULL);
CREATE TABLE taken (id NUMBER(4), amount NUMBER(8));
INSERT INTO taken VALUES (1, 5);
INSERT INTO taken VALUES (2, 1);
INSERT INTO taken VALUES (3, 9);
INSERT INTO taken VALUES (4, NULL);
```
```oracle
MERGE INTO stock s USING taken t ON (s.id = t.id) -- taken
WHEN MATCHED THEN UPDATE SET amount = s.amount - t.amount
  WHERE t.amount > 0 OR t.id = 9
  DELETE WHERE amount = 0
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (t.id, -t.amount) WHERE NVL(t.amount, 0) > 0
```
```postgres
MERGE INTO stock s USING taken t ON (s.id = t.id) -- taken
WHEN MATCHED AND (t.amount > 0 OR t.id = 9) AND (s.amount - t.amount) = 0 THEN DELETE
WHEN MATCHED AND (t.amount > 0 OR t.id = 9) THEN UPDATE SET amount = s.amount - t.amount
WHEN NOT MATCHED AND coalesce(t.amount, 0) > 0 THEN INSERT (id, amount) VALUES (t.id, -t.amount)
```
```then
SELECT id, amount FROM stock ORDER BY id
```
```rows
2 | 6
3 | -9
```
```refused 42601
```
```oracle
MERGE INTO stock s USING (SELECT 2 AS id FROM dual) t ON (s.id = t.id) WHEN MATCHED THEN UPDATE SET memo = 'x' WHERE s.memo IS NULL
```
```postgres
MERGE INTO stock s USING (SELECT 2 AS id) t ON (s.id = t.id) WHEN MATCHED AND s.memo IS NULL THEN UPDATE SET memo = 'x'
```
```then
SELECT memo FROM stock WHERE id = 2
```
```rows
x
```
```refused 42601
```
```oracle
MERGE INTO stock s USING taken t ON (s.id = t.id) WHEN MATCHED THEN UPDATE SET memo = 'y' DELETE WHERE s.amount > 6 AND t.amount = 1
```
```postgres
MERGE INTO stock s USING taken t ON (s.id = t.id) WHEN MATCHED AND s.amount > 6 AND t.amount = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET memo = 'y'
```
```then
SELECT id, memo FROM stock
```
```rows
1 | y
```
```refused 42601
```
```oracle
MERGE INTO stock s USING taken t ON (s.id = t.id) WHEN MATCHED THEN UPDATE SET (amount) = (SELECT 0 FROM dual) DELETE WHERE s.amount = 0
```
```refused 42601
```
```quiet
MERGE INTO stock s USING (SELECT id FROM taken WHERE amount > 1) t ON (s.id = t.id) WHEN MATCHED THEN UPDATE SET memo = CASE WHEN s.id = 1 THEN 'a' END
```
"""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import change, rule
from dbmigrate.engine.views import Expr, view
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.records import dataclass
from dbmigrate.rules.queries.rownum_terms import line_before
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.sql import parse


@dataclass(frozen=True)
class Branch:
    """`WHEN .. THEN ..` with the conditions behind it; `end` is its last token."""

    when: int
    then: int
    where: Part | None
    deletes: Part | None
    node: exp.When


class Unclear(Exception):
    """The note that says why nothing is rewritten."""


@rule("DM103", source="oracle", severity=Severity.REFUSED, on=change("merge"))
def check(merge: Expr, context: Context) -> Hit | None:
    found = [b for b in branches(merge) if b.where or b.deletes]
    if not found:
        return None
    at = next(part for part in (found[0].where, found[0].deletes) if part)
    if not context.has("merge") or not context.has("merge_conditions"):  # another MERGE than PostgreSQL's
        return as_it_stands(found, context, at)
    try:
        replace = [change for branch in found for change in written(merge, branch)]
    except Unclear as reason:
        return Hit(note=str(reason), fix=Fix.NONE, at=at)
    return Hit(replace=replace, at=at)


def as_it_stands(found: list[Branch], context: Context, at: Part) -> Hit | None:
    """For a target whose MERGE is not PostgreSQL's: what is known to be there stays, the rest is asked for."""
    wanted = {"merge_update_where": [b.where for b in found if b.where]}
    wanted["merge_delete_where"] = [b.deletes for b in found if b.deletes]
    known = {name: context.target.capability(name).has for name, places in wanted.items() if places}
    if set(known.values()) == {"yes"}:
        return None
    lacking = [wanted[name][0] for name, has in known.items() if has == "no"]
    if lacking:
        return Hit(note="lacking", fix=Fix.NONE, at=lacking[0])
    return Hit(note="unknown", fix=Fix.REVIEW, at=at)


def branches(merge: Expr) -> Iterator[Branch]:
    lexed, nodes = merge.lexed, merge.node.args["whens"].expressions
    first, last = merge.tree.part.first, merge.tree.part.last
    words, depth = lexed.words, lexed.brackets.around[first]
    own = [k for k in range(first, last + 1) if lexed.brackets.around[k] == depth]
    starts = [k for k in own if words[k] == "WHEN" and words[k + 1] in ("MATCHED", "NOT")]
    starts = [k for k in starts if words[k + 1] == "MATCHED" or words[k + 2] == "MATCHED"]
    for when, end, node in zip(starts, [*(k - 1 for k in starts[1:]), last], nodes, strict=False):
        inside = [k for k in own if when < k <= end]
        then = next(k for k in inside if words[k] == "THEN")
        deletes = next((Part(k, end) for k in inside if words[k] == "DELETE" and words[k + 1] == "WHERE"), None)
        stop = deletes.first if deletes else end + 1
        where = next((Part(k, stop - 1) for k in inside if words[k] == "WHERE" and k < stop), None)
        yield Branch(when, then, where, deletes, node)


def written(merge: Expr, branch: Branch) -> Iterator[tuple[Any, ...]]:
    lexed = merge.lexed
    terms, places = "", []
    if branch.where:
        condition = behind(branch.where, 1)
        terms, places = f"AND {bracketed(condition, lexed)} ", [condition]
        yield Part(branch.then, branch.then).before, terms, condition
    if branch.deletes:
        condition = behind(branch.deletes, 2)
        yield from changed_columns(merge, branch, condition)
        gone = f"WHEN MATCHED {terms}AND {bracketed(condition, lexed)} THEN DELETE"
        when = Part(branch.when, branch.when)
        yield when.before, gone + line_before(lexed, when), *places, condition
    behind_branch = [part for part in (branch.where, branch.deletes) if part]
    yield behind_branch[0].to(behind_branch[-1]), ""


def behind(clause: Part, words: int) -> Part:
    return Part(clause.first + words, clause.last)


def bracketed(condition: Part, lexed: Lexed) -> str:
    """With parentheses where an OR stands at the top."""
    words, around = lexed.words, lexed.brackets.around
    inside = range(condition.first, condition.last + 1)
    return "({})" if any(words[k] == "OR" and around[k] == around[condition.first] for k in inside) else "{}"


def changed_columns(merge: Expr, branch: Branch, condition: Part) -> Iterator[tuple[Any, ...]]:
    """DELETE WHERE sees the new values: each column that is set stands for its value. Raises Unclear."""
    tree = parse(merge.lexed, condition, "condition")
    if tree.root is None:
        raise Unclear("form")
    update: Any = branch.node.args["then"]
    label = merge.node.this.alias_or_name.upper()
    values: dict[str, Any] = {}
    for assignment in update.expressions:
        several = isinstance(assignment.this, (exp.Tuple, exp.Paren))
        for column in assignment.this.find_all(exp.Column):
            values[column.name.upper()] = None if several else assignment.expression
    for column in tree.root.find_all(exp.Column):
        name = column.name.upper()
        if name not in values or (column.table and column.table.upper() != label):
            continue
        if values[name] is None:
            raise Unclear("deletes")
        yield view(tree, column), "({})", merge.view(values[name])
