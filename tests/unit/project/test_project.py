"""What holds of the project's own files."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGES = ("storage", "crawler", "monitor")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements):
    return {normal(re.match(r"[\w.-]+", one)[0]) for one in requirements}


DECLARED = names(PROJECT["dependencies"])
EXTRA = names(one for group in PROJECT["optional-dependencies"].values() for one in group)


def sources(*folders):
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(folders):
    """Return each third-party top-level module that is imported, with the files that do."""
    found = {}
    for path in sources(*folders):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module]
            for module in modules:
                top = module.split(".")[0]
                if top not in sys.stdlib_module_names and top not in (*PACKAGES, "tests"):
                    found.setdefault(top, set()).add(str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize(("folders", "allowed"), [(PACKAGES, DECLARED), (("tests",), DECLARED | EXTRA)])
def test_every_import_is_declared(folders, allowed):
    distributions = packages_distributions()
    beside_the_project = {"edits", "extraction", "peers", "timelines"}  # in ../shared/bench
    undeclared = {
        module: files
        for module, files in imported(folders).items()
        if module not in beside_the_project
        and not {normal(name) for name in distributions.get(module, [module])} & allowed
    }

    assert {} == undeclared


def test_everything_that_is_declared_is_imported():
    distributions = packages_distributions()
    used = {normal(name) for module in imported(PACKAGES) for name in distributions.get(module, [])}
    # Used by a library of ours where it is there: a fixed SQLite; forms in the review page.
    by_libraries = {"pysqlite3", "python-multipart"}

    assert set() == DECLARED - used - by_libraries


def test_every_requirement_is_bounded_and_pinned():
    pins = dict(line.strip().split("==") for line in (ROOT / "constraints.txt").read_text().splitlines())
    pinned = {normal(name) for name in pins}
    every = [*PROJECT["dependencies"], *(one for g in PROJECT["optional-dependencies"].values() for one in g)]

    assert set() == (DECLARED | EXTRA) - pinned
    assert [] == [one for one in every if not re.search(r"[<>=]", one)]


def test_pins_name_no_address():
    assert re.fullmatch(r"([\w.-]+==[\w.!+-]+\n)+", (ROOT / "constraints.txt").read_text())


def lengths():
    for path in sources(*PACKAGES):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                yield f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - body[0].lineno + 1


def test_no_function_is_longer_than_sixty_lines():
    assert [] == [name for name, length in lengths() if length > 60]


def test_no_module_is_longer_than_four_hundred_lines():
    """The archive's nouns stand together in one file: they are read as one vocabulary."""
    long = [
        str(path.relative_to(ROOT)) for path in sources(*PACKAGES) if len(path.read_text().splitlines()) > 400
    ]

    assert [] == long


def hostile():
    """Yield the number of each hostile input that a test is marked with."""
    for path in sources("tests"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.hostile":
                yield from (ast.literal_eval(number) for number in node.args)


def test_each_of_the_thirty_hostile_inputs_has_a_test_and_a_line():
    told = (ROOT / "tests" / "acceptance" / "hostile" / "README.md").read_text("utf-8")
    lines = [int(number) for number in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)]

    assert list(range(1, 31)) == lines == sorted(set(hostile()))


def test_the_map_names_every_module_and_none_that_is_not_there():
    told = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## The map")[1].split("\n## ")[0]
    parts = {part.split("**")[0]: part for part in told.split("\n- **")[1:]}

    for package in PACKAGES:
        folder = ROOT / package
        there = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        there |= {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
        assert there == set(re.findall(r"`([^`]+)`", parts[package]))
