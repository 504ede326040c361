"""Logins that a driver does not speak: recognised by what it says, answered with what helps.

openGauss numbers its requests on its own (10 sha256, 11 md5 over a sha256 password, 12 sha256 of RFC 5802, 13 sm3;
src/include/libpq/pqcomm.h); 10 and 11 mean SASL to a stock libpq, so that it speaks of SASL mechanisms. KingbaseES
offers scram-sm3 and sm4 beside scram-sha-256.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.model import UsageError

FOREIGN: Final = re.compile(
    r"SASL authentication mechanisms are supported|SASL_CONT without|authentication (method|type) (1[0-9])\b"
    r"|expected authentication request from server|unsupported authentication request|AuthenticationMethodError",
    re.IGNORECASE,
)
TEXTS: Final = {
    "psycopg": (
        "the server asks for a login that psycopg does not speak (openGauss: sha256, KingbaseES: sm3); "
        "write opengauss:// and install dbmigrate[opengauss], or kingbase:// and dbmigrate[kingbase], or let the "
        "server take md5 or scram-sha-256 (openGauss: password_encryption_type = 1, then set the password again)",
        "服务器要求 psycopg 不支持的登录方式（openGauss 的 sha256、KingbaseES 的 sm3）；请改写 opengauss:// 并安装 "
        "dbmigrate[opengauss]，或改写 kingbase:// 并安装 dbmigrate[kingbase]，或让服务器接受 md5 或 scram-sha-256"
        "（openGauss：设 password_encryption_type = 1 后重新设置该用户的口令）",
    ),
    "ksycopg2": (
        "the server asks for a login that ksycopg2 does not speak; let sys_hba.conf take scram-sha-256 or md5 for this "
        "user",
        "服务器要求 ksycopg2 不支持的登录方式；请在 sys_hba.conf 中允许该用户使用 scram-sha-256 或 md5",
    ),
    "py_opengauss": (
        "the server asks for a login that py-opengauss does not speak: it knows md5 and sha256, not sm3",
        "服务器要求 py-opengauss 不支持的登录方式：它支持 md5 和 sha256，不支持 sm3",
    ),
    "extra": (
        "{driver} is not installed: pip install 'dbmigrate[{extra}]'",
        "未安装 {driver}：pip install 'dbmigrate[{extra}]'",
    ),
}


class LoginRefused(UsageError):
    """No connection for a reason that can be told in both languages."""

    def __init__(self, key: str, **values: str) -> None:
        english, chinese = (text.format(**values) for text in TEXTS[key])
        super().__init__(english)
        self.chinese = chinese

    def told(self, lang: str) -> str:
        return self.chinese if lang == "zh" else str(self)


def foreign_login(message: str, driver: str) -> LoginRefused | None:
    """The answer to what a driver said, where it speaks of a login that it does not know."""
    return LoginRefused(driver) if FOREIGN.search(message) else None


__all__ = ["LoginRefused", "foreign_login"]
