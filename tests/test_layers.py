"""Imports point downwards in the list of layers (absolute, relative and `import x` forms)."""

import ast
from pathlib import Path

import pytest

import dbmigrate

ROOT = Path(dbmigrate.__file__).parent
LAYERS = [
    "cli",
    "report",
    "pipeline",
    "verify",
    "rules",
    "engine",
    "types",
    "catalog",
    "syntax",
    "sources",
    "packs",
    "model",
]
BESIDE = {
    "config": "pipeline",
    "configfile": "pipeline",
    "differing": "pipeline",
    "mapperwaivers": "pipeline",
    "baseline": "pipeline",
    "results": "pipeline",
    "statements": "pipeline",
    "assemble": "pipeline",
    "repeats": "pipeline",
    "output": "pipeline",
    "loadscripts": "pipeline",
    "loadorder": "pipeline",
    "data": "pipeline",
    "helpercalls": "pipeline",
    "api": "pipeline",
    "suppress": "pipeline",
    "grammar": "pipeline",
    "bodies": "pipeline",
    "newer": "pipeline",
    "lacking": "pipeline",
    "messages": "pipeline",
    "fitting": "pipeline",
    "garbage": "pipeline",
    "estate": "pipeline",
    "inputs": "pipeline",
    "firstpass": "pipeline",
    "running": "pipeline",
    "collector": "pipeline",
    "definitions": "pipeline",
    "corrected": "pipeline",
    "overrides": "pipeline",
    "readings": "pipeline",
    "residue": "pipeline",
    "literals": "pipeline",
    "mappers": "pipeline",
    "mapperplaces": "pipeline",
    "rewrites": "pipeline",
    "changed": "pipeline",
    "runs": "pipeline",
    "proof": "pipeline",
    "probe": "pipeline",
    "probed_pack": "pipeline",
    "manifest": "pipeline",
    "inventory": "model",
    "records": "model",
    "latest": "model",
    "inventory_routines": "pipeline",
    "inventory_tsql": "pipeline",
    "inventory_plsql": "pipeline",
    "inventory_listed": "pipeline",
    "cache": "pipeline",
    "effort": "pipeline",
    "dependencies": "pipeline",
    "mentions": "pipeline",
    "characters": "pipeline",
    "inclusion": "pipeline",
    "outcome": "pipeline",
    "secondpass": "pipeline",
    "work": "pipeline",
    "__main__": "cli",
}
ONLY_IN = {
    "typer": ("cli",),
    "rich": ("report", "cli"),
    "jinja2": ("report",),
    "xlsxwriter": ("report",),
    "psycopg": ("verify",),
}


def layer(module: str) -> int | None:
    """The rank of a module of ours, or None (the package itself, other packages)."""
    words = module.split(".")
    if words[0] != "dbmigrate" or len(words) < 2:
        return None
    return LAYERS.index(BESIDE.get(words[1], words[1]))


def imports(path: Path) -> list[str]:
    package = ["dbmigrate", *path.relative_to(ROOT).parts[:-1]]
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            module = ".".join(filter(None, [base, node.module or ""]))
            found += [f"{module}.{a.name}" for a in node.names] if module == "dbmigrate" else [module]
    return found


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    own = layer(".".join(["dbmigrate", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__"))
    for name in imports(path):
        other = layer(name)
        if own is not None and other is not None:
            assert other >= own, f"{path.name} imports {name}, which lies above it"
        for package, allowed in ONLY_IN.items():
            if name.split(".")[0] == package:
                assert path.relative_to(ROOT).parts[0] in allowed, f"{package} belongs to {allowed}"
