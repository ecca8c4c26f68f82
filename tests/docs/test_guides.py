"""The guides are true: their commands run and say what is shown, their links lead somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import cast

import pytest
from dataops_conformance.laws import all_laws, all_universals
from dataops_spec import operations, requirements

from tests.docs.guides import DOCS, ROOT, commands, files, shell

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
RUNNABLE = [page for page in PAGES if commands(page)]


@pytest.mark.parametrize("guide", RUNNABLE, ids=lambda page: str(page.stem))
def test_the_commands_of_a_guide_say_what_it_shows(guide: Path, tmp_path: Path) -> None:
    for name, text in files(guide):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with shell(tmp_path) as opened:
        for command in commands(guide):
            said = opened.run(command.line)
            assert said.status == command.status, f"{command.line}\n{said.text}"
            assert command.expected.search(said.text), f"{command.line}\n{said.text}\nand not\n{command.shown}"


def test_the_guides_that_tell_commands_have_some_that_run() -> None:
    assert {"conformance", "reports", "mock"} <= {page.stem for page in RUNNABLE}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.stem))
def test_the_links_of_a_page_lead_to_files_and_headings(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not _leads_somewhere(page, link)] == []


def test_the_counts_of_the_readme_are_those_of_the_project(tmp_path: Path) -> None:
    text = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8"))
    with shell(tmp_path) as opened:
        faults = cast("list[dict[str, str | None]]", json.loads(opened.run("dataops-mock faults --json").text))
    lawful = {law.requirement for law in all_laws()} | {law.requirement for law in all_universals()}
    narrow = sum(fault["corner"] is not None for fault in faults)
    tried = f"{len(requirements())} requirements, each with its source, {len(lawful)} of them tried by a law"
    assert f"{tried}, on {len(operations())} operations" in text
    assert f"in {len(faults)} ways, {narrow} of them in one corner alone" in text


def _leads_somewhere(page: Path, link: str) -> bool:
    if re.match(r"https?://", link):
        return True
    name, _, anchor = link.partition("#")
    aim = (page.parent / name).resolve() if name else page
    return aim.exists() and (not anchor or anchor in _anchors(aim))


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
