r"""brackets in a LIKE pattern

In SQL Server `[A-Z]` in a pattern stands for one character of a set, and `[%]` for a percent sign (Transact-SQL
Reference, LIKE); PostgreSQL's LIKE takes brackets as they are, so that nothing matches. SIMILAR TO knows sets. SQL
Server compares by the column's collation, mostly without case; SIMILAR TO tells capitals from small letters.

```zh
LIKE 模式中的方括号
SQL Server 的模式中 [A-Z] 表示集合中的一个字符，[%] 表示百分号；PostgreSQL 的 LIKE 把方括号当作普通字符，因而全都不匹配。改用支持集合的 SIMILAR TO。SQL Server 按列的排序规则比较，多数不区分大小写；SIMILAR TO 区分大小写。
```
```setup
CREATE TABLE bed (code VARCHAR(10));
INSERT INTO bed VALUES ('1+(a|b)'), ('1a'), ('11b')
```
```sqlserver
CREATE VIEW ward AS SELECT b.code FROM bed b WHERE b.code LIKE '[0-9][^x]%' AND b.code NOT LIKE '%[%]%' AND b.code NOT LIKE '%[(]%'
```
```postgres
CREATE VIEW ward AS SELECT b.code FROM bed b WHERE b.code SIMILAR TO '[0-9][^x]%' AND b.code NOT LIKE '%\%%' AND b.code NOT LIKE '%(%'
```
```then
SELECT code FROM ward
```
```rows
1a
11b
```
```sqlserver
SELECT b.code FROM bed b WHERE b.code LIKE '[0-9]+(a|b)' AND b.code LIKE b.code
```
```postgres
SELECT b.code FROM bed b WHERE b.code SIMILAR TO '[0-9]\+\(a\|b\)' AND b.code LIKE b.code
```
```rows
1+(a|b)
```
```quiet
SELECT b.code FROM bed b WHERE b.code LIKE '%A_'
```
```notes
escape | a pattern with ESCAPE and brackets | 模式同时含有 ESCAPE 与方括号
open | a bracket that is not closed matches nothing | 未闭合的方括号不匹配任何字符
```
"""

import re

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity

# A set: the first bracket after `[` or `[^` that closes it; `[[]` and `[]` hold one character and none.
PIECE = re.compile(r"\[(?P<not>\^?)(?P<set>[^\]]+)\]|(?P<open>\[)|(?P<wild>[%_])|(?P<plain>[^\[%_])", re.S)
OF_SIMILAR = frozenset("|*+?{}()\\")


@rule("OP200", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=operator("like"), after=("SE217",))
def check(like: Expr) -> Hit | None:
    pattern = like.node.expression
    if not has_brackets(pattern):
        return None
    if isinstance(like.parent, exp.Escape):
        return Hit(note="escape", fix=Fix.REVIEW)
    pieces = list(PIECE.finditer(pattern.this))
    if any(p["open"] for p in pieces):
        return Hit(note="open", fix=Fix.REVIEW)
    simple = all(p["set"] is None or (len(p["set"]) == 1 and not p["not"]) for p in pieces)
    text = "".join(in_like(p) if simple else in_similar(p) for p in pieces).replace("'", "''")
    written = like.view(pattern)
    word = written.part.first - 1
    replace: list[tuple[object, ...]] = [(written, literal_template(f"'{text}'"), written)]
    if not simple:
        replace.append((Part(word, word), "SIMILAR TO"))
    return Hit(replace=replace)


def has_brackets(node: exp.Expr) -> bool:
    """A constant text with a bracket."""
    text = isinstance(node, exp.National) or (isinstance(node, exp.Literal) and node.is_string)
    return text and "[" in node.this


def in_like(piece: re.Match[str]) -> str:
    if piece["wild"]:
        return piece["wild"]
    one = piece["set"] or piece["plain"]
    return f"\\{one}" if one in "%_\\" else one


def in_similar(piece: re.Match[str]) -> str:
    if piece["wild"]:
        return piece["wild"]
    if piece["set"] is None:
        return f"\\{piece['plain']}" if piece["plain"] in OF_SIMILAR else piece["plain"]
    if len(piece["set"]) == 1 and not piece["not"]:
        one = piece["set"]
        return f"\\{one}" if one in OF_SIMILAR or one in "%_[]" else one
    inside = re.sub(r"([\\\[])", r"\\\1", piece["set"])
    return f"[{piece['not']}{inside}]"
