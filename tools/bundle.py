"""Fills a folder with the wheels that an installation without network needs: `make bundle`.

Without `--platform` for a machine like this one; with it (win_amd64, manylinux_2_28_x86_64 ...) for another.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS_ONLY = ("colorama", "tzdata")  # pip reads markers for the machine it runs on, so these are named
LINUX_TAGS = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014", "manylinux_2_12", "manylinux2010")


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True, stdin=subprocess.DEVNULL)


def tags(platform: str) -> list[str]:
    """A Linux wheel may carry any of several older tags; musl and others are taken as they are."""
    system, _, machine = platform.partition("-")
    if system == "linux":
        return [f"{tag}_{machine}" for tag in LINUX_TAGS]
    return [platform]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "wheelhouse")
    parser.add_argument("--platform", default="", help="win_amd64, linux-x86_64, linux-aarch64, macosx_11_0_arm64")
    parser.add_argument("--python", default=f"{sys.version_info.major}.{sys.version_info.minor}")
    given = parser.parse_args()
    folder: Path = given.to
    shutil.rmtree(folder, ignore_errors=True)
    pip("wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT))
    own = next(folder.glob("dbmigrate-*.whl"))
    other = [f for tag in tags(given.platform) for f in ("--platform", tag)] if given.platform else []
    also = WINDOWS_ONLY if given.platform.startswith("win") else ()
    version = ["--python-version", given.python]
    pip("download", "-q", "--only-binary=:all:", "-d", str(folder), *other, *version, f"{own}[verify]", *also)
    size = sum(f.stat().st_size for f in folder.iterdir()) / 1e6
    print(f"{len(list(folder.iterdir()))} wheels, {size:.0f} MB in {folder}. On the other machine:")
    print("  python -m venv dbmigrate-env")
    print(f"  dbmigrate-env/bin/pip install --no-index --find-links {folder.name} 'dbmigrate[verify]'")
    print("  (on Windows: dbmigrate-env\\Scripts\\pip)")


if __name__ == "__main__":
    main()
