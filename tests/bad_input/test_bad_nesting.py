"""Text that ends in the middle of something or nests too deeply costs one unit, never its neighbours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Commands
from conversion import converted

from dbmigrate.model import Verdict

BEFORE = "create table before_it (a varchar(3));\n"
AFTER = "create table after_it (a varchar(3));\n"
SECRET = "Zhang-440306199001010011"
DEEP = 500
TEXTS = {
    "parentheses in a query": f"select {'(' * DEEP}1{')' * DEEP} from before_it;\n",
    "parentheses in a default": f"create table t (a varchar(3) default {'(' * DEEP}1{')' * DEEP});\n",
    "parentheses in a check": f"alter table before_it add check ({'(' * DEEP}1 = 1{')' * DEEP});\n",
    "cases": f"select {'case when a = 1 then ' * DEEP}1{' end' * DEEP} from before_it;\n",
    "sub-queries": f"select 1 from {'(select * from ' * DEEP}before_it{')' * DEEP};\n",
    "NOT": f"delete from before_it where {'not ' * 5000}a = '1';\n",
    "minus signs": f"select {'- ' * 5000}1 from before_it;\n",
    "unions": f"select 1 from before_it{' union all select 1 from before_it' * 2000};\n",
}


@pytest.mark.parametrize("source", ["oracle", "sqlserver"])
@pytest.mark.parametrize("name", TEXTS)
def test_deep_nesting(source: str, name: str, estate: Path, tmp_path: Path) -> None:
    (estate / "a.sql").write_text(BEFORE + TEXTS[name] + AFTER)
    made = converted(estate, tmp_path / "out", source)
    (_, first), *middle, (_, last) = made.verdicts
    assert (first, last) == (Verdict.NATIVE, Verdict.NATIVE)
    assert len(middle) == 1 and middle[0][1] is not Verdict.IGNORED
    if middle[0][1] is Verdict.UNASSESSED:
        assert [dict(i.values) for i in made.issues("XX001")] == [{"reason": "nested too deeply"}]
    text = made.output("a.sql").decode()
    assert text.startswith(BEFORE) and text.endswith(AFTER)


DEEPER = 5000
ORACLE_CODE = "create or replace procedure p is n number; begin\n{}\nend;\n/\n"
SQLSERVER_CODE = "create procedure p as\nbegin\ndeclare @n int\n{}\nend\ngo\n"
CODE = {
    "oracle": {
        "if": "if n = 1 then\n" * DEEPER + "n := 2;\n" + "end if;\n" * DEEPER,
        "begin": "begin\n" * DEEPER + "n := 2;\n" + "end;\n" * DEEPER,
        "loop": "loop\n" * DEEPER + "n := 2;\n" + "end loop;\n" * DEEPER,
        "||": "n := '1'" + " || 'x'" * DEEPER + ";",
        "parentheses": f"n := {'(' * DEEPER}1{')' * DEEPER};",
        "case": f"n := {'case when n = 1 then ' * DEEPER}1{' end' * DEEPER};",
    },
    "sqlserver": {
        "if": "if @n = 1\n" * DEEPER + "set @n = 2\n",
        "begin": "begin\n" * DEEPER + "set @n = 2\n" + "end\n" * DEEPER,
        "while": "while @n = 1 begin\n" * DEEPER + "set @n = 2\n" + "end\n" * DEEPER,
        "try": "begin try\n" * DEEPER + "set @n = 2\n" + "end try begin catch end catch\n" * DEEPER,
        "+": "set @n = 1" + " + 1" * DEEPER,
        "parentheses": f"set @n = {'(' * DEEPER}1{')' * DEEPER}",
    },
}


@pytest.mark.parametrize(("source", "name"), [(source, name) for source, texts in CODE.items() for name in texts])
def test_deep_nesting_in_code(source: str, name: str, estate: Path, tmp_path: Path) -> None:
    text = (ORACLE_CODE if source == "oracle" else SQLSERVER_CODE).format(CODE[source][name])
    (estate / "a.sql").write_text(BEFORE + text + AFTER)
    made = converted(estate, tmp_path / "out", source)
    (_, first), (_, code), (_, last) = made.verdicts
    assert (first, last) == (Verdict.NATIVE, Verdict.NATIVE)
    assert code in (Verdict.PARTIAL, Verdict.INCOMPATIBLE, Verdict.UNASSESSED)
    assert not made.issues("XX003"), "no rule may be at fault"


@pytest.mark.parametrize("source", ["oracle", "sqlserver"])
def test_unclosed_parentheses(source: str, estate: Path, tmp_path: Path) -> None:
    (estate / "a.sql").write_text(BEFORE + f"select {'(' * 5000} from before_it\n/\nGO\n" + AFTER)
    made = converted(estate, tmp_path / "out", source)
    assert made.verdicts[0][1] is Verdict.NATIVE
    assert made.verdicts[1][1] is Verdict.UNASSESSED
    assert made.output("a.sql").decode().endswith("\n" + AFTER)


ENDS = {"oracle": "/\n", "sqlserver": "GO\n"}
OPEN = {
    "string": "insert into before_it values ('{})",
    "quoted name": 'insert into before_it values ("{})',
    "comment": "insert into before_it values (1) /* {}",
}


@pytest.mark.parametrize("source", ENDS)
@pytest.mark.parametrize("name", OPEN)
def test_what_is_not_closed_costs_one_batch_and_shows_no_literal(
    source: str, name: str, estate: Path, dbmigrate: Commands, tmp_path: Path
) -> None:
    text = BEFORE + OPEN[name].format(SECRET) + "\n" + ENDS[source] + AFTER
    (estate / "a.sql").write_text(text)
    made = converted(estate, tmp_path / "again", source)
    assert made.verdicts[0][1] is Verdict.NATIVE and Verdict.UNASSESSED in dict(made.verdicts[1:]).values()
    if (source, name) != ("oracle", "comment"):  # to SQL*Plus the rest of the file is comment
        assert made.verdicts[-1] == ("table after_it", Verdict.NATIVE)
        assert made.output("a.sql").decode().endswith("\n" + AFTER)
    for arguments in (["scan", estate], ["scan", estate, "-f", "json"], ["convert", estate, "-o", "out"]):
        answer = dbmigrate(*arguments, "--from", source)
        assert "XX001" in answer.out
        assert SECRET not in answer.out + answer.err
    assert SECRET not in Path("out/_dbmigrate/residue.md").read_text("utf-8")


def test_a_rule_that_crashes_shows_no_text(estate: Path, dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ValueError(f"an invented fault at '{SECRET}'")

    monkeypatch.setattr("dbmigrate.statements.convert", crash)
    (estate / "a.sql").write_text(BEFORE)
    answer = dbmigrate("scan", estate, "-f", "json", "--from", "oracle")
    (issue,) = json.loads(answer.out)["issues"]
    assert issue["code"] == "XX003" and "ValueError" in issue["message"]
    assert SECRET not in answer.out + answer.err


@pytest.mark.timeout(60)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("source", ["oracle", "sqlserver"])
@pytest.mark.parametrize("mark", ["'", '"', "[", "/*", "q'[", "N'", "(", "q'", "''", "'\"", '"\'', "--'"])
def test_an_open_quote_before_many_lines_costs_no_time(
    mark: str, source: str, end: str, estate: Path, tmp_path: Path
) -> None:
    """Ways to cut up n line ends must not be tried one by one: they double with every line."""
    lines = ["select a from before_it where a = 1 and (b = 2 or c in (3, 4))"] * 60
    texts = (mark + end.join(lines), end.join([*lines, mark]), end.join(f"{line} {mark}" for line in lines))
    for place, text in enumerate(texts):
        (estate / f"{place}.sql").write_bytes(("begin" + end + text + end).encode())
    converted(estate, tmp_path / "out", source)
