# Each target sets up all that it needs: a Python 3.10 or later and make are enough.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: instructions browser release-check docs picture types differential help setup demo test lint format check-legacy-api legacy-api bench matrix matrix-quick mutation mutation-tenth fuzz constraints sbom clean

# Behind a company's proxy, the registry's certificate is one that only the system knows. uv asks the system if it is told
# to, under the second name before 0.11; pip does so by itself since 24.2, and before that wants a file.
export UV_SYSTEM_CERTS ?= true
export UV_NATIVE_TLS ?= true
SYSTEM_CERTS := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem))
ifneq ($(SYSTEM_CERTS),)
export PIP_CERT ?= $(SYSTEM_CERTS)
endif

# Tests start hundreds of Pythons, and each would compile all of boto3 and moto again.
unexport PYTHONDONTWRITEBYTECODE

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable ".[emulator]" --group dev
	@touch $@

setup: $(VENV)/.ready ## Make the development environment in .venv

# aiobotocore goes with a botocore that is not the newest, so its tests have an environment of their own.
$(VENV)-aio/.ready: pyproject.toml | setup
	$(PYTHON) -m venv $(VENV)-aio
	$(BIN)/uv pip install --quiet --python $(VENV)-aio/bin/python --editable ".[aio,emulator]" --group aio
	@touch $@

# OpenTelemetry, X-Ray and ddtrace patch botocore: nothing else should meet them.
$(VENV)-bench/.ready: pyproject.toml | setup
	$(PYTHON) -m venv $(VENV)-bench
	$(BIN)/uv pip install --quiet --python $(VENV)-bench/bin/python --editable ".[emulator]" --group bench
	@touch $@

# What the demo needs and no more, unless all is there already: it has no need of moto's server.
DEMO := $(if $(wildcard $(VENV)/.ready),$(VENV),$(VENV)-demo)
$(VENV)-demo/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)-demo
	$(VENV)-demo/bin/python -m pip install --quiet --no-compile --editable . "moto>=5.2"
	@touch $@

demo: $(DEMO)/.ready ## Run an old proxy-session script on today's boto3, against the emulator
	@$(DEMO)/bin/chime-shim demo

# The page of chime-shim report is looked at in a real browser. Where there is none, and none can be had,
# those tests say that they were skipped.
browser: ## Install Chromium where it is missing, if that is possible
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& echo "Installing chromium, for tests/report" \
		&& timeout 120 apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -qq -y --no-install-recommends chromium \
		>/dev/null; } || echo "No chromium: the tests of the report's page will be skipped"

# Coverage makes tests slower by half: it is taken of the core, by the tests of its rooms.
CORE := $(wildcard tests/test_*.py) $(addprefix tests/, compare events fix graft idioms ledger models policy report routes scan settings)
OTHERS := $(filter-out $(CORE) tests/aio tests/support tests/typing tests/conftest.py tests/__pycache__, $(wildcard tests/*))

test: setup lint browser $(VENV)-aio/.ready ## Check style and types, then run the tests, with coverage of the core, matrix-quick and instructions
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto $(CORE)
	$(VENV)-aio/bin/coverage run -m pytest -n auto tests/aio
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python -m pytest -n auto $(OTHERS)
	$(MAKE) matrix-quick
	$(MAKE) instructions

lint: setup ## Check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright

format: setup ## Format the code
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

GENERATED := CHIME_SHIM_DIFFERENTIAL_CALLS=20000 CHIME_SHIM_DIFFERENTIAL_RECORD=benchmarks/differential.json
differential: setup ## Compare 20,000 generated calls with botocore 1.37.1's own, with all shortcuts and with none
	$(GENERATED) $(BIN)/python -m pytest -n auto tests/differential
	$(GENERATED) CHIME_SHIM_SHORTCUTS=none CHIME_SHIM_FAST_TIMESTAMPS=0 $(BIN)/python -m pytest -n auto tests/differential

legacy-api: setup ## Make the restored API again from botocore 1.37.1
	$(BIN)/python -m tools.make_legacy_api

check-legacy-api: setup ## Compare the restored API with botocore 1.37.1
	$(BIN)/python -m tools.make_legacy_api --check

types: setup ## Make the stub of the typed client again from botocore 1.37.1
	$(BIN)/python -m tools.make_types

docs: setup ## Build the documentation into build/site
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --write-all --conf-dir docs . build/site

picture: setup ## Make the README's picture again
	$(BIN)/python docs/picture.py

bench: setup $(VENV)-aio/.ready $(VENV)-bench/.ready ## Measure what the shim costs, and write docs/performance.md (some minutes)
	$(BIN)/python -m benchmarks

instructions: setup ## Count the instructions of calls under valgrind, and compare them with those that are kept
	$(BIN)/python -m benchmarks.instructions --check

matrix: setup ## Run the whole compatibility grid, and write docs/compatibility.md (an hour or so)
	rm -rf .cache/matrix
	$(BIN)/nox -s core emulator aio cli table

matrix-quick: setup ## Run one diagonal of the grid
	$(BIN)/nox -s quick

release-check: setup ## Build what a release would ship, install it and test it from there
	$(BIN)/nox -s build release

constraints: setup ## Renew the versions that the development environment is made of
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.10 --no-header --no-annotate \
		--extra emulator --extra otel --group dev --group release pyproject.toml --output-file constraints.txt
	echo "uv==$$($(BIN)/uv --version | cut -d' ' -f2)" >> constraints.txt

sbom: setup ## List what an installation with all extras but aio is made of, in CycloneDX, in build/sbom.json
	@mkdir -p build
	$(BIN)/uv pip compile --quiet --universal --python-version 3.10 --no-header --no-annotate --constraint constraints.txt \
		--extra emulator --extra otel --extra policies pyproject.toml --output-file build/locked.txt
	$(BIN)/uv tool run --quiet --constraint constraints.txt --from cyclonedx-bom cyclonedx-py requirements \
		--pyproject pyproject.toml --output-reproducible --output-file build/sbom.json build/locked.txt

mutation: setup ## Change the core in places drawn by a seed, count what the tests notice, write docs/proof.md
	$(BIN)/python -m tools.mutation --write
	$(BIN)/python -m tools.proof --write

mutation-tenth: setup ## Try a tenth of that sample, another each day
	$(BIN)/python -m tools.mutation --tenth -1

# atheris is made for the CPythons of its own releases: it has an environment of its own.
$(VENV)-fuzz/.ready: pyproject.toml | setup
	$(PYTHON) -m venv $(VENV)-fuzz
	$(BIN)/uv pip install --quiet --python $(VENV)-fuzz/bin/python --constraint constraints.txt --editable . --group fuzz
	@touch $@

FUZZ_SECONDS ?= 60
fuzz: $(VENV)-fuzz/.ready ## Fuzz what reads the files of others, each target for FUZZ_SECONDS
	$(VENV)-fuzz/bin/python -m tools.fuzz --seconds $(FUZZ_SECONDS) --write
	$(BIN)/python -m tools.proof --write

clean: ## Remove what the other targets made
	rm -rf $(VENV) $(VENV)-aio $(VENV)-bench $(VENV)-demo $(VENV)-fuzz .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
