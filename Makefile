PYTHON ?= python3
PY := .venv/bin/python
UV := .venv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE)
PYTEST_WORKERS ?= auto
# The servers live exactly as long as the command after the dashes.
WITH_SERVERS := $(PY) manage.py services --temporary --

.DEFAULT_GOAL := help
.PHONY: help install install-dev run serve worker migrate test contract-tools integ format lint lock audit loadtest messages tour openapi clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

install:
	@$(PYTHON) bootstrap.py base

install-dev:
	@$(PYTHON) bootstrap.py dev

run: install ## Start everything on this machine: servers, web, live, worker, beat, demo data
	@exec $(PY) manage.py up

serve: install ## Start only the web process, on the servers that the environment or `make run` names
	@exec $(PY) manage.py process web

worker: install ## Start only a background worker, likewise
	@exec $(PY) manage.py process worker

migrate: install ## Bring the database up to date, as its owner
	@$(PY) manage.py migrate

test: install-dev ## Everything that CI runs, on real servers of its own
	@$(WITH_SERVERS) $(PY) -m pytest -n $(PYTEST_WORKERS) --dist loadgroup --no-loadscope-reorder $(ARGS)

contract-tools: ## What other people read our contract and webhooks with (Node.js); tests without it are skipped
	@cd tests/contract_tools && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

integ: install-dev ## Only the slow tests: browsers, whole processes, faults
	@$(WITH_SERVERS) $(PY) -m pytest -n $(PYTEST_WORKERS) --dist loadgroup --no-loadscope-reorder -m integ $(ARGS)

format: install-dev ## Rewrite the code in the house's style
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

lint: install-dev ## Style, types, import direction, dependencies, templates
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	$(PY) -m deptry .
	$(PY) -m djlint --quiet --lint templates

lock: install-dev ## Resolve requirements/*.in into hash-locked files (UPGRADE=--upgrade for newer releases)
	$(COMPILE) requirements/base.in -o requirements/base.txt
	$(COMPILE) requirements/prod.in -c requirements/base.txt -o requirements/prod.txt
	$(COMPILE) requirements/extras.in -c requirements/base.txt -o requirements/extras.txt
	$(COMPILE) requirements/dev.in -c requirements/base.txt -c requirements/extras.txt -o requirements/dev.txt
	$(COMPILE) requirements/loadtest.in -c requirements/dev.txt -o requirements/loadtest.txt
	$(COMPILE) requirements/uv.in -o requirements/uv.txt

audit: install-dev ## Known vulnerabilities in the locked packages
	$(PY) -m pip_audit --require-hashes --disable-pip -r requirements/base.txt
	$(PY) -m pip_audit --require-hashes --disable-pip -r requirements/extras.txt

loadtest: ## Mixed real traffic against a running HireTrack (HOST=http://127.0.0.1:8000)
	@$(PYTHON) bootstrap.py loadtest
	@$(PY) -m locust -f benchmarks/locustfile.py --headless --host $(or $(HOST),http://127.0.0.1:8000) \
	  --users $(or $(USERS),20) --spawn-rate 10 --run-time $(or $(TIME),30s) --only-summary

messages: install-dev ## Bring new texts into the German catalogue, and say what lacks a translation
	@$(PY) -m tests.translations

tour: install-dev ## Take the screenshots of docs/tour from a running demo (HOST=http://127.0.0.1:8000)
	@$(PY) docs/tour/take.py --url $(or $(HOST),http://127.0.0.1:8000)

openapi: install-dev ## Write the contract that the code implements
	@$(PY) manage.py spectacular --file openapi.yaml

clean: ## Remove what can be made again (not .data, which holds the database)
	rm -rf .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis staticfiles
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
