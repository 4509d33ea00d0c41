import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.project import MODULES, PACKAGE, ROOT, name, tree


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(origin), level=0):
                yield origin
            case _:
                pass


def test_import_contracts_hold(tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--cache-dir", tmp_path]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}

    linted = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert linted.returncode == 0, linted.stdout + linted.stderr


def belongs_to_the_nouns(origin: str) -> bool:
    top, *below = origin.split(".")
    return top in sys.stdlib_module_names or [top, *below][:2] == ["dronedeal", "deal"]


def test_the_nouns_import_only_the_standard_library_and_each_other() -> None:
    nouns = [module for module in MODULES if (PACKAGE / "deal") in module.parents]

    foreign = [(name(noun), origin) for noun in nouns for origin in imported(noun) if not belongs_to_the_nouns(origin)]

    assert foreign == []


def test_imports_are_absolute() -> None:
    relative = [
        f"{name(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []
