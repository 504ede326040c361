"""{character} stands inside a word

Joined files leave a byte order mark between them, DOS its end mark (U+001A), input methods a full-width space (U+3000).
PostgreSQL takes none of them as a blank. Between words they are removed or replaced by a blank; inside a word a person
has to say what was meant.

```zh
单词内部含有 {character}
合并文件会留下字节序标记，DOS 会留下文件结束符，输入法会带入全角空格（U+3000），PostgreSQL 均不视为空白。位于单词之间时移除或替换为空格；位于单词内部时由人工判断。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("FI014", severity=Severity.REFUSED, fix=Fix.SAFE)
