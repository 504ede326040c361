"""Text from the outside made visible: control characters, bidi controls and lone bytes cannot act or hide."""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 400  # characters of one value; generated SQL has names and lines without end
UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def shown(text: str, most: int = MOST) -> str:
    """One line of text that is what it seems to be."""
    if len(text) > most:
        text = text[:most] + "…"
    return UNSEEN.sub(escaped, text)


def escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    if found.group() in "\t\n\r":
        return " "
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
