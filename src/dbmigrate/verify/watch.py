"""Stops a server whose owner died without a chance to: run as a program, `watch.py PID FOLDER`.

Its standard input is a pipe that only the owner holds open. When the pipe closes, the server gets a fast shutdown and
its folder goes. Stands alone (no imports of ours), so that it starts in a few milliseconds.
"""

import os
import shutil
import signal
import sys
import time

PATIENCE = 30.0  # seconds until a server that does not stop is killed


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def stop(pid: int, folder: str) -> None:
    deadline = time.monotonic() + PATIENCE
    if alive(pid):
        os.kill(pid, signal.SIGINT)
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    if alive(pid):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if sys.stdin.buffer.read() == b"":  # the owner writes a byte when it has stopped the server itself
        stop(int(sys.argv[1]), sys.argv[2])
