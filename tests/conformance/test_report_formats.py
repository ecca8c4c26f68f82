"""The renderings for machines and job pages: Markdown, SARIF, badge, HAR. Each is a function of the result alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import cast

import dataops_spec
import jsonschema_rs
import pytest
from dataops_conformance.report import badge, har, markdown, sarif
from dataops_conformance.report.marking import block, code, plain, prose
from dataops_conformance.result import Finding, Result
from dataops_spec import Place

from tests.conformance.samples import HOSTILE, SECRET, conforming_result, sample_result, waived_result

PLACES = dataops_spec.places()
RESULTS = pytest.mark.parametrize(
    "result", [sample_result(), conforming_result(), waived_result()], ids=["violates", "conforms", "waived"]
)


def _errors(schema: str, text: str) -> list[str]:
    validator = jsonschema_rs.validator_for(
        json.loads(Path(__file__).with_name(schema).read_text()), validate_formats=True
    )
    return [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(json.loads(text))]


def _sarif(result: Result) -> dict[str, list[dict[str, object]]]:
    return cast("dict[str, list[dict[str, object]]]", json.loads(sarif.render(result, PLACES))["runs"][0])


@RESULTS
def test_the_sarif_log_is_of_the_format(result: Result) -> None:
    assert _errors("sarif-2.1.0.json", sarif.render(result, PLACES)) == []


def test_every_broken_check_is_a_sarif_result_with_its_level() -> None:
    found = _sarif(sample_result())["results"]
    assert Counter((entry["ruleId"], entry["level"]) for entry in found) == {
        ("PAGE-04", "error"): 3,
        ("PAGE-05", "warning"): 1,
        ("BODY-09", "error"): 1,
        ("ERR-02", "error"): 1,
        ("RES-06", "error"): 1,
    }


def test_a_sarif_result_stands_at_the_line_of_its_operation_and_names_that_of_its_requirement() -> None:
    [entry] = [entry for entry in _sarif(sample_result())["results"] if entry["ruleId"] == "BODY-09"]
    located = json.loads(json.dumps([entry["locations"], entry["relatedLocations"]]))
    assert [
        (place[0]["physicalLocation"]["artifactLocation"]["uri"], place[0]["physicalLocation"]["region"]["startLine"])
        for place in located
    ] == [
        (PLACES["create_project"].file, PLACES["create_project"].line),
        (PLACES["BODY-09"].file, PLACES["BODY-09"].line),
    ]


def test_the_lines_are_those_of_the_source() -> None:
    root = Path(__file__).parents[2]
    operation, requirement = PLACES["create_project"], PLACES["BODY-09"]
    lines = (root / operation.file).read_text(encoding="utf-8").splitlines()
    assert lines[operation.line - 1].strip() == "post:"
    assert lines[operation.line].strip() == "operationId: create_project"
    assert "id: BODY-09" in (root / requirement.file).read_text(encoding="utf-8").splitlines()[requirement.line - 1]


def test_what_the_contract_no_longer_holds_is_placed_at_its_requirement_or_its_first_file() -> None:
    result = sample_result()
    for places, wanted in (({"BODY-09": Place("a.yaml", 7)}, ("a.yaml", 7)), ({}, ("spec/openapi.yaml", 1))):
        run = json.loads(sarif.render(result, places))["runs"][0]
        [entry] = [entry for entry in run["results"] if entry["ruleId"] == "BODY-09"]
        physical = entry["locations"][0]["physicalLocation"]
        assert (physical["artifactLocation"]["uri"], physical["region"]["startLine"]) == wanted


def test_a_waived_check_is_a_suppressed_sarif_result_with_its_owner() -> None:
    waived = [entry for entry in _sarif(waived_result())["results"] if "suppressions" in entry]
    assert len(waived) == 3
    assert waived[0]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "known, issue 12 (ada, until 2027-06-01)",
            "properties": {"owner": "ada", "expires": "2027-06-01"},
        }
    ]


def test_what_broke_in_the_suite_is_a_sarif_notification_and_no_result() -> None:
    [invocation] = _sarif(sample_result())["invocations"]
    notes = json.loads(json.dumps(invocation["toolExecutionNotifications"]))
    assert [note["associatedRule"]["id"] for note in notes] == ["RES-06"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (1, True)


@RESULTS
def test_the_archive_is_of_the_format(result: Result) -> None:
    assert _errors("har-1.2.json", har.render(result)) == []


def test_the_archive_holds_every_exchange_once_and_names_the_checks_that_it_speaks_against() -> None:
    entries = json.loads(har.render(sample_result()))["log"]["entries"]
    assert [entry["_number"] for entry in entries] == [1, 12, 13, 40, 55, 77, 90, 91]
    shown = {entry["_number"]: entry.get("_checks") for entry in entries}
    assert shown[1] is None
    assert shown[13] == ["PAGE-04[list_projects]", "PAGE-04[list_branches]", "PAGE-04[list_jobs]"]
    query = next(entry["request"]["queryString"] for entry in entries if entry["_number"] == 12)
    assert query == [{"name": "per_page", "value": "2"}, {"name": "page", "value": "1"}]


def test_the_badge_says_profile_version_and_verdict() -> None:
    assert json.loads(badge.render(sample_result())) == {
        "schemaVersion": 1,
        "label": "conformance standard @ 0.1.0",
        "message": "violates",
        "color": "red",
        "isError": True,
    }
    colours = {
        verdict: json.loads(badge.render(replace(sample_result(), verdict=verdict)))["color"]
        for verdict in ("conforms", "inconclusive")
    }
    assert colours == {"conforms": "brightgreen", "inconclusive": "lightgrey"}
    narrowed = replace(conforming_result(), manifest=replace(conforming_result().manifest, only=("PAGE",)))
    assert json.loads(badge.render(narrowed))["message"] == "conforms (narrowed)"


def test_the_summary_begins_with_the_verdict_and_counts_by_area() -> None:
    lines = markdown.render(sample_result()).splitlines()
    assert lines[0] == "# ❌ violates: conformance of `http://127.0.0.1:8000/api/v4`"
    assert "| PAGE | 3 | - | 1 | - | - | 7 |" in lines
    assert lines[lines.index("| area | ❌ fail | ‼️ error | ⚠️ warn | ⛔ blocked | ⚪ not tested | ✅ pass |") + 1] == (
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    )


def test_the_summary_shows_each_cause_with_its_request_and_the_command_to_try_it_again() -> None:
    text = markdown.render(sample_result())
    headings = re.findall(r"^### \S+ (.*)$", text, re.MULTILINE)
    assert headings[:2] == ["item 2 is on page 1 and on page 2", "malformed JSON was taken"]
    start = text.index("### ❌ malformed JSON was taken")
    shown = text[start : text.index("### ", start + 4)]
    for part in (
        "- expected: `400 with a JSON body`",
        "- seen: `201 Created`",
        "curl -sS",
        "--only 'BODY-09[create_project]'",
    ):
        assert part in shown


def test_the_summary_lists_waivers_with_owner_and_day() -> None:
    text = markdown.render(waived_result())
    assert "| `PAGE-04[*]` | in use, waives 3 | ada | 2027-06-01 | known, issue 12 |" in text
    assert "- The waiver of BODY-09\\[create\\_project\\] expired on 2026-06-01" in text


def test_the_summary_of_a_run_that_breaks_everything_fits_a_job_page() -> None:
    whole = sample_result()
    failed = next(check for check in whole.checks if check.name == "ERR-02[get_project]")
    checks = tuple(
        replace(
            failed,
            name=f"ERR-02[operation_{number}]",
            operation=f"operation_{number}",
            findings=(Finding(f"{'many words ' * (number % 90)}wrong", "right", "x" * 50_000),),
        )
        for number in range(2_500)
    )
    text = markdown.render(replace(whole, checks=checks))
    assert len(text.encode()) < 500_000
    assert "more causes; see report.html" in text


@RESULTS
def test_what_a_server_answered_is_no_markup_in_the_summary(result: Result) -> None:
    text = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", markdown.render(result))
    outside = re.sub(r"(`+).*?\1", "", text)
    assert "<script" not in outside
    assert HOSTILE not in outside
    assert set(re.findall(r"</?(\w+)", outside)) <= {"details", "summary"}


def test_text_is_marked_so_that_it_shows_as_it_is() -> None:
    assert plain("a_b *c* <d> | @e") == "a\\_b \\*c\\* &lt;d&gt; &#124; &#64;e"
    assert code("a`b|c") == "`` a`b\\|c ``"
    assert block("```\nx") == "````\n```\nx\n````"
    assert prose("take `a_b`, *so*") == "take `a_b`, \\*so\\*"
    assert prose("an odd ` alone") == "an odd \\` alone"


@RESULTS
def test_no_rendering_holds_a_secret(result: Result) -> None:
    for text in (markdown.render(result), badge.render(result), har.render(result), sarif.render(result, PLACES)):
        assert SECRET not in text
