"""full-width punctuation in the code: {character}

A Chinese input method writes commas, parentheses and the like in full width. Oracle takes them in a Chinese character
set; PostgreSQL takes them for letters of a name. They are written in ASCII. Strings, quoted names and comments keep theirs.

```zh
代码中的全角标点：{character}
中文输入法会输入全角逗号、括号等。中文字符集的 Oracle 可以接受，PostgreSQL 则视为名称中的字母。改为半角；字符串、带引号的名称和注释中的保持不变。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("ID006", severity=Severity.REFUSED, fix=Fix.SAFE)
