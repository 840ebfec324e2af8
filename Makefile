# The few words of this project. `make` lists them; CI calls the same words and nothing else.
.DEFAULT_GOAL := help
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PARALLEL ?= 2
CANDIDATES := python3.11 python3.12 python3.13 python3.14 python3 python
# The first interpreter that runs and is 3.11 or newer; override with `make PYTHON=/path/to/python demo`.
PYTHON ?= $(shell for one in $(CANDIDATES); do \
	"$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v "$$one"; break; }; done)

.PHONY: help demo test slow digest check format soak bench golden mutants lock clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## install, then the whole job on a small invented world: under a minute, no network needed by the job
	@$(BIN)/tracker demo --out demo-output

# A test that never ends (a pattern that became a square) is stopped and named; no test looks at a clock itself.
ENDS = -o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true --max-worker-restart 0

test: $(VENV)/.dev ## install, then all quick tests, without any outside network
	@$(BIN)/python -m pytest -n $(PARALLEL) --dist loadscope -q $(ENDS)

slow: $(VENV)/.dev ## whole weeks and worlds over loopback, beside the quick tests in CI
	@$(BIN)/python -m pytest -m "slow and not soak" -n $(PARALLEL) --dist loadscope -q

digest: $(VENV)/.run ## the real thing: poll the live services, then write the digest of the last seven days to digest/
	@$(BIN)/tracker digest --poll --out digest

check: $(VENV)/.dev ## lint, format, strict types, import contract, workflows
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/zizmor --offline --quiet .github
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

format: $(VENV)/.dev ## let ruff lay out the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

soak: $(VENV)/.dev ## what takes longer: fuzzing, kills, whole fault tables, the budgets of docs/scale.md
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -m soak -n $(PARALLEL) --dist loadscope -q --ignore tests/scale
	@$(BIN)/python -m pytest -m soak -n 0 -q tests/scale

bench: $(VENV)/.bench ## time and memory of parse and diff; shown, not gating (AGAINST=FOLDER: beside another checkout)
	@$(BIN)/python tests/bench/run.py $(if $(AGAINST),--against "$(AGAINST)")

golden: $(VENV)/.dev ## rewrite expected files (and fail, so that you review and commit them)
	@$(BIN)/python -m pytest --update-golden -q

# make mutants COUNT=1000 SEED=2 ONLY=tracker/diff/ draws others; ALL=1 tries every one, for hours.
mutants: $(VENV)/.mutants ## which small changes of the pure core no test sees; shown, not gating (docs/decisions/0015)
	@$(BIN)/python tests/mutants/run.py --jobs $(PARALLEL) $(if $(ALL),--all) $(if $(COUNT),--count $(COUNT)) \
		$(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)

lock: $(VENV)/.lock ## write the locks anew where pyproject.toml asks for it (UPGRADE=1: with the newest versions)
	@$(COMPILE) --extra build --output-file requirements.txt pyproject.toml
	@$(COMPILE) --extra dev --extra audit --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml

clean: ## remove what these words made
	@rm -rf $(VENV) build dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# One virtual environment, made once and again only when pyproject.toml changes. Where the interpreter comes without
# ensurepip, its own pip fills the environment from outside.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none of these runs: $(CANDIDATES). Name one: make PYTHON=/path/to/python" >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is not Python 3.11 or newer" >&2; exit 2; }
	@"$(PYTHON)" -m venv $(VENV) >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear --without-pip $(VENV)
	@touch $@

# Said once for all environments: `$(call FILL,REQUIREMENT,LOCK)`. With LOCKED=1, as in the workflows, the files that the
# lock names are installed, checked by their hashes, and nothing else is fetched.
PIP = fill() { if test -x $(BIN)/pip; then $(BIN)/python -m pip install --quiet --disable-pip-version-check "$$@"; \
	else "$(PYTHON)" -m pip --python $(BIN)/python install --quiet --disable-pip-version-check "$$@"; fi; }; fill
FILL = $(if $(LOCKED),$(PIP) --require-hashes --requirement $(2) && fill --no-deps --no-build-isolation --editable .,$(PIP) --editable $(1))

$(VENV)/.run: $(VENV)/.made pyproject.toml
	@echo "Installing into $(VENV) ..."
	@$(call FILL,.,requirements.lock)
	@touch $@

$(VENV)/.bench: $(VENV)/.dev
	@$(PIP) --editable '.[bench]' || echo "The tools to compare with cannot be installed here; the bench leaves them out." >&2
	@touch $@

$(VENV)/.mutants: $(VENV)/.dev
	@$(PIP) --editable '.[mutants]'
	@touch $@

$(VENV)/.lock: $(VENV)/.made pyproject.toml
	@$(PIP) --editable '.[lock]'
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	@echo "Installing into $(VENV), with the tools for tests ..."
	@$(call FILL,'.[dev]',requirements-dev.lock)
	@touch $@ $(VENV)/.run
