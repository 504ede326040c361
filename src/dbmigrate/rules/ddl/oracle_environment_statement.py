'''statement about the server or the session: {kind}

Tablespaces, users, profiles, links, directories, statistics, audits and session settings belong to the source server.
The target's administrator sets up what is needed there in its own way. The statement stays as a comment.

```zh
关于服务器或会话的语句：{kind}
表空间、用户、概要文件、数据库链接、目录、统计信息、审计和会话设置属于源服务器；需要的内容由目标库管理员按其方式建立。该语句保留为注释。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1)
```
```oracle
ANALYZE TABLE visit COMPUTE STATISTICS
```
```postgres
-- ANALYZE TABLE visit COMPUTE STATISTICS
```
```then
SELECT * FROM visit
```
```rows
1
```
```refused 42601
```
```oracle
CREATE DATABASE LINK lis CONNECT TO reader IDENTIFIED BY secret USING 'lis'
```
```postgres
-- dbmigrate DD014 1: statement about the server or the session: database link (queries through the link need a foreign data wrapper)
-- CREATE DATABASE LINK lis CONNECT TO reader IDENTIFIED BY secret USING 'lis'
```
```oracle
ALTER SESSION SET NLS_DATE_FORMAT = 'DD-MM-YYYY'
```
```postgres
-- dbmigrate DD014 1: statement about the server or the session: session (texts that the script turns into dates or numbers without a format depend on it)
-- ALTER SESSION SET NLS_DATE_FORMAT = 'DD-MM-YYYY'
```
```quiet
SELECT id FROM visit;
COMMIT
```
```notes
account | the account and its rights have to be made on the target | 须在目标库建立该账户及其权限
link | queries through the link need a foreign data wrapper | 通过该链接的查询需要外部数据包装器（FDW）
directory | code that reads or writes files there has to be looked at | 读写该目录文件的代码须检查
format | texts that the script turns into dates or numbers without a format depend on it | 脚本中未写格式的文本转日期、数字依赖此设置
undone | the client commits each statement, so nothing is undone here | 客户端逐条提交，此处不会撤销任何内容
trigger | the state of the trigger has to be set on its table | 触发器的启停须在其所属表上设置
lost | what it does for the application has to be looked at | 须检查应用对它的依赖
```
'''

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out, known_trigger
from dbmigrate.syntax.ddl.nodes import Environment

# Kinds whose loss a person has to look at; of the others nothing is lost in meaning.
NOTES: Final = {
    "user": "account",
    "role": "account",
    "database link": "link",
    "directory": "directory",
    "trigger state": "trigger",
    "flashback": "lost",
    "audit": "lost",
    "context": "lost",
    "operator": "lost",
    "indextype": "lost",
    "library": "lost",
    "job": "lost",
    "domain": "lost",
    "materialized view state": "lost",
    "edition": "lost",
}
# Database Globalization Support Guide, "NLS parameters": these decide how texts are read, compared and measured.
FORMATS: Final = ("NLS_DATE", "NLS_TIMESTAMP", "NLS_NUMERIC", "NLS_LENGTH", "NLS_SORT", "NLS_COMP", "NLS_TERRITORY")


@rule("DD014", source="oracle", severity=Severity.REFUSED, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if not is_left_out(statement) or statement.kind == "empty" or known_trigger(statement, context):
        return None
    note = note_of(statement)
    fix = Fix.REVIEW if note else Fix.SAFE
    return Hit(replace=[(statement, COMMENT_OUT)], note=note, fix=fix, values={"kind": statement.kind})


def note_of(statement: Environment) -> str:
    words = statement.words()
    if statement.kind == "transaction":
        return "undone" if words[0] in ("ROLLBACK", "SAVEPOINT") else ""
    if statement.kind == "session" and statement.setting.startswith(FORMATS):
        return "format"
    if statement.kind == "trigger state" and words[-1] == "ENABLE":
        return ""
    return NOTES.get(statement.kind, "")
