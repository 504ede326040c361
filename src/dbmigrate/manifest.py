"""The manifest of a conversion: with the output it is enough to rebuild every source file byte for byte."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from dbmigrate.outcome import Outcome
from dbmigrate.results import ConvertedText
from dbmigrate.sources.decode import Encoding, Irregular, encode

SCHEMA: Final = "dbmigrate.manifest/1"
FOLDER: Final = "_dbmigrate"
NAME: Final = f"{FOLDER}/manifest.json"


def unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass
class FileRecord:
    """One file's part of the manifest. Edits are streamed to the manifest while the file is written.

    With line ends made `\\n`, positions and texts of the edits are those of the source with its line ends made `\\n`.
    """

    stream: IO[str]
    keep_lines: bool
    position: int = 0  # in the (possibly line-end normalised) source
    line: int = 1  # in the output
    first: bool = True
    units: list[dict[str, Any]] = field(default_factory=list)

    def add(self, stretch: ConvertedText) -> None:
        if stretch.edits:
            self.stream.write("" if self.first else ",\n")
            self.stream.write(json_text(list(self.normalised(stretch)))[1:-1])
            self.first = False
        source = stretch.source if self.keep_lines else unix_lines(stretch.source)
        lines = unix_lines(stretch.output).count("\n")
        if stretch.unit is not None:
            record = unit_record(stretch, self.position, len(source), self.line, self.line + lines)
            if not (self.units and continues(self.units[-1], record)):
                self.units.append(record)
        self.position += len(source)
        self.line += lines

    def normalised(self, stretch: ConvertedText) -> Iterator[list[Any]]:
        """The edits as the manifest holds them: start, end, old, new, code."""
        if self.keep_lines or "\r" not in stretch.source:
            shift = self.position - stretch.start
            for e in stretch.edits:
                yield [e.start + shift, e.end + shift, e.old, e.new if self.keep_lines else unix_lines(e.new), e.code]
            return
        for e in stretch.edits:
            start = self.position + len(unix_lines(stretch.source[: e.start - stretch.start]))
            old = unix_lines(e.old)
            yield [start, start + len(old), old, unix_lines(e.new), e.code]


def continues(run: dict[str, Any], record: dict[str, Any]) -> bool:
    """INSERTs of literals into one table are one unit, which grows; it lists the issues of each statement."""
    if record["kind"] != "data" or any(run[k] != record[k] for k in ("kind", "name", "verdict")):
        return False
    run["span"][1], run["output_lines"][1] = record["span"][1], record["output_lines"][1]
    run["rows"] += record["rows"]
    if record.get("issues"):
        run["issues"] = run.get("issues", []) + record["issues"]
    return True


def unit_record(stretch: ConvertedText, start: int, length: int, first_line: int, last_line: int) -> dict[str, Any]:
    assert stretch.unit is not None
    unit = stretch.unit
    record: dict[str, Any] = {
        "kind": unit.kind,
        "name": unit.name,
        "span": [start, start + length],
        "line": unit.line,
        "verdict": stretch.verdict.value,
        "output_lines": [first_line, last_line],
    }
    if unit.rows:
        record["rows"] = unit.rows
    if stretch.issues:
        record["issues"] = [[i.code, i.place.line, i.place.column] for i in stretch.issues]
    return record


def tail_record(
    name: str, outcome: Outcome, encoding: Encoding, record: FileRecord, output_sha256: str
) -> dict[str, Any]:
    """What is known of a file only when it has been read to its end."""
    return {
        "output": name,
        "sha256": outcome.sha256,
        "output_sha256": output_sha256,
        "encoding": encoding.name,
        "bom": encoding.bom.hex(),
        "line_ends": [list(run) for run in outcome.line_ends],
        "kept_encoding": record.keep_lines,
        "irregular": [[i.offset, i.length, i.raw.hex(), i.byte_offset] for i in outcome.irregular],
        "units": record.units,
    }


def source_lines(text: str, line_ends: Sequence[Sequence[Any]]) -> str:
    """Put the source's line ends back: runs of (count, line end)."""
    if all(end == "\n" for _, end in line_ends):
        return text
    pieces = text.split("\n")
    ends = [end for count, end in line_ends for _ in range(count)]
    return "".join(a + b for a, b in zip(pieces, [*ends, ""], strict=True))


def rebuild(entry: dict[str, Any], output: bytes) -> bytes:
    """The source file's bytes from its manifest entry and the written output. ValueError where they do not fit."""
    encoding = Encoding(entry["encoding"], bytes.fromhex(entry["bom"]))
    irregular = [Irregular(o, n, bytes.fromhex(raw), at) for o, n, raw, at in entry["irregular"]]
    text = decoded(output, encoding) if entry["kept_encoding"] else from_utf8(output, encoding)
    source = reversed_edits(text, entry["edits"])
    if not entry["kept_encoding"]:
        source = source_lines(source, entry["line_ends"])
    return encode(source, encoding, irregular)


def decoded(output: bytes, encoding: Encoding) -> str:
    return output[len(encoding.bom) :].decode(encoding.name, encoding.errors)


LONE_SURROGATE: Final = re.compile("\udced([\udca0-\udcbf])([\udc80-\udcbf])")
SURROGATE: Final = re.compile("[\ud800-\udfff]")
KEEP_BYTES: Final = "dbmigrate-keep-bytes"  # an error handler for encoding to UTF-8


def kept_bytes(error: UnicodeError) -> tuple[bytes, int]:
    """Undecodable bytes come out as they were; halves of UTF-16 pairs in UTF-8's form for them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return b"".join(
        c.encode("utf-8", "surrogateescape" if "\udc80" <= c <= "\udcff" else "surrogatepass") for c in text
    ), error.end


codecs.register_error(KEEP_BYTES, kept_bytes)


def to_utf8(text: str) -> bytes:
    return text.encode("utf-8", KEEP_BYTES)


def json_text(values: Any) -> str:
    """JSON in which what UTF-8 cannot hold is escaped; everything else is readable."""
    return SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(values, ensure_ascii=False))


def from_utf8(output: bytes, encoding: Encoding) -> str:
    text = output.decode("utf-8", "surrogateescape")
    if not encoding.name.startswith("utf-16"):
        return text
    return LONE_SURROGATE.sub(lambda m: chr(0xD000 | (ord(m[1]) & 0x3F) << 6 | ord(m[2]) & 0x3F), text)


def reversed_edits(made: str, edits: Iterable[Sequence[Any]]) -> str:
    out, at, shift = [], 0, 0
    for start, end, old, new, code in edits:
        place = start + shift
        if made[place : place + len(new)] != new:
            raise ValueError(f"{code}: the output does not hold what the edit wrote at {place}")
        out += [made[at:place], old]
        at, shift = place + len(new), shift + len(new) - (end - start)
    return "".join(out) + made[at:]


def read(out: Path) -> dict[str, Any] | None:
    """The manifest of an output folder, or None where there is none."""
    path = out / NAME
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
