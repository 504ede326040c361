"""A process that does tasks until its input ends (`pool.py` starts it)."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from typing import Any

from dbmigrate.work.frames import receive, send


def main() -> None:
    """Tasks come through the standard input as (function, arguments), answers go to the standard output."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    send(answers, "ready")
    while True:
        try:
            function, arguments = receive(tasks)
        except EOFError:
            return
        try:
            answer: tuple[Any, ...] = ("done", function(*arguments))
        except Exception as error:  # noqa: BLE001  (it is raised again where the task came from)
            answer = ("raised", error, traceback.format_exc())
        try:
            send(answers, answer)
        except BrokenPipeError:
            return
        except (pickle.PicklingError, TypeError, AttributeError):
            send(answers, ("raised", RuntimeError(f"{type(answer[1]).__name__} of a worker"), str(answer[-1])))


if __name__ == "__main__":
    main()
