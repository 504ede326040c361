# make test: environment, linters, types, tests.
PYTHON ?= python3
PY := .venv/bin/python

.PHONY: env test test-slow clean
env: .venv/.made

.venv/.made: pyproject.toml
	$(PYTHON) -m venv .venv
	$(PY) -m pip install -q -e '.[verify]' 'pytest>=8.3' 'pytest-benchmark>=5.1' 'pytest-timeout>=2.3' 'hypothesis>=6.120' 'ruff>=0.9' 'mypy>=1.15'
	touch .venv/.made

test: env
	$(PY) -m ruff check src tests tools
	$(PY) -m mypy
	$(PY) -m pytest -q -m 'not slow'

test-slow: env
	$(PY) -m pytest -q -m slow

clean:
	rm -rf .venv
