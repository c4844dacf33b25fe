# Everything a person or a machine calls. `make run` and `make test` need python3, git and make.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
PALABRE_DATA ?= $(CURDIR)/var
export PORT PALABRE_DATA

BIN := .venv/bin
PO := $(wildcard platform/palabre/locale/*/LC_MESSAGES/*.po)

.PHONY: run test test-sqlite test-postgresql check fix bench pins pictures machine clean

run: .venv/run
	@exec $(BIN)/python -m palabre.config.run

test: .venv/test machine
	@$(BIN)/python -m tests.machine run

# One database at a time, for whoever works on one: make test-sqlite ARGS="tests/forums -x"
test-sqlite test-postgresql: .venv/test machine
	@$(BIN)/python -m tests.machine run $(@:test-%=%) -- $(ARGS)

check: .venv/test machine
	@$(BIN)/python -m tests.machine check

fix: .venv/test static/js/live.js static/js/queue.js static/js/case.js
	$(BIN)/ruff check --fix platform tests manage.py
	$(BIN)/ruff format platform tests manage.py
	find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +
	$(BIN)/djhtml templates

# One file for the pages on which something happens in place; tests/house knows when it is out of date.
static/js/live.js: static/vendor/htmx.min.js static/js/palabre.js
static/js/queue.js: static/js/palabre.js static/js/moderation.js
static/js/case.js: static/vendor/htmx.min.js static/js/palabre.js static/js/moderation.js
static/js/live.js static/js/queue.js static/js/case.js:
	cat $^ > $@

bench: .venv/test machine
	@$(BIN)/python -m tests.bench

# The pictures of docs/, made from the demonstration.
pictures: .venv/test machine
	@$(BIN)/python -m tests.pictures

# Programs that the tests drive: a browser, PostgreSQL, Redis, gettext.
machine: .venv/test
	@$(BIN)/python -m tests.machine ready

pins:
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.txt -q --custom-compile-command "make pins"
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra test pyproject.toml -o requirements-test.txt -c requirements.txt -q --custom-compile-command "make pins"

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

# The project's own code is found through one path file, which is what an editable install makes.
.venv/run: requirements.txt | .venv/bin/python
	@echo "Setting up Palabre (once)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'palabre.pth').write_text('$(CURDIR)/platform\n')"
	@touch $@

.venv/test: requirements-test.txt .venv/run
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
