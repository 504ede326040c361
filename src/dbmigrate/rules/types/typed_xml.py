"""{source} checks its values against a schema collection

The target's xml takes any well-formed document. What the collection refused is stored from then on.

```zh
{source} 按架构集合校验内容
目标库的 xml 接受任何格式良好的文档，架构集合原先拒绝的内容此后也会被保存。
```
```sqlserver
CREATE TABLE emr_doc (id INT, body XML(dbo.cda_schema))
```
```postgres
-- dbmigrate TY034 1: XML(dbo.cda_schema) checks its values against a schema collection
CREATE TABLE emr_doc (id INT, body XML)
```
```then
INSERT INTO emr_doc (id) VALUES (1);
SELECT id FROM emr_doc
```
```rows
1
```
```refused 42601
```
```quiet
CREATE TABLE emr_doc (id INT, body XML)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.spelling import is_dressed, shown
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY034", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if not is_typed_xml(found):
        return None
    assert found.arguments is not None
    replace: list[tuple[object, ...]] = [(found.arguments, "")]
    if is_dressed(found):
        replace.append((found.name, context.source.types["XML"].to))
    return Hit(replace=replace, values={"source": shown(found)})


def is_typed_xml(found: TypeName) -> bool:
    """XML with a collection in parentheses; TY001 leaves it alone."""
    return not found.user and found.keyword == "XML" and found.arguments is not None
