"""A run of dbmigrate in a process of its own, for its peak memory: `python benchmarks/child.py scan oracle PATH`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def peak() -> float:
    """This process's largest resident size so far, in MB of 1,000,000 bytes."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage would count the parent's memory, from before this program was started
        lines = (line.split() for line in status.read_text().splitlines())
        return next(int(words[1]) for words in lines if words[0] == "VmHWM:") * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    from dbmigrate.config import Settings
    from dbmigrate.estate import Quiet
    from dbmigrate.output import written
    from dbmigrate.pipeline import scan

    command, dialect, path, *folder = sys.argv[1:]
    settings = Settings(paths=(Path(path),), source=dialect, target="postgres@15").checked()
    started = time.process_time()
    if command == "scan":
        report = scan(settings)
    else:
        report, _ = written(settings, Path(folder[0]), Quiet())
    seconds = time.process_time() - started
    characters = sum(f.characters for f in report.files)
    units = len(report.units)
    json.dump({"mb": peak(), "seconds": seconds, "characters": characters, "units": units}, sys.stdout)


if __name__ == "__main__":
    main()
