# Vigil. `make help` lists what there is; the work is done by the short scripts in .ci/.
.POSIX:

ARGS =
VENV = .venv
RUNTIME = $(VENV)/runtime.stamp
DEVELOPMENT = $(VENV)/development.stamp

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 14

run: $(RUNTIME) ## the demo: eight beds, simulated monitors, accounts printed (ARGS="--port 9000")
	@exec $(VENV)/bin/vigil demo $(ARGS)

test: $(DEVELOPMENT) ## every check and every test; says what this machine could not run
	@.ci/check all

check: $(DEVELOPMENT) ## format, lint, types and import contracts only
	@.ci/check static

fix: $(DEVELOPMENT) ## rewrites what the formatters and linters can repair
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .
	@if .ci/node-tools; then cd frontend && node_modules/.bin/biome check --write . ; fi

bench: $(DEVELOPMENT) ## the measurements of docs/performance.md
	@$(VENV)/bin/python -m tests.bench $(ARGS)

lock: $(DEVELOPMENT) ## pins the dependencies again (ARGS=--upgrade takes the newest)
	@.ci/lock $(ARGS)

clean: ## removes what make and the tools made
	rm -rf $(VENV) frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@python=$$(.ci/find-python) && $$python -m venv $(VENV)

$(RUNTIME): $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "installing into $(VENV)"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(RUNTIME)

$(DEVELOPMENT): $(RUNTIME) requirements-dev.lock
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(DEVELOPMENT)

.PHONY: help run test check fix bench lock clean
