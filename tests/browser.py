"""Headless Chromium over its debugging pipe, for tests of pages: no driver, no network.

`page(path)` opens a file; `run` evaluates an expression in it; `trouble` holds what the console said and every request
that is not the file itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = next((found for name in NAMES if (found := shutil.which(name))), None)
if PROGRAM is None and os.environ.get("DBMIGRATE_REQUIRE_BROWSER") == "1":
    raise pytest.UsageError("DBMIGRATE_REQUIRE_BROWSER: Chromium is not installed")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe")


class Page:
    def __init__(self, write: int, read: int):
        self.write, self.read, self.number, self.rest = write, read, 0, b""
        self.session = ""
        self.trouble: list[str] = []
        self.loaded = False

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        self.number += 1
        request = {"id": self.number, "method": method, "params": values}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.write, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]  # type: ignore[no-any-return]

    def message(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            piece = os.read(self.read, 1 << 16)
            assert piece, "the browser is gone"
            self.rest += piece
        one, _, self.rest = self.rest.partition(b"\0")
        found: dict[str, Any] = json.loads(one)
        self.heard(found.get("method", ""), found.get("params", {}))
        return found

    def heard(self, method: str, values: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Network.requestWillBeSent" and not self.own(values["request"]["url"]):
            self.trouble.append(f"request {values['request']['url']}")
        elif method == "Runtime.exceptionThrown":
            self.trouble.append(f"exception {values['exceptionDetails']}")
        elif method == "Runtime.consoleAPICalled":
            self.trouble.append(f"console {values['type']}")
        elif method == "Log.entryAdded":
            self.trouble.append(f"log {values['entry']['text']}")
        elif method == "Page.javascriptDialogOpening":
            self.trouble.append("dialog")

    def own(self, url: str) -> bool:
        return url == self.url

    def open(self, path: Path) -> None:
        self.url = path.resolve().as_uri()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=self.url)
        while not self.loaded:
            self.message()

    def run(self, expression: str) -> Any:
        """The value of an expression, of a promise what it comes to."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")


@contextmanager
def page(path: Path) -> Iterator[Page]:
    assert PROGRAM is not None
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    with tempfile.TemporaryDirectory(prefix="dbmigrate-browser-", ignore_cleanup_errors=True) as profile:
        # the browser reads its orders from descriptor 3 and answers on 4
        moved = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
        command = [PROGRAM, *FLAGS, f"--user-data-dir={profile}"]
        started = subprocess.Popen(
            ["bash", "-c", moved, "bash", str(to_read), str(from_write), *command],
            pass_fds=(to_read, from_write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(from_write)
        try:
            made = Page(to_write, from_read)
            made.open(path)
            yield made
        finally:
            started.kill()
            started.wait()
            os.close(to_write)
            os.close(from_read)
