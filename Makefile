# What a developer types. `make run` and `make test` need only Python 3.11+, pip, venv and make.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A browser that says something late, or hangs, fails one test in some thousands: what failed is tried
# once more, alone. A mistake fails twice; a run that did not come to its end (any status but 1) is none.
AGAIN = { [ $$? -eq 1 ] && echo "Once more, what failed:" && \
	$(BIN)/pytest --last-failed --last-failed-no-failures none; }

.DEFAULT_GOAL := help
.PHONY: help install run demo test slow fuzz fast lint accept lock clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 12

run: .venv/installed ## serve the blog at http://127.0.0.1:8000
	@$(BIN)/blog init
	@$(BIN)/blog serve

demo: .venv/installed ## serve the sample blog, from a folder of its own
	@BLOG_DATA=.demo $(BIN)/blog init
	@BLOG_DATA=.demo $(BIN)/blog import markdown blog/demo
	@BLOG_DATA=.demo $(BIN)/blog serve

install: .venv/installed ## what a server needs, compiled: the service itself can write nothing here
	@$(BIN)/python -m compileall -q blog migrations

test: .venv/developer ## style, types, contracts, tests, browser; all but the slow ones
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m tests.nu
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -n auto -m "not slow" || $(AGAIN)

slow: .venv/developer ## disasters and long stories in a browser
	@$(BIN)/pytest -n auto -m slow || $(AGAIN)

fuzz: .venv/developer ## properties, with many more examples than `make test`
	@FUZZ=many $(BIN)/pytest -n auto tests/fuzz tests/markdown/test_fuzz.py \
		tests/posts/test_nothing_is_lost.py tests/web/syndication/test_reader_model.py

fast: .venv/developer ## the tests without the browser
	@$(BIN)/pytest -n auto -m "not browser"

# Two at a time, the longest first.
define CHECKS
mypy
python -m tests.typescript
djlint --lint --quiet templates
lint-imports
ruff check .
ruff format --check .
endef
export CHECKS

lint: .venv/developer
	@echo "$$CHECKS" | xargs -P 2 -I {} sh -c '$(BIN)/{}'

accept: .venv/developer ## rewrite the golden files; read the diff
	@$(BIN)/pytest -n auto --accept

lock: ## write requirements*.txt anew (needs uv)
	uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 --extra build pyproject.toml -o requirements.txt
	uv pip compile -q --generate-hashes --no-header --universal --python-version 3.11 --extra build --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Commonplace needs Python 3.11 or newer; PYTHON=python3.12 make … chooses one.")'
	@echo "Making .venv and installing what the blog needs; this happens once."
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.txt pyproject.toml
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/developer: .venv/installed requirements-dev.txt
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
