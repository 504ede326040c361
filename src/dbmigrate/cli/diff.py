"""`dbmigrate diff`: source against target, each change with its codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dbmigrate.cli import options as o


def diff(
    paths: o.Paths,
    out: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; by default the terminal.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="patch.")] = "patch",
    source: o.From = None,
    target: o.To = None,
    lang: o.Lang = None,
    config: o.Config = None,
    exclude: o.Exclude = None,
    encoding: o.Encoding = None,
    source_charset: o.Charset = None,
    length_semantics: o.Length = None,
    numbers: o.Numbers = None,
    bit: o.Bit = None,
    empty_string: o.EmptyString = None,
    helpers: o.Helpers = None,
    result_sets: o.ResultSets = None,
    on_issue: o.OnIssue = None,
) -> None:
    """Show what `convert` changes as a patch for `git apply`, each hunk with the codes that made it."""
    from dbmigrate.estate import Quiet
    from dbmigrate.garbage import controlled_garbage
    from dbmigrate.manifest import KEEP_BYTES
    from dbmigrate.model import UsageError
    from dbmigrate.pipeline import converted_files, read_estate
    from dbmigrate.report.patch import file_patch

    if format != "patch":
        raise UsageError(f"--format {format!r}: diff writes patch")
    settings = o.make_settings(
        paths,
        config,
        source=source,
        target=target,
        lang=lang,
        exclude=exclude,
        encoding=encoding,
        source_charset=source_charset,
        length_semantics=length_semantics,
        numbers=numbers,
        bit=bit,
        empty_string=empty_string,
        helpers=helpers,
        result_sets=result_sets,
        on_issue=on_issue,
    )
    pieces: list[bytes] = []
    with controlled_garbage():
        estate = read_estate(settings, Quiet())
        for file, stretches in converted_files(estate, Quiet()):
            found = list(stretches)
            text = "".join(s.source for s in found)
            edits = [e for s in found for e in s.edits]
            # git cannot patch UTF-16: such a file's patch is for reading
            name = "utf-8" if file.encoding.name.startswith("utf-16") else file.encoding.name
            for number, piece in enumerate(file_patch(file.source.name, text, edits)):
                # the first piece names the file, and git takes names for UTF-8; the rest is the file's own text
                pieces.append(piece.encode(name if number else "utf-8", KEEP_BYTES))
    if out is None:
        sys.stdout.buffer.write(b"".join(pieces))
        return
    try:
        out.write_bytes(b"".join(pieces))
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}") from None
