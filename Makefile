# make ask           ask the bundled sample report a question, in English and in Chinese
# make test          everything that has to pass: `check`, then the tests
# make check         ruff, mypy, the licences of what is used, and whether a weakness is known of it (where that can be asked)
# make crash         kill the process of a library 500 times, at random moments and at every kind of write (half an hour)
# make fuzz          a million random inputs for everything that takes in what others wrote (minutes)
# make coverage      the tests once more, counting which branches of bot and retrieval they take (twice as long as the tests)
# make artefacts     make the files anew that ship and are made by a program, and compare
# make attack        documents that are made to do harm: bombs, loops, names (minutes)
# make soak          two hours in the life of the bot: memory, file handles, threads and time for an answer have to stay level
# make sbom          a bill of materials (CycloneDX) of everything that is installed with Yuanwen: sbom.json
# make lock          .ci/requirements.lock anew: the versions of constraints.txt with the hashes of their files
# make test-lowest   the tests with the oldest versions that pyproject.toml allows
#
# Each sets up a virtual environment first, and anew only when pyproject.toml or constraints.txt has changed: .venv, for
# another Python (make test PYTHON=python3.13) one with its version, for the oldest versions .venv-lowest; .venv-tools is
# for what looks at packages and is none of ours.

PYTHON ?= python3
VERSION = $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
VENV := .venv$(if $(filter-out python3,$(PYTHON)),-$(VERSION))
LOWEST := .venv-lowest
TOOLS := .venv-tools
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
SAMPLE := $(VENV)/bin/yuanwen --data-dir $(VENV)/sample-library
PYTEST := -m pytest --numprocesses 2 --dist loadfile

.PHONY: ask test check coverage artefacts crash fuzz attack soak sbom lock test-lowest

ask: $(VENV)/installed
	@$(SAMPLE) index retrieval/sample/sample-report.txt
	@echo && $(SAMPLE) ask -k 1 "which zone cut approval time by 62.6%"
	@echo && $(SAMPLE) ask -k 1 "把审批时限压减62.6%的是哪个开发区？"

test: check
	$(VENV)/bin/python $(PYTEST)

check: $(VENV)/installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/python tests/supply/licences.py
	@$(MAKE) --no-print-directory $(TOOLS)/audited

sbom: $(VENV)/installed-dev
	$(VENV)/bin/python tests/supply/bill_of_materials.py sbom.json

lock: $(TOOLS)/installed
	$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras --no-annotate \
		--no-header --constraint constraints.txt --output-file .ci/requirements.lock pyproject.toml

# Absolute: tests start processes in folders of their own, and what those measure belongs here.
coverage: export COVERAGE_FILE := $(CURDIR)/.coverage/data
coverage: $(VENV)/installed-dev
	rm -rf .coverage
	$(VENV)/bin/coverage run $(PYTEST) || test -e .coverage
	$(VENV)/bin/coverage combine --quiet
	$(VENV)/bin/coverage report

artefacts: $(VENV)/installed-dev
	$(VENV)/bin/python -m pytest -m artefact

crash: $(VENV)/installed-dev
	OMP_NUM_THREADS=1 $(VENV)/bin/python tests/crash/program.py --kills 500 --rounds 2000

fuzz: $(VENV)/installed-dev
	OMP_NUM_THREADS=1 $(VENV)/bin/python tests/fuzz/program.py --inputs 1000000

attack: $(VENV)/installed-dev
	OMP_NUM_THREADS=1 $(VENV)/bin/python tests/attacks/program.py

soak: $(VENV)/installed-dev
	OMP_NUM_THREADS=1 $(VENV)/bin/python tests/soak/program.py --minutes 120 --out $(VENV)/soak

test-lowest: $(LOWEST)/installed
	$(LOWEST)/bin/python $(PYTEST)

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(INSTALL) '.[dev]'
	@touch $@

$(TOOLS)/installed:
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit uv
	@touch $@

# Asked once for every change of constraints.txt; make -B .venv-tools/audited asks again.
$(TOOLS)/audited: constraints.txt $(TOOLS)/installed
	$(VENV)/bin/python tests/supply/audit.py $(TOOLS)/bin/pip-audit
	@touch $@

$(LOWEST)/installed: pyproject.toml
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(LOWEST)/bin/uv pip compile --quiet --resolution lowest-direct --extra dev --output-file $(LOWEST)/versions pyproject.toml
	$(LOWEST)/bin/uv pip install --quiet --python $(LOWEST) --requirement $(LOWEST)/versions --editable .
	@touch $@
