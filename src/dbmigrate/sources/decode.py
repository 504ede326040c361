"""Turns the bytes of a file into text and back: encoding, byte order mark, line ends, undecodable bytes."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from dbmigrate.model import UsageError
from dbmigrate.records import dataclass

BLOCK: Final = 1 << 20  # bytes read at once; even, so that UTF-16 units are not cut

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ALIASES: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-8-sig": "utf-8",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "zhs16gbk": "gb18030",
    "utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16le": "utf-16-le",
    "utf-16-be": "utf-16-be", "utf-16be": "utf-16-be",
}  # fmt: skip
_CJK: Final = re.compile(
    "[—‘’“”…\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = bytes(sorted(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x00"))) + b"\x7f"
_WESTERN: Final = re.compile(
    r"(?<=[A-Za-z0-9])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[A-Za-z0-9])"
)
_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Unreadable(Exception):
    """The file is no text that we read. `reason` is a key: 'binary', 'utf-32', 'io'."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Encoding:
    """How a file's bytes become text. `assumed`: the bytes fit UTF-8 and GB18030 alike, and one was chosen."""

    name: str  # 'utf-8', 'gb18030', 'utf-16-le', 'utf-16-be'
    bom: bytes = b""
    assumed: bool = False

    @property
    def errors(self) -> str:
        """Keeps what cannot be decoded: bytes as U+DC80.., UTF-16 halves as they are."""
        return "surrogatepass" if self.name.startswith("utf-16") else "surrogateescape"


@dataclass(frozen=True)
class Irregular:
    """Text [offset, offset + length) whose bytes in the file are `raw`: not decodable, or written otherwise."""

    offset: int  # code point
    length: int  # 0 where the bytes have no text at all (an odd byte at the end of UTF-16)
    raw: bytes
    byte_offset: int  # in the file, byte order mark counted


# ------------------------------------------------------------------------------------------------------ detection


def detect(path: Path, forced: str | None = None, majority: str | None = None) -> Encoding:
    """The encoding of a file, read in blocks.

    `forced` is the user's choice, `majority` what most files of the estate are. Raises Unreadable for what is no text
    and UsageError for an unknown `forced`.
    """
    if forced is not None and forced.lower().replace("_", "-") not in _ALIASES:
        raise UsageError(f"unknown encoding: {forced} (known: utf-8, gb18030, utf-16-le, utf-16-be)")
    try:
        with path.open("rb") as file:
            head = file.read(BLOCK)
            return _forced(forced, head) if forced is not None else _detect(head, lambda: file.read(BLOCK), majority)
    except OSError as error:
        raise Unreadable("io", error.strerror or "") from error


def _forced(name: str, head: bytes) -> Encoding:
    found = _ALIASES[name.lower().replace("_", "-")]
    for bom, encoding in _BOMS:
        if head.startswith(bom) and (encoding == found or name.lower().replace("_", "-") == "utf-16"):
            return Encoding(encoding, bom)
    return Encoding(found)


def _detect(head: bytes, more: Callable[[], bytes], majority: str | None) -> Encoding:
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise Unreadable("utf-32")
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Encoding(name, bom)
    wide = _wide(head)
    if wide:
        return Encoding(wide)
    _refuse_binary(head)
    return _narrow(head, more, majority)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: ASCII characters put NULs at every other place, and the text decodes."""
    sample = head[: 1 << 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few, many, name = (even, odd, "utf-16-le") if odd > even else (odd, even, "utf-16-be")
    if many < 2 or many * 20 < len(sample) or few * 20 > many:
        return ""
    text = sample[: len(sample) // 2 * 2].decode(name, "surrogatepass")
    odd_ones = len(_SURROGATES.findall(text)) + sum(text.count(c) for c in "\ufffe\uffff")
    return name if odd_ones * 50 <= len(text) else ""


def _refuse_binary(head: bytes) -> None:
    sample = head[: 1 << 16]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if head.startswith((b"PK\3\4", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\x89PNG", b"MZ\x90")) or (
        sample.count(0) * 50 > len(sample) or controls * 20 > len(sample)
    ):
        raise Unreadable("binary")


def _narrow(head: bytes, more: Callable[[], bytes], majority: str | None) -> Encoding:
    """UTF-8 or GB18030.

    Text whose UTF-8 reading holds Chinese is UTF-8, even with a few damaged bytes (1 in 20): GBK text never reads so.
    Text that is valid UTF-8 without Chinese and valid GB18030 too (one common character in five of GBK looks like a
    Western letter in UTF-8) is ambiguous. Everything else is GB18030.
    """
    utf8 = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    gb18030 = codecs.getincrementaldecoder("gb18030")("strict")
    damaged = sound = 0
    cjk, also_gb, sample = False, True, ""
    block = head
    while True:
        last = not block
        if last or not block.isascii() or utf8.getstate()[0]:
            text = utf8.decode(block, last)
            bad = len(_ESCAPED.findall(text))
            damaged += bad
            sound += max(0, len(block) - len(text))
            cjk = cjk or _CJK.search(text) is not None
            if not cjk and len(sample) < BLOCK:
                sample += text
            if damaged * 20 > sound and damaged > 100:
                return Encoding("gb18030")
        if also_gb and not cjk and not damaged:
            also_gb = _decodes(gb18030, block, last)
        if last:
            break
        block = more()
    if damaged:
        return Encoding("utf-8" if cjk and damaged * 20 <= sound else "gb18030")
    if cjk or not sound or not also_gb:
        return Encoding("utf-8")
    return Encoding(majority if majority in ("utf-8", "gb18030") else _likelier(sample), assumed=True)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, last: bool) -> bool:
    try:
        decoder.decode(block, last)
    except UnicodeDecodeError:
        return False
    return True


def _likelier(text: str) -> str:
    """Without any other file to tell: single foreign letters that touch ASCII letters or digits look Western."""
    return "utf-8" if len(_WESTERN.findall(text)) == len(_NON_ASCII.findall(text)) else "gb18030"


# -------------------------------------------------------------------------------------------------------- reading


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


class Reader:
    """Iterates the text of a file in chunks; no chunk ends between `\\r` and `\\n`.

    After the pass it knows `sha256` (of exactly the bytes that were decoded), `size` (bytes), `characters`, `lines`,
    `line_ends` (runs of (count, end)) and `irregular`. Memory is that of one block. Raises Unreadable('io').
    """

    def __init__(self, path: Path, encoding: Encoding, block: int = BLOCK) -> None:
        self.path = path
        self.encoding = encoding
        self.sha256 = ""
        self.size = 0
        self.characters = 0
        self.lines = 0
        self.line_ends: list[tuple[int, str]] = []
        self.irregular: list[Irregular] = []
        self._block = max(4, block // 2 * 2)  # a byte order mark lies in the first block

    def __iter__(self) -> Iterator[str]:
        self.size = self.characters = self.lines = 0
        self.line_ends, self.irregular = [], []
        digest: _Hash = hashlib.sha256()
        held = last = ""
        try:
            with self.path.open("rb") as file:
                for text in self._decoded(self._hashed(file.read, digest)):
                    text = held + text
                    held = "\r" if text.endswith("\r") else ""
                    if held:
                        text = text[:-1]
                    if text:
                        last = text[-1]
                        yield self._counted(text)
        except OSError as error:
            raise Unreadable("io", error.strerror or "") from error
        if held:
            last = held
            yield self._counted(held)
        self.lines = sum(count for count, _ in self.line_ends) + (last not in ("", "\n", "\r"))
        self.sha256 = digest.hexdigest()

    def _hashed(self, read: Callable[[int], bytes], digest: _Hash) -> Iterator[bytes]:
        while block := read(self._block):
            digest.update(block)
            self.size += len(block)
            yield block

    def _decoded(self, blocks: Iterator[bytes]) -> Iterator[str]:
        """Decodes block by block and notes every piece that does not give its bytes back."""
        encoding, bom = self.encoding, self.encoding.bom
        decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
        pending = b""
        done = 0  # bytes that are decoded
        characters = 0
        for block in blocks:
            if not done and block.startswith(bom):
                block = block[len(bom) :]
                done = len(bom)
            text = decoder.decode(block)
            data = pending + block
            pending = decoder.getstate()[0]
            raw = data[: len(data) - len(pending)] if pending else data
            self._note(text, raw, characters, done)
            done += len(raw)
            characters += len(text)
            yield text
        if pending:
            text = self._last(pending)
            self._note(text, pending, characters, done)
            yield text

    def _last(self, pending: bytes) -> str:
        """A sequence that the end of the file cuts off."""
        if self.encoding.errors == "surrogateescape":
            return pending.decode("ascii", "surrogateescape")
        return pending[: len(pending) // 2 * 2].decode(self.encoding.name, "surrogatepass")

    def _note(self, text: str, raw: bytes, offset: int, byte_offset: int) -> None:
        unit = 2 if self.encoding.name.startswith("utf-16") else 1
        if text.isascii() and len(text) * unit == len(raw):
            return
        plain = text.encode(self.encoding.name, self.encoding.errors)
        if plain == raw and not _SURROGATES.search(text):
            return
        self.irregular += _irregular(text, raw, self.encoding, offset, byte_offset)

    def _counted(self, text: str) -> str:
        self.characters += len(text)
        crlf = text.count("\r\n")
        lf, cr = text.count("\n") - crlf, text.count("\r") - crlf
        kinds = [(n, end) for n, end in ((crlf, "\r\n"), (lf, "\n"), (cr, "\r")) if n]
        if len(kinds) > 1:
            kinds = [(1, end) for end in _LINE_END.findall(text)]
        for count, end in kinds:
            if self.line_ends and self.line_ends[-1][1] == end:
                self.line_ends[-1] = (self.line_ends[-1][0] + count, end)
            else:
                self.line_ends.append((count, end))
        return text


def _irregular(text: str, raw: bytes, encoding: Encoding, offset: int, byte_offset: int) -> Iterator[Irregular]:
    """Walks text and bytes side by side; neighbouring irregular characters become one entry."""
    name, errors = encoding.name, encoding.errors
    found: Irregular | None = None
    index = at = 0
    while index < len(text):
        line = text[index : text.find("\n", index) + 1 or len(text)]
        written = line.encode(name, errors)
        if raw.startswith(written, at) and not _SURROGATES.search(line):  # most lines are sound
            if found is not None:
                yield found
                found = None
            index, at = index + len(line), at + len(written)
            continue
        for character in line:
            written = character.encode(name, errors)
            piece = raw[at : at + len(written)]
            if written == piece and not "\ud800" <= character <= "\udfff":
                if found is not None:
                    yield found
                    found = None
            else:
                if written != piece:
                    piece = raw[at : at + _width(raw, at, name)]
                if found is None:
                    found = Irregular(offset + index, 1, piece, byte_offset + at)
                else:
                    found = replace(found, length=found.length + 1, raw=found.raw + piece)
            index, at = index + 1, at + len(piece)
    if found is not None:
        yield found
    if at < len(raw):
        yield Irregular(offset + len(text), 0, raw[at:], byte_offset + at)


def _width(raw: bytes, at: int, name: str) -> int:
    """Bytes of the character at `at`, which its encoding would write otherwise."""
    if name.startswith("utf-16"):
        return 2
    if name == "gb18030" and raw[at] > 0x7F:
        return 4 if raw[at + 1 : at + 2].isdigit() else 2
    return 1


# -------------------------------------------------------------------------------------------------------- writing


def encode(text: str, encoding: Encoding, irregular: Sequence[Irregular] = ()) -> bytes:
    """The exact inverse of Reader: the whole text of a file gives the file's bytes."""
    return b"".join(encode_chunks((text,), encoding, irregular))


def encode_chunks(chunks: Iterable[str], encoding: Encoding, irregular: Sequence[Irregular] = ()) -> Iterator[bytes]:
    """Like encode, in chunks. Halves of UTF-16 pairs that UTF-8 cannot hold come out as their three plain bytes."""
    yield encoding.bom
    places = iter(irregular)
    place = next(places, None)
    offset = 0  # of the chunk
    held = ""
    for chunk in chunks:
        chunk = held + chunk
        held = ""
        at = 0
        while place is not None and place.offset < offset + len(chunk):
            start = place.offset - offset
            yield _plain(chunk[at:start], encoding)
            if start + place.length > len(chunk):
                held = chunk[start:]
                chunk = chunk[:start]
                at = start
                break
            yield place.raw
            at = start + place.length
            place = next(places, None)
        yield _plain(chunk[at:], encoding)
        offset += len(chunk)
    yield _plain(held, encoding)
    while place is not None:
        yield place.raw
        place = next(places, None)


def _plain(text: str, encoding: Encoding) -> bytes:
    try:
        return text.encode(encoding.name, encoding.errors)
    except UnicodeEncodeError:
        if encoding.name != "utf-8":
            raise
        return b"".join(
            c.encode("utf-8", "surrogateescape" if "\udc80" <= c <= "\udcff" else "surrogatepass") for c in text
        )


__all__ = ["BLOCK", "Encoding", "Irregular", "Reader", "Unreadable", "detect", "encode", "encode_chunks"]
