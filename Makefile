# Two commands: `make run` and `make test`. Each sets up whatever it needs, once, and says what went wrong if it cannot.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
JOBS ?= 2

# Looked for, in this order, when the environment is made; `make run PYTHON=...` names another.
PYTHONS := $(or $(PYTHON),python3.11 python3 python3.12 python3.13 python3.14)

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard web/translations/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check format bench lock clean env env-dev chromium

help: ## this list
	@echo 'Varaka: quizzes and flashcards from the facts of an article.'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

run: env $(CATALOGUES) ## set up what is missing, migrate the database, serve at http://HOST:PORT
	@exec $(PY) -m web.serving

test: env-dev $(CATALOGUES) chromium ## every test; JOBS=2 at a time
	@$(PY) -m pytest -n $(JOBS)

check: env-dev ## format, lint, types, import law: the only definition of clean
	@$(PY) -m ruff format --check --quiet . || { echo 'Run `make format` to format the files above.'; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

format: env-dev ## format the code, and mend what the linter can mend
	@$(PY) -m ruff format --quiet .
	@$(PY) -m ruff check --fix --quiet .

bench: env-dev $(CATALOGUES) ## how fast: generating, marking, scheduling, exporting, answering
	@$(PY) -m pytest tests/bench -m bench -n 0 --dist=no --benchmark-enable

lock: env-dev ## pin requirements*.in anew, with hashes
	@for name in requirements requirements-dev; do \
		$(PY) -m uv pip compile --quiet --upgrade --no-config --universal --python-version 3.11 --generate-hashes \
			--custom-compile-command 'make lock' $$name.in --output-file $$name.txt || exit 1; done

clean: ## remove everything made here but instance/
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks .coverage
	@find web/translations -name '*.mo' -delete 2>/dev/null || true
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the above need ---

env:
	@$(call install,requirements.txt)

env-dev: env
	@$(call install,requirements-dev.txt)

%.mo: %.po
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

# The shell is chromium without its window: half again as fast, and tried for once. Any chromium that is there will do.
chromium:
	@command -v chromium-headless-shell >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ ! -e $(VENV)/chromium.log ]; then \
		echo 'Installing chromium for the browser tests (once) ...' >&2; export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update && apt-get install -y --no-install-recommends chromium-headless-shell fonts-dejavu-core; } \
			>$(VENV)/chromium.log 2>&1 && exit 0; \
	fi; \
	for other in chromium chromium-browser google-chrome; do command -v $$other >/dev/null && exit 0; done; \
	[ ! -e $(VENV)/chromium.log ] || tail -n 5 $(VENV)/chromium.log >&2; \
	echo 'There is no chromium here: tests/browser/ is skipped. (Debian: apt-get install chromium-headless-shell)' >&2

# $(call install,FILE): install FILE, unless just this content was installed here before. An environment that is not there,
# or whose Python has gone, is made anew.
define install
if ! $(PY) -c '' 2>/dev/null; then \
	for python in $(PYTHONS) none; do \
		$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; done; \
	if [ $$python = none ]; then echo 'Varaka needs Python 3.11 or later, with its venv module.' >&2; exit 1; fi; \
	$$python -m venv --clear $(VENV) || exit 1; \
fi; \
if [ "$$(cat $(VENV)/$(1).sum 2>/dev/null)" != "$$(cksum $(1))" ]; then \
	echo 'Installing $(1) into $(VENV) (once) ...' >&2; \
	$(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $(1) || exit 1; \
	cksum $(1) >$(VENV)/$(1).sum; \
fi
endef
