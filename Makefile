# Two commands do all the set-up: `make demo` and `make test`. PYTHON picks another interpreter.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint type unit clean
