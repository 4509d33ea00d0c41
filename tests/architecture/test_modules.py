import ast
from pathlib import Path

from tests.architecture.project import MODULES, PACKAGE, name, tree

LONGEST = 600
PACKAGES = sorted(PACKAGE.rglob("__init__.py"))
FOLDERS = sorted({module.parent for module in MODULES})


def exported(module: Path) -> list[str] | None:
    for node in tree(module).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return list(ast.literal_eval(value))
            case ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value):
                return list(ast.literal_eval(value))
            case _:
                pass
    return None


def ruffs_order(word: str) -> tuple[int, str]:
    """CONSTANTS, then Types, then functions: what RUF022 asks for and mends."""
    kind = 0 if word.isupper() and len(word) > 1 else 1 if word[0].isupper() else 2
    return kind, word


def in_order(names: list[str] | None) -> bool:
    return names is not None and names == sorted(set(names), key=ruffs_order)


def test_types_are_shipped() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_every_folder_is_a_package() -> None:
    bare = [name(folder) for folder in FOLDERS if not (folder / "__init__.py").is_file()]

    assert bare == []


def test_every_package_says_what_it_offers_in_order() -> None:
    disordered = [name(package) for package in PACKAGES if not in_order(exported(package))]

    assert disordered == []


def test_every_module_says_what_it_is() -> None:
    silent = [name(module) for module in MODULES if not ast.get_docstring(tree(module))]

    assert silent == []


def test_every_module_stays_short() -> None:
    long = [name(module) for module in MODULES if len(module.read_text("utf-8").splitlines()) > LONGEST]

    assert long == []
