"""a number with a word right behind it

SQL Server reads `1as n` as the number 1 and the word `as`. PostgreSQL 15 and later refuse such a text. A blank parts them.

```zh
数字后面紧跟单词
SQL Server 把 `1as n` 读作数字 1 和单词 `as`；PostgreSQL 15 起拒绝这种写法。在两者之间加空格。
```
```setup
CREATE TABLE visit (id INTEGER NOT NULL);
INSERT INTO visit VALUES (2);
INSERT INTO visit VALUES (3);
```
```sqlserver
SELECT 1as n, v.id FROM visit v WHERE v.id=2and 1=1
```
```postgres
SELECT 1 as n, v.id FROM visit v WHERE v.id=2 and 1=1
```
```rows
1 | 2
```
```refused 42601
```
```quiet
SELECT 1 AS n, 0x1F AS h, 1e5 AS f, v.id FROM visit v WHERE v.id=2
```
"""

from collections.abc import Iterator

from sqlglot.tokenizer_core import TokenType

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed


@rule("OP219", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    joined = list(joined_words(statement.lexed))
    return Hit(replace=[(part.before, " ") for part in joined], at=joined[0]) if joined else None


def joined_words(lexed: Lexed) -> Iterator[Part]:
    for k, (number, word) in enumerate(zip(lexed.tokens, lexed.tokens[1:], strict=False)):
        beside = number.token_type is TokenType.NUMBER and number.end + 1 == word.start
        if beside and (lexed.text[word.start].isalpha() or lexed.text[word.start] == "_"):
            yield Part(k + 1, k + 1)
