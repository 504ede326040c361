"""Oracle's format models on constant texts: what is read, and what is left alone."""

import pytest

from dbmigrate.rules.functions.date_constants import read_constant


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        ("2020-01-01 10:00:00", "yyyy-mm-dd hh24:mi:ss", "2020-01-01 10:00:00"),
        ("2020-01-01", "yyyy-mm-dd hh24:mi:ss", "2020-01-01"),  # a text may end before its model
        ("20200101", "yyyy-mm-dd", "2020-01-01"),
        ("2020/1/5", "yyyy-mm-dd", "2020-01-05"),
        ("20200101 101112", "yyyymmdd hh24miss", "2020-01-01 10:11:12"),
        ("2020年1月5日", 'yyyy"年"mm"月"dd"日"', "2020-01-05"),
        ("DD.05.2024 07", '"DD".mm.yyyy dd', "2024-05-07"),
        ("01-JAN-49", "DD-MON-RR", "2049-01-01"),
        ("01-January-50", "DD-MONTH-RR", "1950-01-01"),
        ("01-1月 -95", "DD-MON-RR", "1995-01-01"),
        ("01-12月-20 12.30.00.125000000 上午", "DD-MON-RR HH.MI.SSXFF AM", "2020-12-01 00:30:00.125"),
        ("06-MAY-24 12.14.15.500000000 PM", "DD-MON-RR HH.MI.SSXFF AM", "2024-05-06 12:14:15.5"),
        ("2020-01-01T10:11", 'yyyy-mm-dd"T"hh24:mi', "2020-01-01 10:11:00"),
        ("2020-01-01 3661", "yyyy-mm-dd sssss", "2020-01-01 01:01:01"),
        ("2020-01-01 10:00 -05:30", "yyyy-mm-dd hh24:mi tzh:tzm", "2020-01-01 10:00:00-05:30"),
        ("1986-05-04 02:30", "YYYY-MM-DD HH24:MI", "1986-05-04 02:30:00"),  # no such hour in Asia/Shanghai
    ],
)
def test_what_the_model_reads(text: str, model: str, expected: str) -> None:
    moment = read_constant(text, model)
    assert moment is not None
    assert moment.text() == expected


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("2020", "yyyy"),  # the current month
        ("10:00", "hh24:mi"),  # the current month
        ("2020-02-30", "yyyy-mm-dd"),
        ("2020-01-01 24:00", "yyyy-mm-dd hh24:mi"),
        ("2020-01-01 10:00", "yyyy-mm-dd hh:mi"),  # forenoon or afternoon
        ("2020-01-01 13:00 PM", "yyyy-mm-dd hh:mi PM"),
        ("2020-01-01x", "yyyy-mm-dd"),
        ("2020-01-01", "yyyy-mm"),
        ("01-ene-20", "DD-MON-RR"),  # the session's language
        ("monday 2020-01-06", "day yyyy-mm-dd"),
        ("2020-13-01", "yyyy-mm-dd"),
    ],
)
def test_what_is_left_alone(text: str, model: str) -> None:
    moment = read_constant(text, model)
    assert moment is None or moment.text() is None


def test_more_digits_than_the_target_holds() -> None:
    moment = read_constant("2020-01-01 10:00:00.123456789", "yyyy-mm-dd hh24:mi:ss.ff9")
    assert moment is not None
    assert (moment.text(), moment.exact) == ("2020-01-01 10:00:00.123456", False)
