# `make lab` is all a student needs. Everything else is `autograder <verb>` with its environment.
#
#   PYTHON       which Python makes the environment
#   TORCH_INDEX  where pip finds torch, e.g. the index of its CPU-only or CUDA builds; empty: PyPI
PYTHON ?= python3
TORCH_INDEX ?=
VENV ?= .venv
PYTEST_ARGS ?= -n auto --dist loadscope
LAB_ARGS ?=
CUDA_ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# Formgrader and the nbgrader commands start their helpers by bare name.
export PATH := $(abspath $(BIN)):$(PATH)

.PHONY: lab test cuda build sample grade doctor bench clean

lab: $(VENV)/.ready
	@$(BIN)/jupyter trust solutions/*/*.ipynb > /dev/null  # or JupyterLab hides the saved pictures
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/course $(LAB_ARGS)

test: $(VENV)/.ready-for-tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	OMP_NUM_THREADS=1 $(BIN)/pytest $(PYTEST_ARGS)

cuda: $(VENV)/.ready-for-tests
	$(BIN)/python tests/cuda/run.py $(CUDA_ARGS)

build sample doctor: $(VENV)/.ready
	$(BIN)/autograder $@

grade: $(VENV)/.ready
	$(BIN)/autograder grade --feedback

bench: $(VENV)/.ready
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.bench

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(PIP) torch --index-url $(TORCH_INDEX))
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-for-tests: $(VENV)/.ready
	$(PIP) -e '.[test]'
	@touch $@

# What a class handed in and earned (classroom/) is never cleaned away.
clean:
	rm -rf $(VENV) autograder.egg-info .pytest_cache .ruff_cache .hypothesis bench.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
