"""Executes load scripts in one pass, each statement by itself, and keeps what the server says. Needs no psql."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import pq
from psycopg.errors import Diagnostic

from dbmigrate.model import UsageError
from dbmigrate.verify.diagnosis import Failure, diagnose
from dbmigrate.verify.objects import body, created, fingerprint, lacking, last_part
from dbmigrate.verify.outcomes import LoadResult, Notice, Outcome, Routine, head, masked_message
from dbmigrate.verify.scripts import Command, Scripts, Trouble
from dbmigrate.verify.statements import Statement, count_lines

SCRIPTS: Final = ("00_runtime.sql", "10_pre.sql", "20_data.sql", "30_post.sql")
BATCH_STATEMENTS: Final = 500
BATCH_CHARACTERS: Final = 256 * 1024
NOTICES: Final = 1000
NO_SUCH_ROW: Final = "23503"  # foreign_key_violation
KEPT_CHARACTERS: Final = 64 << 20  # of failed statements, for the diagnosis

_INSERT: Final = re.compile(r"INSERT\s+INTO\b", re.IGNORECASE)

Progress = Callable[[int, int], None]


def load_folder(conn: psycopg.Connection[Any], folder: Path, progress: Progress | None = None) -> LoadResult:
    """Loads the scripts of an output folder's `_dbmigrate/load` over an autocommit connection.

    `progress(done, total)` counts bytes of the load scripts. Raises UsageError where the folder holds no load script.
    """
    paths = [folder / name for name in SCRIPTS if (folder / name).is_file()]
    if not paths:
        raise UsageError(f"no load scripts in {folder}")
    root = folder.parent.parent if folder.parent.name == "_dbmigrate" else folder
    scripts = Scripts(root, folder)
    sizes = [path.stat().st_size for path in paths]
    loader = Loader(conn)
    for number, path in enumerate(paths):
        before, size = sum(sizes[:number]), sizes[number]
        for command in scripts.file(path):
            if progress and loader.executed % 100 == 0:
                # Characters stand in for bytes: good enough for a bar, never above the file's size.
                offset = command.statement.offset if isinstance(command, Command) else command.offset
                progress(before + min(offset, size), sum(sizes))
            loader.take(command)
        if progress:
            progress(before + size, sum(sizes))
    return loader.finish()


def load_texts(conn: psycopg.Connection[Any], scripts: Iterable[tuple[str, str]], root: Path) -> LoadResult:
    """Loads (name, text) scripts in order; includes stay below `root`."""
    reader, loader = Scripts(root, root), Loader(conn)
    for name, text in scripts:
        for command in reader.text(name, text):
            loader.take(command)
    return loader.finish()


@dataclass
class Loader:
    """Takes commands in order. Literal INSERTs travel in batches, yet each is its own transaction."""

    conn: psycopg.Connection[Any]
    executed: int = 0
    _failures: list[Failure] = field(default_factory=list)
    _notices: list[Notice] = field(default_factory=list)
    _routines: list[Routine] = field(default_factory=list)
    _batch: list[Command] = field(default_factory=list)
    _batched: int = 0
    _kept: int = 0
    _at: tuple[str, int] = ("", 0)

    def __post_init__(self) -> None:
        if not self.conn.autocommit:
            raise ValueError("loading needs an autocommit connection: the scripts say where transactions are")
        self.conn.add_notice_handler(self._notice)

    def take(self, command: Command | Trouble) -> None:
        self.executed += 1
        if isinstance(command, Trouble):
            self._flush()
            line = command.line
            outcome = Outcome(command.script, command.offset, line, line, line, None, command.message, command.head)
            self._failures.append(Failure(outcome, "", self._aborted()))
        elif self._batchable(command.statement):
            self._batch.append(command)
            self._batched += len(command.statement.text)
            if len(self._batch) >= BATCH_STATEMENTS or self._batched >= BATCH_CHARACTERS:
                self._flush()
        else:
            self._flush()
            self._execute(command)

    def finish(self) -> LoadResult:
        """Ends the pass: a transaction that a script left open is rolled back, then the failures are diagnosed."""
        self._flush()
        if self.conn.info.transaction_status != pq.TransactionStatus.IDLE:
            self.conn.execute("ROLLBACK")
        self.conn.remove_notice_handler(self._notice)
        failures = diagnose(self.conn, self._failures)
        return LoadResult(self.executed, tuple(_runs(failures)), tuple(self._notices), tuple(self._routines))

    def _batchable(self, statement: Statement) -> bool:
        idle = self.conn.info.transaction_status == pq.TransactionStatus.IDLE
        return idle and _INSERT.match(statement.text) is not None and "\0" not in statement.text

    def _execute(self, command: Command) -> None:
        statement = command.statement
        self._at = (command.script, statement.line)
        aborted = self._aborted()
        if "\0" in statement.text:  # the client library would cut the statement there
            self._fail(command, "22021", "the statement holds a NUL character", aborted)
            return
        try:
            if statement.data is None:
                self.conn.execute(_bytes(statement.text))
            else:
                with self.conn.cursor().copy(_bytes(statement.text)) as copy:
                    copy.write(_bytes(statement.data))
        except psycopg.Error as error:
            self._check_alive(command)
            self._refused(command, error.diag, str(error), aborted)
        else:
            self._note_routine(command)

    def _flush(self) -> None:
        """Sends the batch through a pipeline with a sync, that is a commit, after each statement."""
        batch, self._batch, self._batched = self._batch, [], 0
        if len(batch) < 2 or not psycopg.Pipeline.is_supported():
            for command in batch:
                self._execute(command)
            return
        connection = self.conn.pgconn
        # Blocking: only then libpq reads answers while it sends; else both sides can wait for each other for ever.
        waiting, connection.nonblocking = connection.nonblocking, 0
        connection.enter_pipeline_mode()
        for command in batch:
            try:
                connection.send_query_params(_bytes(command.statement.text), None)
                connection.pipeline_sync()
            except psycopg.OperationalError:
                self._check_alive(command)
                raise
        for command in batch:
            self._at = (command.script, command.statement.line)
            for result in _results(connection):
                if result.status == pq.ExecStatus.FATAL_ERROR:
                    self._refused(command, Diagnostic(result), "the server refused the statement", False)
            self._check_alive(command)
        connection.exit_pipeline_mode()
        connection.nonblocking = waiting

    def _refused(self, command: Command, diag: Diagnostic, otherwise: str, aborted: bool) -> None:
        message = diag.message_primary or otherwise
        position = diag.statement_position
        lacks = lacking(diag.message_detail or "") if diag.sqlstate == NO_SUCH_ROW else ""
        self._fail(command, diag.sqlstate, message, aborted, int(position) - 1 if position else 0, lacks)

    def _fail(
        self, command: Command, sqlstate: str | None, message: str, aborted: bool, position: int = 0, lacks: str = ""
    ) -> None:
        statement = command.statement
        outcome = Outcome(
            command.script,
            statement.offset,
            statement.line,
            statement.end_line,
            statement.line + count_lines(statement.text, 0, position),
            sqlstate,
            masked_message(sqlstate, message),
            head(statement.text),
            lacks_rows_of=lacks,
        )
        self._kept += len(statement.text)
        text = statement.text if self._kept <= KEPT_CHARACTERS and statement.data is None else ""
        self._failures.append(Failure(outcome, text, aborted, head=statement.text[:500]))

    def _aborted(self) -> bool:
        return self.conn.info.transaction_status == pq.TransactionStatus.INERROR

    def _check_alive(self, command: Command) -> None:
        if self.conn.pgconn.status != pq.ConnStatus.OK:
            raise UsageError(f"the server closed the connection at {command.script}:{command.statement.line}")

    def _note_routine(self, command: Command) -> None:
        statement = command.statement
        kind, name = created(statement.text)
        if kind in ("function", "procedure"):
            text, lines = body(statement.text)
            place = (command.script, statement.offset, statement.line, statement.line + lines)
            self._routines.append(Routine(last_part(name), fingerprint(text), *place))

    def _notice(self, diag: Diagnostic) -> None:
        if len(self._notices) < NOTICES:
            message = masked_message(diag.sqlstate, diag.message_primary or "")
            self._notices.append(Notice(*self._at, diag.severity_nonlocalized or diag.severity or "", message))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _results(connection: pq.abc.PGconn) -> Iterator[pq.abc.PGresult]:
    """The results of one statement of a pipeline, up to its sync."""
    while True:
        result = connection.get_result()
        if result is None:
            if connection.status != pq.ConnStatus.OK:
                return
            continue
        if result.status == pq.ExecStatus.PIPELINE_SYNC:
            return
        yield result


def _runs(failures: Iterable[Outcome]) -> Iterator[Outcome]:
    """Neighbours that failed in the same words become one: a missing table can cost a million INSERTs."""
    run: Outcome | None = None
    for outcome in failures:
        if run is not None and _INSERT.match(outcome.statement_head) and _same(run, outcome):
            run = replace(run, end_line=outcome.end_line, repeats=run.repeats + 1)
            continue
        if run is not None:
            yield run
        run = outcome
    if run is not None:
        yield run


def _same(one: Outcome, other: Outcome) -> bool:
    def words(o: Outcome) -> tuple[object, ...]:
        return o.script, o.sqlstate, o.message, o.order_only, o.consequence_of, _INSERT.match(o.statement_head) is None

    return words(one) == words(other)
