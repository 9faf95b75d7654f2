# Everything that is typed here. `demo` and `test` need python3 (3.11 or newer, with venv), make and git, and ask nothing.

PYTHON ?= python3
PORT ?= 8090
ARGS ?=
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --no-input install --require-hashes
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url
PURE := bot/flow/*,bot/domain/*
# One worker more than cores (tests/conftest.py); what shares a browser stays together.
SPREAD := -n auto --dist loadgroup

# What is compiled once is kept for the workers and processes that tests begin, whatever the surroundings say.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgresql coverage unit mutants bench check pages lock clean

help:
	@echo "make demo    simulator, bot and page on http://127.0.0.1:$(PORT)"
	@echo "make test    the whole test suite, the pure middle with coverage"
	@echo "make test-postgresql  the same on PostgreSQL, which the tests start by themselves"
	@echo "make coverage  the whole test suite, all of it with coverage"
	@echo "make unit    its fast part         (ARGS='-k place' chooses tests)"
	@echo "make mutants breaks 10,000 flow files: problems or a flow, never an exception"
	@echo "make check   style, types, imports, and the flows, texts and data"
	@echo "make bench   measures"
	@echo "make pages   writes the tables of docs/officers.md and docs/flow-language.md, and schema/"
	@echo "make lock    writes the lock files anew (needs uv)"
	@echo "make clean   removes what the others left behind; never data/"

demo: .venv/run.stamp
	@echo "Đang mở / starting: http://127.0.0.1:$(PORT)  (Ctrl-C: thôi / stop)"
	@$(BIN)/python -m bot simulate --demo --port $(PORT)

# Measuring makes a test half as slow again: so the pure middle is measured here, the whole by `make coverage`.
test: .venv/dev.stamp
	@mkdir -p test-output
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SPREAD) -m pure $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include='$(PURE)' --fail-under=100
	$(BIN)/python -m pytest $(SPREAD) -m 'not pure' $(ARGS)

test-postgresql: .venv/dev.stamp
	@mkdir -p test-output
	TEST_DATABASE=postgresql $(BIN)/python -m pytest $(SPREAD) $(ARGS)

coverage: .venv/dev.stamp
	@mkdir -p test-output
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SPREAD) $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include='$(PURE)' --fail-under=100
	$(BIN)/coverage report --omit='$(PURE)' --fail-under=90

unit: .venv/dev.stamp
	$(BIN)/python -m pytest $(SPREAD) -m 'not slow and not journey' $(ARGS)

mutants: .venv/dev.stamp
	MUTANTS=10000 $(BIN)/python -m pytest -m slow tests/flow/test_flow_mutations.py

bench: .venv/dev.stamp
	@desk=0; $(BIN)/python -m bench.desk || desk=$$?; $(BIN)/python -m bench $(ARGS) && exit $$desk

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check

pages: .venv/dev.stamp
	$(BIN)/python -m bot.staff_page docs/officers.md
	$(BIN)/python -m bot.flow_page docs/flow-language.md
	$(BIN)/python -m bot.flow_schema schema

# What runs is what was tested: the second file takes its versions from the first.
lock: .venv/dev.stamp
	@test -x $(BIN)/uv || { echo "uv is missing. Put it there with: $(BIN)/pip install uv"; exit 1; }
	$(COMPILE) --group dev -o requirements.lock
	$(COMPILE) --constraints requirements.lock -o requirements-run.lock

# data/ is left alone: it may hold people's words and the key to them.
clean:
	rm -rf .venv test-output .coverage .coverage.* build dist *.egg-info
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf "$${TMPDIR:-/tmp}"/hoaban-demo-*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: once, and again when a lock file changes ---------------------------------------------

define VENV
@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Hoa Ban needs Python 3.11 or newer, not " + sys.version.split()[0])'
@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Đang chuẩn bị / setting up .venv …"; $(PYTHON) -m venv --clear .venv; }
endef

.venv/run.stamp: requirements-run.lock
	$(VENV)
	$(INSTALL) -r requirements-run.lock
	@touch $@

# What tests need holds what running needs.
.venv/dev.stamp: requirements.lock
	$(VENV)
	$(INSTALL) -r requirements.lock
	@touch $@ .venv/run.stamp
