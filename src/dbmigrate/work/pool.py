"""Processes on this machine. One that dies costs the task in its hands: it is tried once more, then given up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Final, TypeVar

from dbmigrate.work.frames import receive, send

R = TypeVar("R")
TRIES: Final = 2
CODE: Final = "import sys; sys.path[:] = {path!r}; from dbmigrate.work.worker import main; main()"


class WorkerLost(Exception):
    """The processes that did the task ended before it was done. The argument says how the last one ended."""


class Elsewhere(Exception):
    """The traceback of the process in which an exception was raised."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


class Worker:
    """A process with a pipe to it and one from it. It is started when the first task comes."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def started(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.end()
            command = [sys.executable, "-c", CODE.format(path=[p or os.getcwd() for p in sys.path])]
            apart: dict[str, Any] = {"start_new_session": True}  # Ctrl-C is the parent's matter
            if sys.platform == "win32":
                apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **apart)
            assert self.process.stdout is not None
            try:
                receive(self.process.stdout)
            except EOFError:
                raise RuntimeError(f"a worker did not start (exit code {self.process.wait()})") from None
        return self.process

    def do(self, function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
        process = self.started()
        assert process.stdin is not None and process.stdout is not None
        try:
            send(process.stdin, (function, arguments))
            answer = receive(process.stdout)
        except (EOFError, BrokenPipeError):
            raise WorkerLost(how_it_ended(process.wait())) from None
        if answer[0] == "raised":
            raise answer[1] from Elsewhere(answer[2])
        result: R = answer[1]
        return result

    def end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                close(stream)


def close(stream: Any) -> None:
    """A pipe whose other end is gone cannot take what is still in its buffer."""
    try:
        stream.close()
    except BrokenPipeError:
        return


def how_it_ended(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


class Pool:
    """As many workers as there are jobs; each has a thread of this process that hands it tasks."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.own = threading.local()
        self.workers: list[Worker] = []
        self.closed = False
        self.given: set[Future[Any]] = set()
        self.threads = ThreadPoolExecutor(jobs, "dbmigrate-worker")

    def submit(self, function: Callable[..., R], *arguments: Any) -> Future[R]:
        """The result may be WorkerLost, or what the function raises."""
        future = self.threads.submit(self.do, function, arguments)
        self.given.add(future)
        future.add_done_callback(self.given.discard)
        return future

    def do(self, function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
        worker: Worker | None = getattr(self.own, "worker", None)
        if worker is None:
            worker = self.own.worker = Worker()
            self.workers.append(worker)
        for number in range(TRIES):
            try:
                return worker.do(function, arguments)
            except WorkerLost:
                worker.end()
                if number == TRIES - 1 or self.closed:
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Nothing runs any more, also where tasks were not done."""
        self.closed = True
        self.threads.shutdown(wait=False, cancel_futures=True)
        while True:
            for worker in list(self.workers):
                worker.end()
            if not wait(list(self.given), timeout=0.1).not_done:
                break
        self.threads.shutdown(wait=True)
        for worker in self.workers:
            worker.end()


__all__ = ["Pool", "WorkerLost"]
