# Every target sets itself up: Python 3.11+ and make are all that the machine needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Scenarios on a cluster mostly wait. Each one of those that are played side by side needs a NATS server of its
# own in $TEST_NATS_URLS; those of many tasks at once are played alone.
SIDE_BY_SIDE ?= 1

.DEFAULT_GOAL := help
.PHONY: help install demo test check format export e2e bench lock image clean

help: ## list the targets
	@grep -hE '^[a-z][a-z0-9-]*:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/; s/[$$][$$]/$$/' | expand -t 10

install: $(READY) ## create .venv with the locked packages and the remedy command

$(READY): pyproject.toml locks/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "remedy needs Python 3.11 or newer; name one with make PYTHON=..."; exit 2; }
	@echo "Setting up .venv (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## a Rex push restarts QA, in the sandbox, on your screen
	@$(BIN)/remedy run scenarios/demo.yaml

test: $(READY) ## every test that needs no cluster
	@$(BIN)/pytest -n auto -q

check: $(READY) ## lint, format, types, layers and drift of the committed manifests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/remedy export --check

format: $(READY) ## let ruff mend what it can
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

export: $(READY) ## write manifests/ and the play's picture from the Python definitions
	@$(BIN)/remedy export
	@$(BIN)/remedy graph play --format svg --output docs/loops/play.svg

e2e: $(READY) ## the same scenarios on the real cluster of $$KUBECONFIG
	@$(BIN)/pytest -q -m cluster tests --ignore=tests/scenarios
	@$(BIN)/pytest -q -m cluster tests/scenarios -n $(SIDE_BY_SIDE) -k "not at-once"
	@$(BIN)/pytest -q -m cluster tests/scenarios -k at-once

bench: $(READY) ## measure the figures and hold each to its limit; most need the cluster of $$KUBECONFIG
	@$(BIN)/python -m benchmarks

lock: $(READY) ## resolve locks/*.txt anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o locks/step.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra operator --extra dev pyproject.toml -c locks/step.txt -o locks/dev.txt

clean: ## remove everything that make has made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
