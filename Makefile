# Two commands do everything on a fresh Debian or Ubuntu machine with Python 3.11+: `make demo` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

export LC_ALL := C.UTF-8
# Compiled once for the hundreds of processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-full simulate bench tour lint audit sbom lock system system-test clean

system:
	@bash .ci/install_system_packages demo

system-test:
	@bash .ci/install_system_packages test

$(READY): pyproject.toml constraints.txt .ci/build_catalogues.py
	$(PYTHON) -m venv $(VENV)
	@# Nothing is built but this package, and nothing installed whose hash is not in the file.
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@# Qt's own switch: its Python part is written out and compiled once, instead of at every start.
	SBK_EMBED=False $(BIN)/python -c "import PySide6.QtCore"
	@touch $@

.PHONY: catalogues
catalogues: $(READY)
	@$(BIN)/python .ci/build_catalogues.py >/dev/null

demo: system catalogues
	$(BIN)/borrower-app demo

tour: system catalogues
	$(BIN)/borrower-app tour --out tour

lint: catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit --quiet --recursive --severity-level medium borrower_app

# Asks the published lists of vulnerabilities, so it needs a network; what it could not ask about is an error.
audit: $(READY)
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet pip-audit
	.venv-audit/bin/pip-audit --strict --require-hashes --disable-pip --requirement constraints.txt

# The parts that ship, as CycloneDX.
sbom: $(READY)
	$(BIN)/python .ci/bill_of_materials.py >borrower-app.cdx.json

# `uv` from anywhere: only it writes one lock for three systems.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@sed -n '/^#/p' constraints.txt >constraints.new
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras --no-annotate --no-header \
	  --upgrade pyproject.toml >>constraints.new
	@mv constraints.new constraints.txt

test: system-test lint
	$(BIN)/python -m pytest -m "not full" -n auto --maxprocesses 4 --dist worksteal

test-full: system-test lint
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal
	$(BIN)/python -m tests.mutations --sample 200

SEEDS ?= 200
FROM ?= 0
simulate: system catalogues
	$(BIN)/python -m tests.simulation --seeds $(SEEDS) --from $(FROM)

bench: system catalogues
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV) .venv-audit tour
