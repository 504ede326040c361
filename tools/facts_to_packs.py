"""Turns folders of collected facts about targets into packs.

    python tools/facts_to_packs.py FOLDER [-o dialects]

FOLDER holds `opengauss/` (version, keywords, functions, types, features, postgres_constructs: each a .json) and
`kingbase/` (facts.json). The output is the same for the same facts.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import kingbase_facts
import opengauss_facts

ROOT = Path(__file__).parents[1]
WRITERS = {"opengauss": opengauss_facts.write, "kingbase": kingbase_facts.write}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dialects", help="holds postgres/, is written to")
    options = parser.parse_args()
    for name, write in WRITERS.items():
        if (options.folder / name).is_dir():
            write(options.folder / name, options.output)


if __name__ == "__main__":
    main()
