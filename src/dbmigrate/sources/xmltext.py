"""XML with places: elements and texts by their offsets. No entity but the five of XML is known, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Final

from dbmigrate.records import dataclass

_NAME: Final = r"[^\s<>/='\"&;]+"
_MARKUP: Final = re.compile(
    r"<!--[\s\S]*?-->|<!\[CDATA\[(?P<cdata>[\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!(?:[^<>\[]|\[[^\]]*\])*>"
    rf"|</(?P<close>{_NAME})\s*>|<(?P<open>{_NAME})(?P<attributes>(?:\s+{_NAME}\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(?P<empty>/?)>"
)
_ATTRIBUTE: Final = re.compile(rf"({_NAME})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
ENTITY: Final = re.compile(r"&(?:#(?P<number>\d{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>lt|gt|amp|quot|apos));")
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
DEEPEST: Final = 200


class BadXml(Exception):
    """The text is not well-formed, at an offset."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Text:
    """Characters start..end of the file; in CDATA they stand for themselves."""

    start: int
    end: int
    cdata: bool = False


@dataclass(slots=True)
class Element:
    """`start` and `end` hold the tags, `inside` and `inside_end` what is between them."""

    tag: str
    attributes: dict[str, str]
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    children: list[Element | Text] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        return (c for c in self.children if isinstance(c, Element))


def parse(text: str) -> Element:
    """The root element. Raises BadXml."""
    root = Element("", {}, 0, 0, len(text), len(text))
    stack, at = [root], 0
    while (start := text.find("<", at)) >= 0:
        add_text(stack[-1], at, start)
        found = _MARKUP.match(text, start)
        if found is None:  # at once, or a text of many openings would take its square in time
            raise BadXml("a < that opens nothing", start)
        at = found.end()
        if found["cdata"] is not None:
            stack[-1].children.append(Text(found.start("cdata"), found.end("cdata"), True))
        elif found["close"]:
            if found["close"] != stack[-1].tag:
                raise BadXml(f"</{found['close'][:40]}> closes <{stack[-1].tag[:40]}>", found.start())
            stack[-1].inside_end, stack[-1].end = found.start(), at
            stack.pop()
        elif found["open"]:
            made = Element(found["open"], attributes(found["attributes"]), found.start(), at, at, at)
            stack[-1].children.append(made)
            if not found["empty"]:
                stack.append(made)
            if len(stack) > DEEPEST:
                raise BadXml("elements are nested too deeply", found.start())
    add_text(stack[-1], at, len(text))
    if len(stack) > 1:
        raise BadXml(f"<{stack[-1].tag[:40]}> has no end", stack[-1].start)
    first = next(root.elements(), None)
    if first is None:
        raise BadXml("there is no element", 0)
    return first


def attributes(written: str) -> dict[str, str]:
    return {m[1]: unescaped(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(written)}


def add_text(parent: Element, start: int, end: int) -> None:
    if start < end:
        parent.children.append(Text(start, end))


def unescaped(text: str) -> str:
    return ENTITY.sub(character, text) if "&" in text else text


def character(found: re.Match[str]) -> str:
    if found["name"]:
        return NAMED[found["name"]]
    code = int(found["number"]) if found["number"] else int(found["hex"], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found.group()


def escaped(text: str) -> str:
    """For the text of an element. `>` may stay as it is, but not behind `]]`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")


__all__ = ["ENTITY", "BadXml", "Element", "Text", "character", "escaped", "parse", "unescaped"]
