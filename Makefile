# Two commands do all the set-up: `make demo` and `make test`. PYTHON picks another interpreter.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test lint type unit check clean

# Translates an article of corpus/ with the embedded model: records in out/, both languages on the screen.
demo: $(VENV)/.installed
	$(BIN)/bitexte translate corpus/articles/$(DEMO) -g glossary.tsv -o out/ --view
DEMO ?= mediation-caucase.fr.txt

# The whole gate, as continuous integration runs it.
test: $(VENV)/.installed-dev lint type unit check

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: $(VENV)/.installed-dev
	$(BIN)/mypy --strict translate

# In as many processes as there are cores (four at most), a module's tests in one of them. Each computes in one thread:
# threads of several processes that wait for each other at the same time slow all of them down many times over.
unit: $(VENV)/.installed-dev
	OMP_NUM_THREADS=1 $(BIN)/pytest -W error -n auto --maxprocesses 4 --dist loadscope

# The project's own corpus under its own check: news pairs by every rule, with what a human translator may do in the
# baseline; machine output by what the ladder and the records promise.
check: $(VENV)/.installed-dev
	$(BIN)/bitexte check corpus/news corpus/general --jobs 2 --baseline corpus/check-baseline.json --fail-on warning
	$(BIN)/bitexte check corpus/aligned --select TERM,SPAN,EMPTY

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet '.[ingest]'
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
