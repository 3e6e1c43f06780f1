# Each target sets itself up in .venv: Debian 12 with python3, python3-venv and make is enough.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := evals/casebook/reports/harbour-bridge.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
UV := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --quiet

help:            ## What can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */  make \1\t/'

.venv/drafter: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once) ..." >&2
	@$(PIP) install --require-hashes --no-compile -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/tests: requirements-test.lock .venv/drafter
	@$(PIP) install --require-hashes --no-compile -r requirements-test.lock
	@touch $@

draft: .venv/drafter      ## Draft the sample report on the embedded default and show it
	@$(BIN)/drafter draft $(SAMPLE) --format md
	@echo "Next: make serve, or: $(BIN)/drafter draft YOUR-REPORT.txt --format html --out briefing.html" >&2

serve: .venv/drafter      ## API and worker on http://127.0.0.1:8000; prints a key at the first start
	@$(BIN)/drafter serve

test: .venv/tests         ## All checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov --cov-report=term

bench-draft: .venv/tests  ## What a draft itself costs, beside its bounds
	@$(BIN)/python -m tests.benchmarks.drafting

lock:                     ## Resolve the lock files again (needs uv)
	$(UV) --extra build -o requirements.lock
	$(UV) --extra build --extra test -o requirements-test.lock

.PHONY: help draft serve test bench-draft lock
