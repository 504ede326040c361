"""Makes the pictures of docs/images: pages of a sample estate as headless Chromium shows them.

    python tools/screenshots.py [-o docs/images] [--width 1280]

Needs Chromium and a font with Chinese characters (on Debian: apt install chromium fonts-noto-cjk). With --print it also
writes the pages as PDF, to look at what a printer gets.
"""

from __future__ import annotations

import argparse
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ESTATE = ROOT / "fixtures" / "his-oracle"
DATE = "1767225600"  # SOURCE_DATE_EPOCH: the pictures bear no day of their making
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1")
SHOTS = {"report": 900, "diff": 760}  # page, and height of its picture
COLOURS = 256


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--print", action="store_true", dest="printed")
    given = parser.parse_args()
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        sys.exit("screenshots: Chromium is not installed")
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dbmigrate-pictures-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write_pages(folder)
        browser = [program, *FLAGS, f"--user-data-dir={folder / 'profile'}"]
        for page, height in SHOTS.items():
            picture, shown = given.output / f"{page}.png", (folder / f"{page}.html").as_uri()
            size = (f"--window-size={given.width},{height}", "--virtual-time-budget=5000")
            run([*browser, *size, f"--screenshot={picture}", shown])
            picture.write_bytes(smaller(picture.read_bytes()))
            print(f"{picture}: {picture.stat().st_size // 1000} kB")
            if given.printed:
                made = given.output / f"{page}.pdf"
                run([*browser, "--no-pdf-header-footer", f"--print-to-pdf={made}", shown])
                print(made)


def write_pages(folder: Path) -> None:
    """The report after loading into a scratch database, and the comparison."""
    for command, page in (("verify", "report"), ("diff", "diff")):
        call = [sys.executable, "-m", "dbmigrate", command, str(ESTATE), "--from", "oracle", "--to", "postgres@15"]
        run([*call, "--format", f"html={folder / page}.html"], {"SOURCE_DATE_EPOCH": DATE})


def run(command: list[str], more: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, env={**os.environ, **(more or {})}, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"screenshots: {command[0]} failed: {done.stderr[-400:]}")


def smaller(png: bytes) -> bytes:
    """The picture with a palette where 256 colours are enough for what a page shows: a third of the size."""
    width, height, rows = pixels(png)
    counted: dict[bytes, int] = {}
    for row in rows:
        for at in range(0, len(row), 3):
            colour = row[at : at + 3]
            counted[colour] = counted.get(colour, 0) + 1
    palette = sorted(counted, key=lambda c: -counted[c])[:COLOURS]
    number = {colour: n for n, colour in enumerate(palette)}

    def nearest(colour: bytes) -> int:
        if colour not in number:
            number[colour] = min(
                range(len(palette)), key=lambda n: sum((a - b) ** 2 for a, b in zip(palette[n], colour, strict=True))
            )
        return number[colour]

    lines = b"".join(b"\0" + bytes(nearest(row[at : at + 3]) for at in range(0, len(row), 3)) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)
    return min(made, png, key=len)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of a PNG of 8-bit red, green, blue (and a transparency, which is left out)."""
    found = list(chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", found[0][1][:10])
    each = {2: 3, 6: 4}[kind]
    assert depth == 8
    data = zlib.decompress(b"".join(d for name, d in found if name == b"IDAT"))
    stride = width * each
    before = bytearray(stride)
    rows = []
    for line in range(height):
        at = line * (stride + 1)
        row = unfiltered(data[at], bytearray(data[at + 1 : at + 1 + stride]), before, each)
        rows.append(bytes(row) if each == 3 else b"".join(row[n : n + 3] for n in range(0, stride, 4)))
        before = row
    return width, height, rows


def unfiltered(kind: int, row: bytearray, above: bytearray, each: int) -> bytearray:
    """PNG, 9.2: none, sub, up, average, Paeth."""
    for n in range(len(row)) if kind else ():
        left = row[n - each] if n >= each else 0
        up, corner = above[n], above[n - each] if n >= each else 0
        guess = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]
        row[n] = (row[n] + guess) & 255
    return row


def paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda v: abs(guess - v))


if __name__ == "__main__":
    main()
