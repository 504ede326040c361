"""Mappers: which statements an element becomes, and XML that wants to break the reader."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest

from dbmigrate.sources.mybatis import Mapper, fragments, of_another_database, variants
from dbmigrate.sources.xmltext import BadXml, escaped, parse


def texts(body: str, root: str = 'mapper namespace="a.B"') -> list[str]:
    """The variants of the file's first statement, blanks folded."""
    mapper = Mapper.read("m.xml", f"<{root}>{body}</{root.split()[0]}>")
    found = variants(mapper, mapper.statements[0], fragments([mapper]), "oracle")
    return [" ".join(e.text.split()) for e in found]


CASES = {
    "where": (
        "<select id='x'>SELECT 1 FROM t <where><if test='a'>AND a = #{a,jdbcType=INTEGER}</if>"
        "<if test='b'> or b &lt;&gt; 2</if></where></select>",
        ["SELECT 1 FROM t WHERE a = mb_b1 or b <> 2"],
    ),
    "android is no AND": (
        "<select id='x'>SELECT 1 FROM t <where>android = 1</where></select>",
        ["SELECT 1 FROM t WHERE android = 1"],
    ),
    "an empty where": ("<select id='x'>SELECT 1 FROM t <where> </where></select>", ["SELECT 1 FROM t"]),
    "set": (
        "<update id='x'>UPDATE t <set><if test='a'>a = #{a},</if>"
        "<if test='b'>b = #{b},</if></set> WHERE c = 1</update>",
        ["UPDATE t SET a = mb_b1,b = mb_b2 WHERE c = 1"],
    ),
    "trim": (
        "<insert id='x'>INSERT INTO t <trim prefix='(' suffix=')' suffixOverrides=','>a, b,</trim> "
        "VALUES (1, 2)</insert>",
        ["INSERT INTO t ( a, b ) VALUES (1, 2)"],
    ),
    "foreach": (
        "<delete id='x'>DELETE FROM t WHERE a IN "
        "<foreach collection='l' open='(' close=')' separator=','>#{i}</foreach></delete>",
        ["DELETE FROM t WHERE a IN ( mb_b1 )"],
    ),
    "choose": (
        "<select id='x'>SELECT <choose><when test='a'>1</when><when test='b'>2</when>"
        "<otherwise>3</otherwise></choose></select>",
        ["SELECT 1", "SELECT 2", "SELECT 3"],
    ),
    "the branch of the source": (
        "<select id='x'>SELECT <choose><when test=\"_databaseId == 'mysql'\">1</when>"
        "<when test=\"dbName=='oracle'\">2</when>"
        "<otherwise>3</otherwise></choose><if test=\"_databaseId != 'oracle'\"> LIMIT 1</if></select>",
        ["SELECT 2"],
    ),
    "no branch of the source": (
        "<select id='x'>SELECT <choose><when test=\"_databaseId == 'mysql'\">1</when>"
        "<otherwise>3</otherwise></choose></select>",
        ["SELECT 3"],
    ),
    "cdata and comments": (
        "<select id='x'><!-- a <b> -->SELECT <![CDATA[ a < 1 AND '&lt;' = b ]]>--</select>",
        ["SELECT a < 1 AND '&lt;' = b --"],
    ),
    "bind is no text": ("<select id='x'><bind name='p' value='1'/>SELECT #{p}</select>", ["SELECT mb_b1"]),
    "hole": ("<select id='x'>SELECT * FROM ${t} ORDER BY ${c}</select>", ["SELECT * FROM mb_h1 ORDER BY mb_h2"]),
    "character by number": ("<select id='x'>SELECT '&#30149;&#x4EBA;'</select>", ["SELECT '病人'"]),
}


@pytest.mark.parametrize("name", CASES)
def test_expansion(name: str) -> None:
    body, expected = CASES[name]
    assert texts(body) == expected


def test_fragments_of_other_files() -> None:
    statement = "<select id='x'>SELECT <include refid='own'/>, <include refid='c.D.cols'/> FROM t</select>"
    body = f"<sql id='own'>a</sql>{statement}"
    shared = "<sql id='cols'>b, <include refid='more'/></sql><sql id='more'>c</sql>"
    other = Mapper.read("o.xml", f"<mapper namespace='c.D'>{shared}</mapper>")
    own = Mapper.read("m.xml", f"<mapper namespace='a.B'>{body}</mapper>")
    (made,) = variants(own, own.statements[0], fragments([own, other]), "oracle")
    assert " ".join(made.text.split()) == "SELECT a, b, c FROM t"
    assert {p.file for p in made.pieces} == {"m.xml", "o.xml"}


def test_a_fragment_that_includes_itself_ends() -> None:
    body = "<sql id='a'>x <include refid='a'/></sql><select id='q'><include refid='a'/></select>"
    mapper = Mapper.read("m.xml", f"<mapper>{body}</mapper>")
    (made,) = variants(mapper, mapper.statements[0], fragments([mapper]), "oracle")
    assert made.missing


def test_ibatis_2() -> None:
    body = (
        "<select id='x'>SELECT * FROM t <dynamic prepend='WHERE'>"
        "<isNotEmpty property='a' prepend='AND'>a = #a#</isNotEmpty>"
        "<iterate property='l' prepend='AND' open='b IN (' close=')' conjunction=','>#l[]#</iterate>"
        "</dynamic> ORDER BY $c$</select>"
    )
    expected = ["SELECT * FROM t WHERE a = mb_b1 AND b IN ( mb_b2 ) ORDER BY mb_h3"]
    assert texts(body, root='sqlMap namespace="a"') == expected


def test_pieces_stand_where_they_say() -> None:
    for body, _ in CASES.values():
        text = f"<mapper namespace='a.B'>{body}</mapper>"
        mapper = Mapper.read("m.xml", text)
        for expansion in variants(mapper, mapper.statements[0], {}, "oracle"):
            assert all(text[p.start : p.end] == p.text for p in expansion.pieces if p.same)


def test_statements_of_another_database() -> None:
    body = "<select id='a' databaseId='mysql'/><select id='b' databaseId='Oracle'/><select id='c'/>"
    mapper = Mapper.read("m.xml", f"<mapper>{body}</mapper>")
    assert [of_another_database(e, "oracle") for e in mapper.statements] == [True, False, False]


def test_choices_are_bounded() -> None:
    whens = "".join(f"<when test='{n}'>{n}</when>" for n in range(50))
    assert len(texts(f"<select id='x'>SELECT <choose>{whens}</choose></select>")) == 8


BAD = {
    "unclosed": "<mapper><select>",
    "crossed": "<mapper><a><b></a></b></mapper>",
    "no element": "hello",
    "a bare <": "<mapper>a < b</mapper>",
    "unclosed comment": "<mapper><!-- x",
    "unclosed cdata": "<mapper><![CDATA[ x </mapper>",
    "deep": "<a>" * 10_000,
}


@pytest.mark.parametrize("name", BAD)
def test_xml_that_is_none(name: str) -> None:
    with pytest.raises(BadXml):
        parse(BAD[name])


@pytest.mark.parametrize("text", ["<![" * 300_000, "<!--" * 300_000, "<a " + "b='c' " * 100_000, "<" * 500_000])
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(BadXml):
        parse(text)
    assert time.perf_counter() - started < 3


def test_entities_are_not_followed() -> None:
    text = (
        '<!DOCTYPE mapper [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<mapper><select id='x'>SELECT '&b;&f;&lt;'</select></mapper>"
    )
    mapper = Mapper.read("m.xml", text)
    assert variants(mapper, mapper.statements[0], {}, "oracle")[0].text == "SELECT '&b;&f;<'"


def test_what_is_escaped_reads_back() -> None:
    text = "a < b && c > d ]]> '\"病"
    assert ElementTree.fromstring(f"<a>{escaped(text)}</a>").text == text
