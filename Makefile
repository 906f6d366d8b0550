# The workshop's table of contents; `make help` lists it. CONTRIBUTING.md says when to use what.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PACKAGES := scripts/debian-packages.sh
ARGS ?=
ROUNDS ?= 1000

# Tests run in so many processes at once, a file in one of them; 0: all in one, as for what a terminal is needed for.
WORKERS ?= $(if $(filter -s --capture=no --pdb,$(ARGS)),0,2)

# The first Python of 3.11 or later; `make PYTHON=/path/to/python3 ...` overrides it.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
endif

.DEFAULT_GOAL := help
.PHONY: help run install test lint format bench soak docs transcripts packages bench-packages clean

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-24s %s\n", $$1, $$2}'

run: install  ## install, then a whole network in a box with real DHCP clients (ARGS="--clients 5")
	@$(BIN)/poolkeeper lab $(ARGS)

install: $(VENV)/.installed  ## leave .venv/bin/poolkeeper

test: packages $(VENV)/.installed-test  ## every test, with real peers where root allows it (ARGS="-k pool" WORKERS=4)
	@$(BIN)/python -m compileall -q src  # once, not in each program that a test starts, whatever the environment says
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.installed-test  ## ruff, mypy --strict, and whether the generated pages are fresh
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict
	@if [ -f src/poolkeeper/tools/reference.py ]; then $(BIN)/python -m poolkeeper.tools.reference --check; fi

format: $(VENV)/.installed-test  ## let ruff put imports, quotes and line breaks right
	@$(BIN)/ruff check --fix --select I .
	@$(BIN)/ruff format .

bench: bench-packages $(VENV)/.installed-bench  ## measure, in ratios; as root also beside peers, into docs/bench.md (ARGS="--quick")
	@$(BIN)/python bench/run.py $(ARGS)

soak: packages $(VENV)/.installed-test  ## for hours: ROUNDS=1000 kills, power cuts, a million spoilt packets, two days of 100,000 clients
	@$(BIN)/python -m pytest -s -m soak --rounds $(ROUNDS) $(ARGS)

docs: $(VENV)/.installed-test  ## write docs/reference anew from the tree, docs/language.md from tests/language
	@$(BIN)/python -m poolkeeper.tools.reference
	@$(BIN)/python -m pytest -q --regenerate -k language_page

transcripts: $(VENV)/.installed-test  ## write the golden console sessions anew; read the diff as a user would
	@$(BIN)/python -m pytest --regenerate -k transcript $(ARGS)

packages:  ## the Debian packages that tests use (installs them as root with YES=1)
	@$(PACKAGES) --for "make test" --by packages packaging/debian-packages.txt

bench-packages:  ## the Debian packages of the DHCP servers to measure against (as root with YES=1)
	@$(PACKAGES) --for "make bench" --by bench-packages packaging/debian-packages-bench.txt

clean:  ## remove everything that make made
	rm -rf $(VENV) build dist bench/out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- what stands in .venv; a stamp is older than pyproject.toml when its dependencies may have changed --

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "make: no Python 3.11 or later found; type: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "make: $(PYTHON) is no Python 3.11; type: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(PACKAGES) --always --for "$(PYTHON) -m venv" python3-venv
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "installing poolkeeper into $(VENV) ..."
	@$(PIP) -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "installing the test tools into $(VENV) ..."
	@$(PIP) -e '.[test]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed
	@$(PIP) -e '.[bench]'
	@touch $@
