"""The table of features claims nothing that no test shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.docs.guides import DOCS, ROOT

PAGE = (DOCS / "client-features.md").read_text(encoding="utf-8")
TABLE, SHOWN = PAGE.split("## The tests that show it")


def rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of tables, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| |", "| ---"))]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def defined_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, functions) and node.name.startswith("test_")}


def test_every_claim_is_shown_by_a_test_and_nothing_else_is() -> None:
    claimed = [cells[0] for cells in rows(TABLE) if cells[-1] != "No"]
    assert [cells[0] for cells in rows(SHOWN)] == claimed
    assert all("::" in cells[1] for cells in rows(SHOWN))
    assert "::" not in TABLE


def test_every_row_says_something_of_every_client() -> None:
    compared, _, alone = TABLE.partition("Here besides")
    assert ({len(cells) for cells in rows(compared)}, {len(cells) for cells in rows(alone)}) == ({10}, {2})
    assert [cells for cells in rows(TABLE) if not all(cells)] == []


def test_the_tests_that_are_named_exist() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", SHOWN)
    known = {name: defined_in(ROOT / "tests" / name) for name in {file for file, _ in named}}
    assert [f"{file}::{test}" for file, test in named if test not in known[file]] == []
    assert len(named) == SHOWN.count("::")


def test_every_operation_is_below_the_one_version_of_the_api() -> None:
    assert [cells[-1] for cells in rows(TABLE) if cells[0] == "API versions"] == ["v4 alone"]
    servers = re.findall(r"^  - url: (\S+)", (ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert servers
    assert [server for server in servers if not server.endswith("/api/v4")] == []


def test_the_size_is_that_of_the_packages() -> None:
    told = [cells[-1] for cells in rows(TABLE) if cells[0] == "Size, in lines"]
    sizes = [
        sum(file.read_text(encoding="utf-8").count("\n") for file in (ROOT / package).rglob("*.py"))
        for package in ("client/dataops_api", "generated/dataops_resources")
    ]
    assert told == ["{} k by hand, {} k generated".format(*(round(size / 1000) for size in sizes))]
