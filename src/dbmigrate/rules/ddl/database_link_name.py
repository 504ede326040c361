'''object behind the database link {link}

`t@link` reads another database with each query. On the target a foreign schema takes its place: it is written as the
schema of the link's name, which a foreign data wrapper has to fill (IMPORT FOREIGN SCHEMA). Every link is a dependency
of the cut-over.

```zh
通过数据库链接 {link} 访问的对象
t@link 每次查询都访问另一个数据库。目标库用外部模式代替：写成以链接命名的模式，须用外部数据包装器（IMPORT FOREIGN SCHEMA）建立。
每个链接都是割接时的依赖。
```
```oracle
SELECT r.item FROM his.result@lis r
```
```postgres
-- dbmigrate DD058 1: object behind the database link lis
SELECT r.item FROM lis.result r
```
```refused 42601
```
```oracle
SELECT age_of@lis(3) FROM dual
```
```quiet
SELECT 'a@lis' AS address FROM dual
```
```notes
call | the call of a function or the form of the name has to be written by hand | 函数调用或此种名称形式须人工改写
```
'''

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateView, Dml, Name
from dbmigrate.syntax.lex import Lexed

Seen = Name | Dml | CreateView


@rule(
    "DD058",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(node(Name), node(Dml), node(CreateView)),
    unless="database_link",
)
def check(seen: Seen, context: Context) -> Hit | None:
    if isinstance(seen, Name):
        return of_table(seen, context)
    k = left(seen.lexed, seen.part.first, seen.part.last)
    if k is None:
        return None
    texts = [t.text for t in seen.lexed.tokens[k : k + 2]]
    return Hit(note="call", values={"link": texts[0].rpartition("@")[2] or texts[-1]})


def of_table(name: Name, context: Context) -> Hit | None:
    """`his.t@lis`, `t@lis.example.com`: the owner over there and the link's domain are left out."""
    if name.kind != "table":
        return None
    at = next((i for i, v in enumerate(name.values) if "@" in v and not name.is_quoted(i)), None)
    if at is None:
        return None
    table, _, link = name.values[at].partition("@")
    if not table or not link:
        return None
    new = f"{context.names.bare(link.lower())}.{context.names.spell(table)}"
    return Hit(replace=[(name, literal_template(new))], values={"link": link})


def left(lexed: Lexed, first: int, last: int) -> int | None:
    """A call through a link, or a link behind a name in quotes: no table's name shows it."""
    for k in range(first, last + 1):
        if lexed.is_string(k) or lexed.is_quoted(k):
            continue
        text = lexed.tokens[k].text
        if text == "@" or ("@" in text and lexed.words[k + 1] == "("):
            return k
    return None
