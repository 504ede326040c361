"""text put into the statement at run time: {what}

The mapper writes this text into the SQL before it is sent. What it holds is not known here: a name, a list, a condition
or a whole clause, and it may be SQL of the source database. The statement around it was looked at with a name in its
place; where the text comes from has to be looked at by a person. It also lets input of users into the SQL, which
a bound parameter does not.

```zh
运行时拼入语句的文本：{what}
映射器在发送前把该文本写入 SQL，其内容（名称、列表、条件或整个子句）在此无法得知，可能含源库专有写法。其余部分按以名称代替的形式检查；文本来源需人工查看。与绑定参数不同，它还会让用户输入进入 SQL。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE040", severity=Severity.DIFFERS, fix=Fix.REVIEW)
