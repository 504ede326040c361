"""SQL in MyBatis mappers: scan and diff look at it, convert leaves it alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import Commands

TABLE = "CREATE TABLE pat_visit (patient_id VARCHAR2(10), visit_id NUMBER(2), admit_time DATE, fee NUMBER(10,2));\n"
MAPPER = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "http://mybatis.org/dtd/mybatis-3-mapper.dtd">
<mapper namespace="com.his.PatMapper">
  <!-- 病人就诊 -->
  <sql id="cols">patient_id, NVL(fee, 0) fee</sql>
  <select id="list" resultType="map">
    SELECT <include refid="cols"/>, NVL(visit_id, #{{def,jdbcType=DECIMAL}}) v FROM pat_visit
    <where>
      <if test="from != null">AND admit_time &gt;= TRUNC(SYSDATE) AND fee &lt; 3</if>
      <choose>
        <when test="a">AND NVL(visit_id, 0) = 1</when>
        <otherwise>AND DECODE(visit_id, 1, 'A', 'B') = 'A'</otherwise>
      </choose>
    </where>
    ORDER BY ${{col}}
  </select>
  <select id="again">SELECT <include refid="cols"/> FROM pat_visit</select>
  <update id="upd"><![CDATA[ UPDATE pat_visit SET fee = NVL(fee, 0) WHERE fee < 3 ]]></update>
  <select id="lost">SELECT <include refid="nowhere.Mapper.cols"/> FROM pat_visit</select>
  <select id="other" databaseId="mysql">SELECT IFNULL(fee, 0) FROM pat_visit LIMIT 1</select>
</mapper>
"""


@pytest.fixture
def estate(dbmigrate: Commands) -> Path:
    folder = Path("src")
    folder.mkdir()
    (folder / "t.sql").write_text(TABLE)
    (folder / "PatMapper.xml").write_bytes(MAPPER.format(encoding="GBK").encode("gb18030"))
    return folder


def issues_of(dbmigrate: Commands, estate: Path) -> list[dict[str, object]]:
    answer = dbmigrate("scan", estate, "--from", "oracle", "-f", "json")
    values = json.loads(answer.out)
    (file,) = (f for f in values["files"] if f["name"] == "PatMapper.xml")
    assert (file["status"], file["encoding"], values["unread"]) == ("read", "gb18030", {})
    return [i for i in values["issues"] if i["file"] == "PatMapper.xml"]


def test_places_are_those_of_the_file(dbmigrate: Commands, estate: Path) -> None:
    text = MAPPER.format(encoding="GBK")
    lines = text.splitlines()
    found = issues_of(dbmigrate, estate)
    places = [(str(i["code"]), int(str(i["offset"])), int(str(i["line"])), int(str(i["column"]))) for i in found]
    said = {(code, lines[line - 1][column - 1 :].split("(")[0][:8]) for code, _, line, column in places}
    expected = {("FN001", "NVL"), ("FN304", "DECODE"), ("FN300", "TRUNC"), ("SE040", "${col}"), ("SE041", "<include")}
    assert expected <= said
    assert all(text[offset] == lines[line - 1][column - 1] for _, offset, line, column in places)


def test_a_unit_for_each_statement(dbmigrate: Commands, estate: Path) -> None:
    values = json.loads(dbmigrate("scan", estate, "--from", "oracle", "-f", "json").out)
    units = {u["name"]: u["verdict"] for u in values["units"] if u["file"] == "PatMapper.xml"}
    assert units == {
        "PatMapper.list": "partial",
        "PatMapper.again": "converted",
        "PatMapper.upd": "converted",
        "PatMapper.lost": "partial",
        "PatMapper.other": "ignored",
    }


def test_the_patch_makes_a_mapper(dbmigrate: Commands, estate: Path) -> None:
    dbmigrate("diff", estate, "--from", "oracle", "-o", "p.patch")
    subprocess.run(["git", "apply", "--whitespace=nowarn", "../p.patch"], cwd=estate, check=True)
    text = (estate / "PatMapper.xml").read_bytes().decode("gb18030")
    root = ElementTree.fromstring(text.replace('encoding="GBK"', 'encoding="UTF-8"').encode())
    made = {e.attrib["id"]: " ".join("".join(e.itertext()).split()) for e in root}
    assert made["cols"] == "patient_id, coalesce(fee, 0) fee"
    assert "coalesce(visit_id, #{def,jdbcType=DECIMAL}) v" in made["list"]
    assert "AND fee < 3" in made["list"] and "CASE visit_id WHEN 1 THEN 'A' ELSE 'B' END = 'A'" in made["list"]
    assert made["upd"] == "UPDATE pat_visit SET fee = coalesce(fee, 0) WHERE fee < 3"
    assert made["other"] == "SELECT IFNULL(fee, 0) FROM pat_visit LIMIT 1"
    assert "病人就诊" in text and "&gt;=" in text


def test_the_page_and_sarif(dbmigrate: Commands, estate: Path) -> None:
    dbmigrate("diff", estate, "--from", "oracle", "-f", "html=d.html", "-f", "md=d.md")
    assert "PatMapper.xml" in Path("d.html").read_text("utf-8")
    assert "+    SELECT <include refid=" in Path("d.md").read_text("utf-8")
    dbmigrate("scan", estate, "--from", "oracle", "-f", "sarif=s.sarif")
    results = json.loads(Path("s.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {r["ruleId"] for r in results} >= {"SE040", "SE041"}


def test_convert_counts_it_as_not_read(dbmigrate: Commands, estate: Path) -> None:
    assert dbmigrate("convert", estate, "--from", "oracle", "-o", "out").code == 0
    assert not Path("out/PatMapper.xml").exists()


def test_mappers_alone(dbmigrate: Commands, estate: Path) -> None:
    (estate / "t.sql").unlink()
    answer = dbmigrate("scan", estate, "--from", "oracle", "-f", "json")
    assert answer.code == 1 and json.loads(answer.out)["files"][0]["status"] == "read"


def test_sqlserver(dbmigrate: Commands) -> None:
    Path("src").mkdir()
    statement = "<select id='x'>SELECT TOP 5 ISNULL(a, #{b}) FROM [t]</select>"
    Path("src/m.xml").write_text(f"<mapper namespace='a.B'>{statement}</mapper>")
    dbmigrate("diff", "src", "--from", "sqlserver", "-o", "p.patch")
    expected = "<select id='x'>SELECT coalesce(a, #{b}) FROM t LIMIT 5</select>"
    assert f"+<mapper namespace='a.B'>{expected}" in Path("p.patch").read_text()


def test_broken_xml_is_an_issue(dbmigrate: Commands, estate: Path) -> None:
    (estate / "PatMapper.xml").write_text("<mapper namespace='a'>\n<select id='x'>SELECT 1 < 2</select></mapper>")
    values = json.loads(dbmigrate("scan", estate, "--from", "oracle", "-f", "json").out)
    (issue,) = (i for i in values["issues"] if i["file"] == "PatMapper.xml")
    assert (issue["code"], issue["line"]) == ("FI001", 2)
    assert {f["name"]: f["status"] for f in values["files"]}["PatMapper.xml"] == "unreadable"


def test_bytes_that_are_no_text(dbmigrate: Commands, estate: Path) -> None:
    statement = b"<select id='x'>SELECT '\xff' FROM pat_visit</select>"
    (estate / "PatMapper.xml").write_bytes(b"<mapper namespace='a.B'>" + statement + b"</mapper>")
    values = json.loads(dbmigrate("scan", estate, "--from", "oracle", "-f", "json").out)
    found = [i["code"] for i in values["issues"] if i["file"] == "PatMapper.xml"]
    assert found == ["FI003", "FI012"]
    assert [u["verdict"] for u in values["units"] if u["file"] == "PatMapper.xml"] == ["incompatible"]


def test_nothing_moves_out_of_a_condition(dbmigrate: Commands) -> None:
    """TOP within a condition would become LIMIT without it; outside of one it moves."""
    Path("src").mkdir()
    Path("src/m.xml").write_text(
        "<mapper namespace='a.B'>"
        "<select id='x'>SELECT <if test='n'>top ${n}</if> a FROM t</select>"
        "<select id='y'>SELECT TOP ${n} a FROM t ORDER BY a</select></mapper>"
    )
    dbmigrate("diff", "src", "--from", "sqlserver", "-o", "p.patch")
    text = Path("p.patch").read_text("utf-8")
    assert "+" in text and text.count("<if test='n'>top ${n}</if> a FROM t</select>") == 2
    assert "<select id='y'>SELECT a FROM t ORDER BY a" in text and "LIMIT ${n}</select>" in text
    values = json.loads(dbmigrate("scan", "src", "--from", "sqlserver", "-f", "json").out)
    open_in_x = {i["code"] for i in values["issues"] if i["unit"] == "select B.x" and i["open"]}
    assert open_in_x == {"SE040", "QY200"}


def test_half_a_rewrite_is_none(dbmigrate: Commands, estate: Path) -> None:
    """ROWNUM goes and LIMIT comes: what stands behind a tag cannot take the one, so the other is not done."""
    (estate / "PatMapper.xml").write_text(
        "<mapper namespace='a.B'><select id='x'>SELECT fee FROM pat_visit"
        "<where><if test='n'>AND ROWNUM &lt;= #{n}</if></where></select></mapper>"
    )
    values = json.loads(dbmigrate("scan", estate, "--from", "oracle", "-f", "json").out)
    found = {i["code"]: (i["edited"], i["open"]) for i in values["issues"] if i["file"] == "PatMapper.xml"}
    assert found == {"QY012": (False, True)}
    dbmigrate("diff", estate, "--from", "oracle", "-o", "p.patch")
    assert "PatMapper" not in Path("p.patch").read_text("utf-8")


def test_fragments_that_users_want_otherwise_are_left_to_a_person(dbmigrate: Commands, estate: Path) -> None:
    """The same text as a date in one statement and as a number in the other."""
    (estate / "PatMapper.xml").write_text(
        "<mapper namespace='a.B'><sql id='f'>c - 1</sql>"
        "<select id='x'>SELECT <include refid='f'/> FROM d</select>"
        "<select id='y'>SELECT <include refid='f'/> FROM n</select></mapper>"
    )
    (estate / "t.sql").write_text("CREATE TABLE d (c DATE);\nCREATE TABLE n (c NUMBER(8));\n")
    values = json.loads(dbmigrate("scan", estate, "--from", "oracle", "-f", "json").out)
    verdicts = {u["name"]: u["verdict"] for u in values["units"] if u["file"] == "PatMapper.xml"}
    assert verdicts == {"B.x": "partial", "B.y": "native"}
    dbmigrate("diff", estate, "--from", "oracle", "-o", "p.patch")
    assert "PatMapper" not in Path("p.patch").read_text("utf-8")
