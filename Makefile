# `make demo` and `make test` need nothing but Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: help demo test lint gate bench soak golden reference clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.stamp-run ## the whole job on a newsroom on this machine; ARGS=--once ends after its day
	$(BIN)/stet demo $(ARGS)

test: $(VENV)/.stamp-test lint ## every check and every test but the long ones; ARGS go to pytest
	$(BIN)/pytest -n 2 --dist loadfile -m "not soak" $(ARGS)

lint: $(VENV)/.stamp-test
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

gate: $(VENV)/.stamp-test ## figures of quality, which may only rise
	$(BIN)/pytest tests/benchmarks -m "not soak" $(ARGS)
	$(BIN)/python -m tests.benchmarks.gate_flags

bench: $(VENV)/.stamp-bench ## figures of quality and speed beside peers, in one run
	$(BIN)/python -m tests.benchmarks.bench $(ARGS)

soak: $(VENV)/.stamp-test ## the long tests: kill -9, a service for an hour
	$(BIN)/pytest -m soak $(ARGS)

golden: $(VENV)/.stamp-test ## write golden files anew; read the difference before you commit it
	$(BIN)/pytest tests/golden --rewrite -q

reference: $(VENV)/.stamp-test ## write docs/cli.md anew from the commands' help
	$(BIN)/python -m tests.docs.reference

clean: ## take away what make has made
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/.stamp-run: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Stet needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.stamp-bench: $(VENV)/.stamp-test
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test,bench]"
	@touch $@

$(VENV)/.stamp-test: $(VENV)/.stamp-run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	@touch $@
