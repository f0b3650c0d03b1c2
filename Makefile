# `make lab` is all a student needs. Everything else is `autograder <verb>` with its environment.
#
#   PYTHON       which Python makes the environment
#   TORCH        another version of torch than the usual one, in an environment of its own
#   TORCH_INDEX  where pip finds torch, e.g. the index of its CPU-only or CUDA builds; empty: PyPI
PYTHON ?= python3
TORCH ?=
TORCH_INDEX ?=
VENV ?= .venv$(addprefix -torch-,$(TORCH))
PYTEST_ARGS ?= -n auto --dist loadscope
LAB_ARGS ?=
CUDA_ARGS ?=

BIN := $(VENV)/bin
CONSTRAINTS := $(if $(TORCH),$(VENV)/constraints.txt,constraints.txt)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS)

# Formgrader and the nbgrader commands start their helpers by bare name.
export PATH := $(abspath $(BIN)):$(PATH)

.PHONY: lab test cuda build book sample grade doctor bench mutants clean

lab: folder $(VENV)/.ready
	@$(BIN)/jupyter trust solutions/*/*.ipynb > /dev/null  # or JupyterLab hides the saved pictures
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/course \
		--LabApp.extra_labextensions_path=labextensions $(LAB_ARGS)

test: folder $(VENV)/.ready-for-tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	OMP_NUM_THREADS=1 $(BIN)/pytest $(PYTEST_ARGS)

cuda: $(VENV)/.ready-for-tests
	$(BIN)/python tests/cuda/run.py $(CUDA_ARGS)

build book sample doctor: $(VENV)/.ready
	$(BIN)/autograder $@

grade: $(VENV)/.ready
	$(BIN)/autograder grade --feedback

mutants: $(VENV)/.ready
	OMP_NUM_THREADS=1 $(BIN)/autograder mutants

bench: $(VENV)/.ready
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.bench

$(VENV)/.ready: pyproject.toml constraints.txt | folder
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH),{ grep -v '^torch==' constraints.txt; echo 'torch==$(TORCH)'; } > $(CONSTRAINTS))
	$(if $(TORCH_INDEX),$(PIP) torch --index-url $(TORCH_INDEX))
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-for-tests: $(VENV)/.ready
	$(PIP) -e '.[test]'
	@touch $@

# Told before anything is installed. pip and venv take the first five signs for something else in the
# name of a folder, nbgrader the last four and alembic the first; autograder/course.py has them too.
folder:
	@case "$$(pwd)" in *[%:\"\`\$$*?[]*|*]*) \
		echo "Rename this folder, or move the course to another: the tools that it needs can't work" \
			"where a folder's name has one of" '% : " ` $$ * ? [ ]' "in it." >&2; exit 2;; esac
	@test -w . || { echo "Nothing can be written here: copy the course to a folder of your own and" \
		"work there." >&2; exit 2; }

# What a class handed in and earned (classroom/) is never cleaned away.
clean:
	rm -rf $(VENV) book .venv-torch-* autograder.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis bench.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
