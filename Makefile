# 议决 Yijue. Two commands matter: `make demo` shows it, `make test` proves it.
# Every target says what it does and does nothing twice.

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
JOBS ?= 2
# The long runs have targets of their own.
SHORT := not long
# Everything that touches the database runs a second time, on PostgreSQL.
SECOND := --ignore=tests/law --ignore=tests/browser -m "$(SHORT) and not one_engine"

.NOTPARALLEL:
.PHONY: help setup demo test test-sqlite test-postgres check browser full bench docs lock

help: ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## system packages, .venv, fonts, Chinese catalogue
	@$(PYTHON) setup/system.py demo
	@$(PYTHON) setup/environment.py
	@$(PYTHON) setup/fonts.py
	@$(MAKE) --no-print-directory catalogues

.PHONY: catalogues
catalogues: $(CATALOGUES)
	@:

%.mo: %.po
	msgfmt --check-format --output-file $@ $<

demo: setup ## the invented township, at http://127.0.0.1:8000/
	@echo "demo: preparing the database"
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) demo
	@DEBUG=$${DEBUG:-no} $(PYTHON) setup/serve.py

test: ready-to-test check test-sqlite test-postgres ## everything but the long runs, on both engines

.PHONY: ready-to-test
ready-to-test:
	@$(PYTHON) setup/system.py test
	@$(MAKE) --no-print-directory setup

test-sqlite: ## the whole suite on SQLite
	$(BIN)/pytest -n $(JOBS) -m "$(SHORT)"

test-postgres: ## all that touches the database, on PostgreSQL
	$(BIN)/python setup/postgres.py $(BIN)/pytest -n $(JOBS) $(SECOND)

check: ## form, shapes, imports, migrations, settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check

browser: ready-to-test ## every page for every role in Chromium
	$(BIN)/pytest tests/browser

full: ready-to-test ## the long runs: fuzzing, faults, the whole permission matrix
	@$(PYTHON) setup/system.py full postgres redis
	$(BIN)/pytest -n $(JOBS)
	$(BIN)/python setup/postgres.py $(BIN)/pytest -n $(JOBS) --ignore=tests/browser -m "not one_engine"

bench: setup ## speed against plain references; writes docs/benchmarks.md (PARTS="posting --large" for some)
	@$(PYTHON) setup/system.py bench postgres
	PG_DURABLE=yes $(BIN)/python setup/postgres.py $(BIN)/python -m tests.bench $(PARTS)

docs: setup ## writes docs/statute.md from the code
	$(MANAGE) statute

lock: ## compiles requirements/*.in again (needs a network; `make lock UP=--upgrade` for newer ones)
	sh setup/lock.sh $(UP)
