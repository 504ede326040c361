r"""{function}: a dot ends at the line, a backslash in brackets is one

In Oracle a dot stands for any character but the end of a line, unless the flag n is given; in the target for that as well,
and its flag n says something else. Between brackets Oracle takes a backslash as it is, the target as an escape.

```zh
{function}：点号不匹配换行，方括号内的反斜杠按字面
Oracle 的点号默认不匹配换行（除非用 n 标志）；目标库的点号匹配换行，且其 n 标志含义不同。方括号内的反斜杠在 Oracle 中是普通字符，在目标库中是转义符。
```
```notes
flags | the flags are no constant | 标志不是常量
```
```setup
CREATE TABLE note (id INTEGER, memo varchar(60));
INSERT INTO note VALUES (1, 'diag: flu
plan: rest');
INSERT INTO note VALUES (2, 'D:\ct');
```
```oracle
SELECT REGEXP_SUBSTR(memo, 'diag: .*'), REGEXP_REPLACE(memo, '[\\]', '/'), REGEXP_COUNT(memo, 'f.u\.', 1, 'i') FROM note
```
```postgres
SELECT REGEXP_SUBSTR(memo, 'diag: [^\n]*'), REGEXP_REPLACE(memo, '[\\\\]', '/', 'g'), REGEXP_COUNT(memo, 'f[^\n]u\.', 1, 'i') FROM note
```
```rows
diag: flu | diag: flu
plan: rest | 0
NULL | D:/ct | 0
```
```oracle
SELECT id FROM note WHERE REGEXP_LIKE(memo, 'flu.plan', 'n') OR REGEXP_LIKE(memo, '^PLAN', 'im') UNION ALL SELECT (SELECT MAX(REGEXP_INSTR(n.memo, -- where
'u.p' -- no
)) FROM note n) FROM dual
```
```postgres
SELECT id FROM note WHERE REGEXP_LIKE(memo, 'flu.plan', '') OR REGEXP_LIKE(memo, '^PLAN', 'iw') UNION ALL SELECT (SELECT MAX(REGEXP_INSTR(n.memo, -- where
'u[^\n]p' -- no
)) FROM note n)
```
```rows
1
0
```
```quiet
SELECT REGEXP_SUBSTR(n.memo, '[^,]+', 1, 2), REGEXP_REPLACE(n.memo, '\.', 'x', 1, 0, 'i'), REGEXP_COUNT(n.memo, '[.:]') FROM note n
```
"""

import re
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity

FLAGS: Final = {"REGEXP_SUBSTR": 4, "REGEXP_INSTR": 5, "REGEXP_COUNT": 3, "REGEXP_LIKE": 2, "REGEXP_REPLACE": 5}
# SQL Language Reference, "Oracle Regular Expression Support": brackets as POSIX has them, so `]` may stand first.
PIECE: Final = re.compile(r"\\.|(?P<set>\[\^?\]?(?:\[[:.=].*?[:.=]\]|[^\]])*\])|(?P<dot>\.)|.", re.S)


@rule("FN361", source="oracle", severity=Severity.DIFFERS, on=tuple(map(call, FLAGS)), needs="pg15")
def check(found: Call) -> Hit | None:
    name = found.node.name.upper()
    pattern, flags = found.arg(1), found.arg(FLAGS[name])
    values = {"function": name}
    words = text_of(flags)
    if flags is not None and not flags.is_null and words is None:
        return Hit(note="flags", values=values, fix=Fix.REVIEW)
    replace: list[tuple[Any, ...]] = []
    text = text_of(pattern)
    if text:
        replace += changed(pattern, text, written(text, "n" in (words or "")))
    if words:
        replace += changed(flags, words, words.replace("n", "").replace("m", "w"))
    return Hit(replace=replace, values=values) if replace else None


def text_of(value: Expr | None) -> str | None:
    is_text = value is not None and isinstance(value.node, exp.Literal) and value.node.is_string
    return str(value.node.this) if value is not None and is_text else None


def changed(value: Expr | None, old: str, new: str) -> list[tuple[Any, ...]]:
    if old == new:
        return []
    quoted = new.replace("'", "''")
    return [(value, literal_template(f"'{quoted}'"))]


def written(pattern: str, crosses_lines: bool) -> str:
    def piece(found: re.Match[str]) -> str:
        if found["set"]:
            return found["set"].replace("\\", "\\\\")
        return r"[^\n]" if found["dot"] and not crosses_lines else found[0]

    return PIECE.sub(piece, pattern)
