'''comment in another kind of quotes

Oracle writes a comment as q'[..]' or N'..' as well; PostgreSQL takes a plain string there.

```zh
注释使用了其他引号形式
Oracle 的注释文本可写成 q'[..]' 或 N'..'；PostgreSQL 只接受普通字符串。
```
```setup
CREATE TABLE visit (id INTEGER)
```
```oracle
COMMENT ON TABLE visit IS q'[the patient's visits]'
```
```postgres
COMMENT ON TABLE visit IS 'the patient''s visits'
```
```then
SELECT obj_description('visit'::regclass)
```
```rows
the patient's visits
```
```refused 42601
```
```quiet
COMMENT ON TABLE visit IS 'the patient''s visits'
```
'''

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.ddl.nodes import Comment


@rule("DD025", source="oracle", severity=Severity.REFUSED, on=node(Comment))
def check(comment: Comment) -> Hit | None:
    if comment.value is None or comment.text(comment.value).startswith("'"):
        return None
    text = comment.lexed.tokens[comment.value.last].text.replace("'", "''")
    return Hit(replace=[(comment.value, literal_template(f"'{text}'"))], at=comment.value)
