# What can be done with this checkout. Needs Python 3.11 or newer, make and git; `make` alone lists the targets.
#
#   PORT, ESCALATION_DATA_DIR, ESCALATION_DATABASE_URL ...   are read by the program, from the environment
#   PYTHON=python3.12    another interpreter        VENV=.venv-3.12    another environment
#   ARGS="..."           more arguments for the command behind a target

SHELL := /bin/sh
.SHELLFLAGS := -euc
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Bytecode is kept, whatever the environment says: the tests start the program a hundred times and more.
export PYTHONDONTWRITEBYTECODE :=

# Stamps: an environment is brought up to date when a lock file is newer, and left alone otherwise.
# The second waits for the first, so that two installations never write into one environment.
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

# -- Using it ---------------------------------------------------------------------------------------------------------

.PHONY: run
run: $(RUNTIME) ## Start everything: database, API and worker on http://127.0.0.1:8000 (PORT=...)
	exec $(BIN)/escalation serve --sample $(ARGS)

.PHONY: demo
demo: $(RUNTIME) ## Tell the story of three tickets in a minute, through the API
	exec $(BIN)/escalation demo $(ARGS)

# -- Checking it ------------------------------------------------------------------------------------------------------

.PHONY: check
check: format-check lint types contracts openapi-check test ## Everything that has to hold before a change goes in

.PHONY: test
test: $(DEV) ## Run the tests
	$(BIN)/pytest -n auto $(ARGS)

.PHONY: coverage
coverage: $(DEV) ## Run the tests and tell which lines of src none of them reaches
	$(BIN)/pytest -n auto --cov --cov-report=term $(ARGS)

.PHONY: lint
lint: $(DEV) ## Look for mistakes and style
	$(BIN)/ruff check

.PHONY: format-check
format-check: $(DEV)
	$(BIN)/ruff format --check

.PHONY: types
types: $(DEV) ## Check the types, strictly
	$(BIN)/mypy

.PHONY: contracts
contracts: $(DEV) ## Check that imports point inward only
	$(BIN)/lint-imports --no-logo

.PHONY: openapi-check
openapi-check: $(DEV)
	$(BIN)/escalation openapi --check

.PHONY: torture
torture: $(DEV) ## Long fault runs: kills, races, lost connections
	$(BIN)/pytest -m torture -o faulthandler_timeout=0 $(ARGS)

.PHONY: bench
bench: $(DEV) ## Measure; docs/performance.md says what
	$(BIN)/python -m bench $(ARGS)

# -- Changing it ------------------------------------------------------------------------------------------------------

.PHONY: format
format: $(DEV) ## Format the code and sort its imports
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format

.PHONY: openapi
openapi: $(DEV) ## Write openapi/openapi.json anew from the code
	$(BIN)/escalation openapi

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.PHONY: lock
lock: $(DEV) ## Choose the versions of the dependencies anew (ARGS=--upgrade for the newest)
	$(LOCK) $(ARGS) --group build pyproject.toml -o requirements/runtime.txt
	$(LOCK) $(ARGS) --group dev --group build -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt

.PHONY: wheel
wheel: $(RUNTIME) ## Build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel

.PHONY: clean
clean: ## Remove the environment and everything that was built; the data in var/ stays
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache
	find src tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# -- The environment --------------------------------------------------------------------------------------------------

# A link to an interpreter that has gone counts as missing, and everything is made anew.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not that. Say which to use: make PYTHON=python3.12" >&2; \
		exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements/runtime.txt pyproject.toml | $(BIN)/python
	@echo "Installing the locked dependencies ..."
	@$(PIP) install --require-hashes --requirement requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	@echo "Installing the locked tools ..."
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@
