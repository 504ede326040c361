# make demo: what a DBA sees. make test: linters, types, tests. Both set up .venv on their own.
.PHONY: help env demo test test-slow bench docs bundle clean

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.made
WHEELHOUSE := wheelhouse
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
  "$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

help:
	@echo 'make demo       scan, convert and load the sample estates, show what a DBA sees'
	@echo 'make test       ruff, mypy, every test that is not slow'
	@echo 'make test-slow  the slow tests'
	@echo 'make bench      speed and memory beside their budgets, and beside sqlglot and Ora2Pg'
	@echo 'make docs       build/docs/: a page for each rule and target'
	@echo 'make bundle     wheelhouse/ for machines without network (PLATFORM=win_amd64 PYVER=3.12 for Windows, linux-aarch64 ...)'
	@echo 'make clean      remove what these targets made'

env: $(STAMP)

$(STAMP): pyproject.toml
	@test -n '$(PYTHON)' || { echo 'make: needs Python 3.11 or newer with venv and ensurepip (on Debian: apt install python3-venv)' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q 'pip>=25.1'
	$(PY) -m pip install -q -e '.[verify]' --group dev
	@touch $@

demo: $(STAMP)
	@$(PY) tools/demo.py

test: $(STAMP)
	$(PY) -m ruff check
	$(PY) -m mypy
	$(PY) -m pytest -n auto --dist worksteal -m 'not slow'

test-slow: $(STAMP)
	$(PY) -m pytest -m slow

bench: $(STAMP)
	@$(PY) benchmarks/compare.py
	@$(PY) benchmarks/table.py

docs: $(STAMP)
	@$(PY) tools/docs.py

bundle: $(STAMP)
	@$(PY) tools/bundle.py --to $(WHEELHOUSE) $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(PYVER),--python $(PYVER))

clean:
	rm -rf $(VENV) $(WHEELHOUSE) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
