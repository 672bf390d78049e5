# `make demo` shows the whole; `make test` proves it. Each target sets up what it needs.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := $(VENV)/.ready-bench
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
DB ?= aggregator.db

.PHONY: help install demo test lint audit bench bench-full docs screenshots clean

help:
	@echo "make demo             crawl a simulated web, merge, serve at http://127.0.0.1:8001/ (NOSERVE=1: stop before serving)"
	@echo "make test             run the tests"
	@echo "make lint             ruff, mypy, import-linter, codespell, generated docs up to date"
	@echo "make audit            look up our libraries among the known vulnerabilities (needs api.osv.dev)"
	@echo "make bench            measure (small, minutes)"
	@echo "make bench-full       measure the merge to a million postings, into bench/RESULTS.md (hours; BENCH=--help)"
	@echo "make docs             write the generated docs anew"
	@echo "make screenshots      picture the pages (needs chromium)"
	@echo "make install          only set up the environment"

$(READY): requirements.lock pyproject.toml
ifdef UV
	test -d $(VENV) || uv venv --quiet --python $(PYTHON) $(VENV)
	uv pip install --quiet --python $(BIN)/python -r requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	touch $@

install: $(READY)

demo: $(READY)
	$(BIN)/python -m aggregator demo --db $(DB) $(if $(NOSERVE),--no-serve)

test: $(READY)
	$(BIN)/python -m pytest -n 3 $(PYTEST)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/cog -I . --check docs/*.md README.md

# pip-audit stands apart from what it looks at. Not --service pypi: what a mirror does not know would pass unseen.
AUDIT := $(VENV)/audit
audit: $(READY)
	test -d $(AUDIT) || $(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.10,<3"
	@$(AUDIT)/bin/pip-audit --strict --no-deps --disable-pip --service osv --requirement requirements.lock 2> $(AUDIT)/told && cat $(AUDIT)/told \
		|| { grep "known vulnerabilit" $(AUDIT)/told || echo "audit: api.osv.dev did not answer: nothing was audited (the reason stands in $(AUDIT)/told)"; exit 1; }

# What our merge is compared with; beside our own libraries, in the same environment.
$(PEERS): requirements-bench.lock $(READY)
ifdef UV
	uv pip install --quiet --python $(BIN)/python -r requirements-bench.lock
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.lock
endif
	touch $@

bench: $(PEERS)
	$(BIN)/python -m bench

bench-full: $(PEERS)
	$(BIN)/python -m bench.full $(BENCH)

docs: $(READY)
	$(BIN)/cog -I . -r docs/*.md README.md

screenshots: $(READY)
	$(BIN)/python -m bench.screenshots

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
