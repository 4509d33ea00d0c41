# `just check` is what CI runs. Tools come from .venv where there is one, else from the path.

set shell := ["sh", "-eu", "-c"]

export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")
export PYRIGHT_PYTHON_IGNORE_WARNINGS := "1" # no look-up of newer releases
export PYTHONDONTWRITEBYTECODE := "" # wherever it is set, every process of the tests would compile dronedeal anew

# the recipes there are
[private]
default:
    @just --list --unsorted

# everything that must hold before a change lands; the tests' summary comes last
check: lint types contracts docs test

# style: ruff's rules and its formatting
lint:
    ruff check --quiet
    ruff format --check --quiet

# mypy and pyright, both strict, over src, beside each other
[parallel]
types: mypy pyright

[private]
mypy:
    mypy

[private]
pyright:
    pyright --project pyproject.toml

# who may import whom
contracts:
    lint-imports --no-logo

# the pages, with every link checked
docs:
    zensical build --strict --clean

# the tests, or some of them: just test tests/deal -k money
test *which:
    pytest -n 2 -q {{ which }}

# mutants of what money rests on, and which of them no test kills (needs the extra `mutants`); tests/mutants.md explains those
mutants *which:
    mutmut run --max-children 1 {{ which }}
    mutmut results

# one benchmark: just bench plan
bench name *options:
    python -m bench {{ name }} {{ options }}

# the next release's notes, from changelog.d/
changelog:
    towncrier build --draft

# resolve constraints.txt anew (needs uv)
constraints:
    uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-header --no-annotate \
        --all-extras --output-file constraints.txt pyproject.toml

# mend what ruff can mend
format:
    ruff check --fix-only --quiet
    ruff format --quiet
