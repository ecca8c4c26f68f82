"""The pages of docs/requirements are what the catalogue, the laws and the examples make them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dataops_conformance.examples import read_examples
from dataops_conformance.explanation import Catalogue, explanation
from dataops_conformance.pages import main, page, pages

from tests.examples import faults_by_requirement, lawful, problems

ROOT = Path(__file__).parents[2]


def test_the_committed_pages_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--output", str(ROOT / "docs" / "requirements")]) == 0, capsys.readouterr().out


def test_a_page_that_drifted_is_named_and_then_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--output", str(tmp_path)]) == 0
    (tmp_path / "PAGE-04.md").write_text("changed")
    (tmp_path / "GONE-01.md").write_text("of a rule that is no more")
    capsys.readouterr()
    assert main(["--check", "--output", str(tmp_path)]) == 1
    assert capsys.readouterr().out.endswith(": GONE-01.md, PAGE-04.md\n")
    assert main(["--output", str(tmp_path)]) == 0
    assert main(["--check", "--output", str(tmp_path)]) == 0
    assert not (tmp_path / "GONE-01.md").exists()


def test_there_is_a_page_for_every_requirement_and_the_index_leads_to_it() -> None:
    known = Catalogue.installed()
    made = pages(known)
    ids = [requirement.id for requirement in known.requirements]
    assert sorted(made) == sorted(["README.md", *(f"{id_}.md" for id_ in ids)])
    assert re.findall(r"\]\(([A-Z]+-\d+)\.md\)", made["README.md"]) == ids


def test_a_page_says_the_rule_how_it_is_tried_what_a_failure_looks_like_and_what_to_do() -> None:
    known = Catalogue.installed()
    told = page(explanation(next(item for item in known.requirements if item.id == "PAGE-04"), known))
    assert re.findall(r"^#+ (.*)$", told, re.MULTILINE) == [
        "PAGE-04: Pages are disjoint and make up the whole",
        "How it is tried",
        "What a failure looks like",
        "How to mend it",
        "How to waive it",
    ]
    assert "dataops-conformance run --only PAGE-04" in told
    assert 'requirement = "PAGE-04"' in told


def test_every_link_of_a_page_leads_to_a_file() -> None:
    folder = ROOT / "docs" / "requirements"
    links = {
        link.partition("#")[0]
        for text in pages(Catalogue.installed()).values()
        for link in re.findall(r"\]\(([^)]+)\)", re.sub(r"(?ms)^(`{3,}).*?^\1$|`[^`\n]*`", "", text))
        if not link.startswith("https:")
    }
    assert [link for link in sorted(links) if not (folder / link).exists()] == []


def test_every_requirement_that_a_fault_breaks_has_an_example_and_none_is_stale() -> None:
    assert list(problems(read_examples(), faults_by_requirement())) == []
    assert set(read_examples()) <= lawful()


def test_no_example_shows_a_secret_or_the_machine_that_it_was_made_on() -> None:
    text = (ROOT / "conformance" / "dataops_conformance" / "examples.json").read_text(encoding="utf-8")
    assert not re.search(rf"/tmp/|/home/|{re.escape(str(ROOT))}|127\.0\.0\.1:(?!8000)\d+", text)
    assert re.findall(r"(?:PRIVATE-TOKEN|JOB-TOKEN|Bearer)[: ]+(?!\$)\S{8,}", text, re.IGNORECASE) == []
