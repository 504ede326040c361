"""The samples for CI systems: valid for those systems, and their commands do what they say."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import Commands
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
SAMPLES = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}


def commands(name: str) -> list[list[str]]:
    """The calls of dbmigrate in a sample, comments included, folded lines joined."""
    text = (ROOT / "docs" / "ci" / f"{name}.yml").read_text("utf-8")
    said = re.findall(r"^# .*: (dbmigrate .*)$", text, re.M)
    return [shlex.split(line)[1:] for line in [*said, *scalars(YAML(typ="safe").load(text))]]


def scalars(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [s for value in node.values() for s in scalars(value)]
    if isinstance(node, list):
        return [s for value in node for s in scalars(value)]
    return [node] if isinstance(node, str) and node.startswith("dbmigrate ") else []


@pytest.fixture
def dbmigrate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shutil.copytree(ROOT / "fixtures" / "his-oracle" / "tables", "sql")
    return Commands(capsys, monkeypatch)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_is_valid(name: str) -> None:
    call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SAMPLES[name], f"docs/ci/{name}.yml"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SAMPLES)
def test_the_commands_of_a_sample(name: str, dbmigrate: Commands) -> None:
    freeze, scan = commands(name)
    assert dbmigrate(*freeze).code == 0
    assert dbmigrate(*scan).code == 0
    Path("sql/new.sql").write_text("CREATE TABLE img (doc BFILE);\n")
    assert dbmigrate(*scan).code == 1
    for argument in scan:
        format, _, path = argument.partition("=")
        if path:
            assert Path(path).stat().st_size > 100, format


def test_the_hook(dbmigrate: Commands) -> None:
    (hook,) = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook) and hook["language"] == "python"
    assert re.search(hook["files"], "a/B.SQL") and not re.search(hook["files"], "a.py")
    call = [*shlex.split(hook["entry"])[1:], *hook["args"]]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)
    assert dbmigrate(*call).code == 0
    Path("sql/new.sql").write_text("CREATE TABLE img (doc BFILE);\n")
    answer = dbmigrate(*call, "-f", "json")
    assert answer.code == 1
    assert {i["file"] for i in json.loads(answer.out)["issues"] if i["open"]} == {"sql/new.sql"}
