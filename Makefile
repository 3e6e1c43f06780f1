# Each target sets itself up in .venv: Debian 12 with python3, python3-venv and make is enough.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := evals/casebook/reports/harbour-bridge.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
UV := uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --quiet

help:            ## What can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */  make \1\t/'

.venv/drafter: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once) ..." >&2
	@$(PIP) install --require-hashes --no-compile -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/tests: requirements-test.lock requirements-wire.lock .venv/drafter
	@$(PIP) install --require-hashes --no-compile -r requirements-test.lock
	@$(PIP) install --require-hashes --no-compile --no-deps -r requirements-wire.lock
	@touch $@

.venv/bench: requirements-bench.lock .venv/tests
	@$(PIP) install --require-hashes --no-compile -r requirements-bench.lock
	@touch $@

draft: .venv/drafter      ## Draft the sample report on the embedded default and show it
	@$(BIN)/drafter draft $(SAMPLE) --format md
	@echo "Next: make serve, or: $(BIN)/drafter draft YOUR-REPORT.txt --format html --out briefing.html" >&2

serve: .venv/drafter      ## API and worker on http://127.0.0.1:8000; prints a key at the first start
	@$(BIN)/drafter serve

eval: .venv/drafter       ## The shipped casebook by every recipe, from recorded replies; the report
	@$(BIN)/python -m evals.shipped

test: .venv/tests         ## All checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term

bench-draft: .venv/tests  ## What a draft itself costs, beside its bounds
	@$(BIN)/python -m tests.benchmarks.drafting

bench-checks: .venv/tests ## What the checks find and miss on labelled news (DATA=folder), and their time
	@$(BIN)/python -m tests.benchmarks.checks $(if $(DATA),--data $(DATA)) $(if $(SHOW),--show $(SHOW))

bench-model: .venv/tests  ## What a call to a model costs besides the model, beside its bounds
	@$(BIN)/python -m tests.benchmarks.model

bench-jobs: .venv/tests   ## What jobs go through on both databases, and their pace (ONLY=kills: one trial)
	@$(BIN)/python -m tests.benchmarks.jobs $(if $(ONLY),--only $(ONLY)) $(if $(DATABASE),--database $(DATABASE))

bench-api: .venv/tests    ## What the API's calls take, beside a bare endpoint with one insert (DATABASE=)
	@$(BIN)/python -m tests.benchmarks.api $(if $(DATABASE),--database $(DATABASE))

check-clients: .venv/tests ## Generate Python and TypeScript clients from the document and use them (needs node, npm)
	@$(BIN)/python -m tests.contract.clients

bench-webhooks: .venv/tests ## What receivers that fail, stall, redirect or lie are sent, and how often
	@$(BIN)/python -m tests.benchmarks.webhooks

bench-eval: .venv/bench   ## What the runner of evaluations costs, beside pydantic-evals
	@$(BIN)/python -m tests.benchmarks.evaluation

bench-statistics: .venv/tests ## How often the statistics of evaluations are right, over simulated runs
	@$(BIN)/python -m tests.benchmarks.statistics

lock:                     ## Resolve the lock files again (needs uv)
	$(UV) pyproject.toml --extra build -o requirements.lock
	$(UV) pyproject.toml --extra build --extra test -o requirements-test.lock
	$(UV) --group wire --no-deps -o requirements-wire.lock
	$(UV) pyproject.toml --extra build --extra test --group bench -o requirements-bench.lock

.PHONY: help draft serve eval test check-clients bench-api bench-eval bench-statistics bench-webhooks bench-draft bench-checks bench-jobs bench-model lock
