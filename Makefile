# Two commands do everything: `make run` builds the graph of data/letters, `make test` runs all tests.
# Both set up their own virtual environment, once, of the versions and digests in requirements.lock; it is made anew when that
# or pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LETTERS ?= data/letters
OUTPUT ?= output

.PHONY: run test nightly check bench golden weights lock clean help

help:            ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/ \t/'

# Findings (exit status 1) are told by the build itself, and are no error of make's.
run: $(VENV)/.run  ## Build the graph, the page and the renewal report of LETTERS into OUTPUT
	@$(BIN)/kg build "$(LETTERS)" -o "$(OUTPUT)" || [ $$? -eq 1 ]

test: $(VENV)/.test  ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

nightly: $(VENV)/.test  ## Run the tests that take minutes, read 20,000 damaged texts and 1,500 damaged files, and try what may grow faster than a letter
	@$(BIN)/python -m pytest -m nightly
	@KG_NIGHTLY=1 $(BIN)/python -m pytest -n auto tests/test_fuzz.py tests/test_growth.py

check: $(VENV)/.test  ## Check types, style and the layers of imports
	@$(BIN)/ruff check kg tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports

golden: $(VENV)/.test  ## Write the expected answers of queries and reports, and the notebook, anew, after a change that is meant
	@$(BIN)/python -m tests.test_golden_queries
	@$(BIN)/python -m tests.test_golden_reports
	@cd docs && ../$(BIN)/python ../tests/executing.py horizon.ipynb

weights: $(VENV)/.test  ## Learn the shipped weights anew from all letters with gold: about an hour on two cores
	@$(BIN)/kg train data/training/gold data/gold tests/fixtures/letters/development/gold \
	  tests/fixtures/letters/invented/gold -o data/weights/reading.gz

# hatchling and editables are what installs council-kg itself; uv leaves out what pyproject.toml tells it to.
lock: $(BIN)/python  ## Write requirements.lock anew, with the newest versions that fit
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@printf 'hatchling>=1.25\neditables\n' | $(BIN)/uv pip compile pyproject.toml - --universal --python-version 3.11 \
	  --generate-hashes --upgrade --no-header --no-annotate --quiet --output-file requirements.lock

bench: $(VENV)/.test  ## Measure
	@$(BIN)/python benchmarks/processes.py
	@$(BIN)/python benchmarks/letters.py
	@$(BIN)/python benchmarks/pages.py
	@$(BIN)/python -m benchmarks.graph_page
	@$(BIN)/python benchmarks/queries.py

clean:           ## Remove what was set up and built
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find "$(OUTPUT)" -mindepth 1 ! -name .gitkeep -delete

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "council-kg needs Python 3.11 or later; name one with: make PYTHON=python3.12 run" >&2; exit 2; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml requirements.lock | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
