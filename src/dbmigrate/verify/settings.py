"""Settings of a server that change what a statement means, and values of them that deserve a warning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

# PostgreSQL's own; those of openGauss (guc.cpp, behavior_compat_options); those of KingbaseES (its manual and FAQ).
ASKED: Final = tuple(
    """
    server_encoding lc_collate lc_ctype standard_conforming_strings transform_null_equals search_path TimeZone
    DateStyle IntervalStyle bytea_output xmloption check_function_bodies default_transaction_isolation
    max_identifier_length plpgsql.variable_conflict
    sql_compatibility behavior_compat_options d_format_behavior_compat_options
    database_mode ora_input_emptystr_isnull enable_ci case_sensitive nls_length_semantics enable_upper_colname
    exclude_reserved_words ignore_zero_number trunc_compatible ora_style_nls_date_format nls_date_format
    ora_statement_level_rollback ora_forbid_func_polymorphism ora_func_style guid_default_return_type
    sqlserver_compatibility sql_mode
    """.split()
)
MODES: Final = {"opengauss": "sql_compatibility", "kingbase": "database_mode"}


@dataclass(frozen=True, slots=True)
class Warned:
    """What a value of a setting means for converted code; `{value}` stands for it."""

    setting: str
    fits: Callable[[str], bool]
    english: str
    chinese: str

    def told(self, value: str, lang: str) -> str:
        return (self.chinese if lang == "zh" else self.english).replace("{value}", value)


def off(value: str) -> bool:
    return value.lower() in ("off", "false", "0", "no")


def on(value: str) -> bool:
    return value.lower() in ("on", "true", "1", "yes")


WARNINGS: Final = (
    Warned(
        "standard_conforming_strings",
        off,
        "standard_conforming_strings is off: a backslash in a literal is an escape, literals of Oracle and SQL Server "
        "mean something else",
        "standard_conforming_strings 为 off：字面量中的反斜杠成为转义符，与 Oracle、SQL Server 的含义不同",
    ),
    Warned(
        "transform_null_equals",
        on,
        "transform_null_equals is on: `= NULL` is read as IS NULL",
        "transform_null_equals 为 on：= NULL 被当作 IS NULL",
    ),
    Warned(
        "server_encoding",
        lambda value: value.upper() not in ("UTF8", "GB18030", "GBK", "GB18030_2022"),
        "the database is encoded in {value}: Chinese text is not counted and compared as text",
        "数据库编码为 {value}：中文不按字符计数和比较",
    ),
    Warned(
        "check_function_bodies",
        off,
        "check_function_bodies is off: errors in bodies show only when they run",
        "check_function_bodies 为 off：过程体的错误到运行时才出现",
    ),
    Warned(
        "behavior_compat_options",
        lambda value: bool(value.strip()),
        "behavior_compat_options is not empty ({value}): what the manuals say of defaults does not hold",
        "behavior_compat_options 非空（{value}）：手册所述的默认行为不再成立",
    ),
    Warned(
        "enable_ci",
        on,
        "enable_ci is on: names, and perhaps stored texts, are compared without regard to case",
        "enable_ci 为 on：标识符（可能也包括数据）比较时不区分大小写",
    ),
    Warned(
        "enable_upper_colname",
        on,
        "enable_upper_colname is on: result labels come in upper case",
        "enable_upper_colname 为 on：结果列名为大写",
    ),
    Warned(
        "exclude_reserved_words",
        lambda value: bool(value.strip()),
        "exclude_reserved_words takes words out of the grammar ({value}): a server without it reads scripts otherwise",
        "exclude_reserved_words 去掉了部分关键字（{value}）：没有此设置的服务器对脚本的解读不同",
    ),
    Warned(
        "ora_input_emptystr_isnull",
        off,
        "ora_input_emptystr_isnull is off: '' stays an empty text; rows loaded now do not fit sessions where it is on",
        "ora_input_emptystr_isnull 为 off：'' 保持为空串；此时装入的数据与开启后的会话不一致",
    ),
    Warned(
        "nls_length_semantics",
        lambda value: value.lower() == "byte",
        "nls_length_semantics is byte: varchar(n) holds n bytes, which are n/3 Chinese characters in UTF-8",
        "nls_length_semantics 为 byte：varchar(n) 为 n 个字节，UTF-8 下约 n/3 个汉字",
    ),
)


def warnings(settings: Mapping[str, str]) -> list[tuple[Warned, str]]:
    """The warnings that the server's values deserve, with the value."""
    given = {name.lower(): value for name, value in settings.items()}
    return [(w, given[w.setting]) for w in WARNINGS if w.setting in given and w.fits(given[w.setting])]


__all__ = ["ASKED", "MODES", "WARNINGS", "Warned", "warnings"]
