"""What `convert` writes: the tree, the load scripts, the manifest, the residue. Files appear whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from dbmigrate import loadscripts, manifest
from dbmigrate.collector import Collector
from dbmigrate.config import Settings
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.estate import Estate, EstateFile, Progress, Quiet
from dbmigrate.firstpass import DATA_BY_REFERENCE
from dbmigrate.garbage import controlled_garbage
from dbmigrate.inventory_listed import records
from dbmigrate.loadscripts import LoadScripts, Placement
from dbmigrate.model import UsageError
from dbmigrate.pipeline import converted_files, read_estate
from dbmigrate.residue import residue
from dbmigrate.results import ConvertedText, Report
from dbmigrate.work.crew import Crew
from dbmigrate.work.means import Means


def convert(
    settings: Settings, out: Path, progress: Progress | None = None, means: Means | None = None
) -> Report:
    """Write the converted estate below `out`; see `written`."""
    return written(settings, out, progress, means)[0]


def written(
    settings: Settings, out: Path, progress: Progress | None = None, means: Means | None = None
) -> tuple[Report, list[Placement]]:
    """Write the converted estate; also says which lines of the load scripts each unit wrote.

    Raises UsageError where the folder cannot be written or holds a file that was changed by hand since its manifest.
    """
    progress = progress or Quiet()
    with controlled_garbage(), Crew(means) as crew:
        refuse_nested(out, settings.paths)
        estate = read_estate(settings, progress, crew)
        refuse_changed_files(out, estate)
        collected = Collector(estate)
        with staged(out) as stage, ExitStack() as files:
            load_folder = made_folder(stage / loadscripts.FOLDER)
            spool = files.enter_context(whole_file(load_folder / loadscripts.DATA, binary=True))
            record = files.enter_context(whole_file(stage / manifest.NAME))
            scripts = LoadScripts(estate.names, spool, estate.target.has("sqlterm"))
            record.write(manifest_head(estate))
            for number, (file, stretches) in enumerate(converted_files(estate, progress, crew)):
                record.write(",\n" if number else "")
                write_file(file, stretches, estate, stage, record, scripts, collected)
            report = collected.report()
            listed = ",\n".join(map(manifest.json_text, records(report.units)))
            record.write(f'\n], "routines": [\n{listed}\n]}}\n')
            files.close()
            schemas = map(estate.names.bare, estate.names.schemas_needed())
            write_text(load_folder / loadscripts.RUNTIME, runtime_script(estate.target, scripts.helpers, schemas))
            write_load_scripts(load_folder, scripts)
            write_text(stage / manifest.FOLDER / "residue.md", residue(report, settings.lang))
    return report, scripts.places


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder beside what is there, whose files take their places when all of them are complete, or not at all."""
    made_folder(out)
    try:
        stage = Path(tempfile.mkdtemp(prefix=".dbmigrate-", suffix=".part", dir=out))
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror}") from None
    try:
        yield stage
        made = sorted(p.relative_to(stage) for p in stage.rglob("*") if p.is_file())
        for folder in sorted({path.parent for path in made}):
            made_folder(out / folder)
        for path in made:
            os.replace(stage / path, out / path)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def write_load_scripts(folder: Path, scripts: LoadScripts) -> None:
    """The scripts from what was collected and spooled; the spool is the data script unless the order says otherwise."""
    order, complete = scripts.finished()
    with open(folder / loadscripts.DATA, "rb") as spool:
        for section, name in loadscripts.SCRIPT_OF.items():
            if section == "data" and complete:
                scripts.place_data(order)
                continue
            with whole_file(folder / name, binary=True) as stream:
                stream.writelines(scripts.script(section, order, spool))
    write_text(folder / loadscripts.ALL, loadscripts.all_scripts())


def write_file(
    file: EstateFile,
    stretches: Iterator[ConvertedText],
    estate: Estate,
    out: Path,
    record: IO[str],
    scripts: LoadScripts,
    collected: Collector,
) -> None:
    """One file of the tree, its part of the manifest and of the load scripts, in one pass over its stretches."""
    keep = estate.settings.keep_encoding
    name = file.source.name
    path = out / name
    made_folder(path.parent)
    digest = hashlib.sha256()
    scripts.begin(name, by_reference=file.only_data and not keep and file.source.size > DATA_BY_REFERENCE)
    record.write(f'{{"file": {manifest.json_text(name)}, "edits": [\n')
    with whole_file(path, binary=True, unless=lambda: file.broken) as stream:
        if keep and file.encoding.bom:
            write_bytes(stream, digest, file.encoding.bom)
        taken = manifest.FileRecord(record, keep)

        def written() -> Iterator[ConvertedText]:
            for stretch in stretches:
                write_bytes(stream, digest, encoded(stretch.output, file, keep))
                taken.add(stretch)
                scripts.add(stretch)
                yield stretch

        collected.add(file, written())
    scripts.end()
    tail = manifest.tail_record(name, file.outcome, file.encoding, taken, digest.hexdigest())
    if file.broken:
        tail["unreadable"] = True  # there is no output
    record.write("\n], " + manifest.json_text(tail)[1:])


def encoded(text: str, file: EstateFile, keep: bool) -> bytes:
    """UTF-8 with `\\n`, or the source's own encoding and line ends; a character that GBK lacks goes out in GB18030."""
    if not keep:
        return manifest.to_utf8(manifest.unix_lines(text))
    return text.encode(file.encoding.name, file.encoding.errors)


def write_bytes(stream: IO[Any], digest: Any, data: bytes) -> None:
    digest.update(data)
    stream.write(data)


def manifest_head(estate: Estate) -> str:
    head = {
        "schema": manifest.SCHEMA,
        "source": estate.dialect,
        "target": estate.target.spec,
        "assumptions": {a.key: [a.value, "given" if a.given else "assumed"] for a in estate.assumptions},
    }
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "files": [\n'


def refuse_nested(out: Path, inputs: Sequence[Path]) -> None:
    """Output below an input folder would be input of the next run."""
    for path in inputs:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise UsageError(f"output {out} lies inside the input {path}; choose a folder beside it")


def refuse_changed_files(out: Path, estate: Estate) -> None:
    """An output file that was edited by hand is never overwritten, nor is a file that is not ours."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"output {out} is not a folder")
    before = manifest.read(out)
    hashes = {e["output"]: e["output_sha256"] for e in before["files"]} if before else {}
    for file in estate.files:
        path = out / file.source.name
        if path.resolve() == file.source.path.resolve():
            raise UsageError(f"output {path} would overwrite its own source")
        if path.exists() and hashes.get(file.source.name) != manifest.file_hash(path):
            how = "was changed since it was written" if file.source.name in hashes else "was not written by dbmigrate"
            raise UsageError(f"output {path} {how}; move it away or put the change into overrides/")


def made_folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {path}: {error.strerror}") from None
    return path


@contextmanager
def whole_file(path: Path, binary: bool = False, unless: Callable[[], bool] = bool) -> Iterator[IO[Any]]:
    """A file that takes its name only when it is complete, and not at all where `unless` then says so."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".dbmigrate-", suffix=".part")
    except OSError as error:
        raise UsageError(f"cannot write to {path.parent}: {error.strerror}") from None
    try:
        with (
            os.fdopen(handle, "wb")
            if binary
            else os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors=manifest.KEEP_BYTES) as stream
        ):
            yield stream
        if unless():
            Path(temporary).unlink()
            return
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    with whole_file(path) as stream:
        stream.write(text)
