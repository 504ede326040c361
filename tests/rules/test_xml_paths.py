"""XQuery of SQL Server's xml methods as XPath 1.0."""

import pytest

from dbmigrate.rules.functions.xml_paths import NoXPath, xpath


@pytest.mark.parametrize(
    ("query", "of_node", "path"),
    [
        ("(/r/a/@id)[1]", False, "(/x/r/a/@id)[1]"),
        ("@id", True, "/x/*/@id"),
        (".", True, "/x/*"),
        ("(./b/text())[1]", True, "(/x/*/b/text())[1]"),
        ('./b[@k="1"]/c', True, '/x/*/b[@k = "1"]/c'),
        ("/r/a[@id eq 1 and b='x']", False, "/x/r/a[@id = 1 and b = 'x']"),
        ("string(.)[1]", True, "string(/x/*)"),
        ("count(/r/a)", False, "count(/x/r/a)"),
        ("//a", False, "/x//a"),
        ("(/病历/姓名)[1]", False, "(/x/病历/姓名)[1]"),
        ('declare default element namespace "u"; /病历/@号', False, "/x/d:病历/@号"),
    ],
)
def test_paths(query: str, of_node: bool, path: str) -> None:
    assert xpath(query, of_node=of_node).path == path


@pytest.mark.parametrize("query", ["for $x in /a return $x", 'sql:column("x")', "<a>{1}</a>", ""])
def test_no_xpath(query: str) -> None:
    with pytest.raises(NoXPath):
        xpath(query, of_node=False)


def test_nodes_have_no_parents() -> None:
    for query in ("../x", "/r/a"):
        with pytest.raises(NoXPath):
            xpath(query, of_node=True)
    assert xpath("/r/a", of_node=True, of_root=True).path == "/x/r/a"


def test_namespaces() -> None:
    found = xpath('declare namespace ci="uri:ci"; (ci:a/@b)[1]', of_node=True)
    assert found.path == "(/x/*/ci:a/@b)[1]"
    assert found.names == (("ci", "uri:ci"),)
