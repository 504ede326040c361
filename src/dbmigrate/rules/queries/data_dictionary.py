"""{object} belongs to Oracle's data dictionary

The target's catalogue has other tables and columns, and keeps unquoted names in small letters. For the views that scripts
ask for tables, columns, indexes, keys, sequences, triggers and objects the runtime holds views of the same names over it:
names in capital letters, those columns that say the same on both sides. A column that they lack is refused when asked for.

```zh
{object} 属于 Oracle 数据字典
目标库的系统目录表与列不同，未加引号的名称以小写保存。脚本常查的表、列、索引、约束、序列、触发器、对象等视图由运行时同名视图代替：名称以大写给出，只含两边含义相同的列；查询其他列时报错。
```
```notes
views | a view of the runtime over the target's catalogue | 由运行时视图读取目标库的系统目录
```
```setup
CREATE TABLE visit (id INT NOT NULL, code VARCHAR(10));
CREATE INDEX i_visit ON visit (code);
```
```oracle
SELECT COUNT(*) FROM user_tables t WHERE t.table_name = 'VISIT'
```
```postgres
-- dbmigrate QY024 1: user_tables belongs to Oracle's data dictionary (a view of the runtime over the target's catalogue)
SELECT COUNT(*) FROM dbmigrate.user_tables t WHERE t.table_name = 'VISIT'
```
```rows
1
```
```refused 42P01
```
```oracle
SELECT c.column_name, c.nullable, i.index_name FROM user_tab_columns c, SYS.user_ind_columns i WHERE c.table_name = i.table_name AND c.column_name = i.column_name AND c.table_name = 'VISIT'
```
```rows
CODE | Y | I_VISIT
```
```refused 42P01
```
```setup
CREATE SEQUENCE seq_visit START WITH 7;
```
```oracle
SELECT sequence_name, last_number FROM all_sequences
```
```rows
SEQ_VISIT | 7
```
```refused 42P01
```
```setup
CREATE TABLE visit (id INT NOT NULL, code VARCHAR(10));
```
```oracle
SELECT id FROM visit WHERE EXISTS (SELECT 1 FROM sys.v_$session -- sessions
) UNION SELECT 1 FROM ALL_TAB_COLS
```
```refused 42P01
```
```quiet
SELECT v.id FROM visit v, user_visits u
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import TABLE, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.queries.object_not_given import is_known, queried
from dbmigrate.syntax.ddl.nodes import Procedural

# Database Reference, "Static Data Dictionary Views".
SCOPES: Final = frozenset({"USER", "ALL", "DBA", "CDB"})
VIEWS: Final = frozenset(
    """ARGUMENTS CATALOG COLL_TYPES COL_COMMENTS COL_PRIVS CONSTRAINTS CONS_COLUMNS DATA_FILES DB_LINKS DEPENDENCIES
    DIRECTORIES ERRORS EXTENTS EXTERNAL_TABLES FREE_SPACE INDEXES IND_COLUMNS IND_EXPRESSIONS IND_PARTITIONS
    IND_STATISTICS JOBS JOBS_RUNNING LOBS MVIEWS MVIEW_LOGS OBJECTS OBJECT_SIZE PART_INDEXES PART_KEY_COLUMNS
    PART_TABLES PLSQL_OBJECT_SETTINGS PROCEDURES PROFILES RECYCLEBIN ROLES ROLE_PRIVS SCHEDULER_JOBS
    SCHEDULER_JOB_LOG SCHEDULER_JOB_RUN_DETAILS SEGMENTS SEQUENCES SOURCE SYNONYMS SYS_PRIVS TABLES TABLESPACES
    TAB_COLS TAB_COLUMNS TAB_COMMENTS TAB_IDENTITY_COLS TAB_MODIFICATIONS TAB_PARTITIONS TAB_PRIVS TAB_STATISTICS
    TAB_SUBPARTITIONS TEMP_FILES TRIGGERS TRIGGER_COLS TS_QUOTAS TYPES TYPE_ATTRS TYPE_METHODS UPDATABLE_COLUMNS
    USERS VIEWS""".split()
)
OTHERS: Final = frozenset(
    """CAT COLS DICT DICTIONARY DICT_COLUMNS IND OBJ TAB TABS GLOBAL_NAME NLS_DATABASE_PARAMETERS
    NLS_INSTANCE_PARAMETERS NLS_SESSION_PARAMETERS PRODUCT_COMPONENT_VERSION ROLE_SYS_PRIVS ROLE_TAB_PRIVS
    SESSION_PRIVS SESSION_ROLES""".split()
)


# Those that dictionary.sql and dictionary_sequences.sql of the runtime make, with USER_ and ALL_ in front.
MADE: Final = frozenset(
    """TABLES VIEWS SEQUENCES TAB_COLUMNS TAB_COLS INDEXES IND_COLUMNS CONSTRAINTS CONS_COLUMNS TRIGGERS OBJECTS
    TAB_COMMENTS COL_COMMENTS""".split()
)


@rule("QY024", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=TABLE)
def check(found: Expr, context: Context) -> Hit | None:
    path = queried(found, context)
    if not path or (len(path) > 1 and path[0] not in ("SYS", "PUBLIC")) or not is_dictionary(path[-1]):
        return None
    if is_known(path, context):
        return None
    scope, _, rest = path[-1].partition("_")
    if rest in MADE and scope in ("USER", "ALL"):
        name = Part(found.part.first, found.part.first + 2 * (len(path) - 1))
        replace = [(name, f"dbmigrate.{path[-1].lower()}")]
        values = {"object": found.node.name}
        helpers = ("dictionary", "dictionary_sequences") if rest == "SEQUENCES" else ("dictionary",)
        return Hit(replace, note="views", values=values, fix=Fix.REVIEW, at=name, helpers=helpers)
    fix = Fix.REVIEW if context.above(Procedural) is not None else None
    return Hit(values={"object": found.node.name}, fix=fix)


def is_dictionary(name: str) -> bool:
    if name.startswith(("V$", "GV$", "V_$", "GV_$")) or name in OTHERS:
        return True
    scope, _, rest = name.partition("_")
    return scope in SCOPES and rest in VIEWS
