# make ask     ask the bundled sample report a question, in English and in Chinese
# make test    everything that has to pass: `check`, then the tests
# make check   ruff and mypy
#
# Each sets up .venv first, and anew only when pyproject.toml or constraints.txt has changed.

PYTHON ?= python3
VENV := .venv
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
SAMPLE := $(VENV)/bin/yuanwen --data-dir $(VENV)/sample-library

.PHONY: ask test check

ask: $(VENV)/installed
	@$(SAMPLE) index retrieval/sample/sample-report.txt
	@echo && $(SAMPLE) ask -k 1 "which zone cut approval time by 62.6%"
	@echo && $(SAMPLE) ask -k 1 "把审批时限压减62.6%的是哪个开发区？"

test: check
	$(VENV)/bin/python -m pytest --numprocesses 2 --dist loadfile

check: $(VENV)/installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(INSTALL) '.[dev]'
	@touch $@
