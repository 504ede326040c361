"""a character without width stands in the code: {character}

Text that was copied from a web page or a document brings zero-width blanks and joiners along. Nobody sees them, and
PostgreSQL takes them for letters. Beside a word they are removed.

```zh
代码中含有零宽字符：{character}
从网页或文档复制的文本会带入零宽空格、连接符等不可见字符，PostgreSQL 将其视为字母。位于单词旁边的予以删除。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("ID007", severity=Severity.REFUSED, fix=Fix.SAFE)
