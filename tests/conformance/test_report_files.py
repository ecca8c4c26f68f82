from __future__ import annotations

import json
import re
from dataclasses import asdict, fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
import xmlschema
from dataops_conformance import result as result_module
from dataops_conformance.manifest import write_manifest
from dataops_conformance.report import html, junit, remove_earlier, write_all
from dataops_conformance.report import json as json_report
from dataops_conformance.report.difference import Span, difference
from dataops_conformance.report.files import write_atomically
from dataops_conformance.report.groups import Cell, by_reason, cell_of
from dataops_conformance.report.prettify import pretty_json
from dataops_conformance.report.reading import read_result
from dataops_conformance.result import Result
from dataops_conformance.settings import UsageError

from tests.conformance.samples import HOSTILE, MANIFEST, SECRET, conforming_result, sample_result, waived_result

JUNIT_XSD = Path(__file__).with_name("junit.xsd")


class _Document(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _schema_errors(text: str) -> list[str]:
    validator = jsonschema_rs.validator_for(json_report.schema(), validate_formats=True)
    return [error.message for error in validator.iter_errors(json.loads(text))]


def test_all_reports_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    paths = write_all(sample_result(), tmp_path / "new" / "reports")
    assert [path.name for path in paths] == [
        "result.json", "junit.xml", "report.html", "summary.md", "conformance.sarif", "badge.json", "exchanges.har",
    ]  # fmt: skip
    assert sorted((tmp_path / "new" / "reports").iterdir()) == sorted(paths)


def test_a_second_run_replaces_the_reports_of_the_first(tmp_path: Path) -> None:
    write_all(sample_result(), tmp_path)
    path = write_all(conforming_result(), tmp_path)[0]
    assert json.loads(path.read_text())["verdict"] == "conforms"


def test_what_an_earlier_run_left_goes_when_the_next_begins_and_nothing_else(tmp_path: Path) -> None:
    write_all(sample_result(), tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    remove_earlier(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    remove_earlier(tmp_path)


def test_reports_that_are_not_the_suites_stay(tmp_path: Path) -> None:
    texts = {"result.json": '{"$schema": "https://other.example/1"}', "junit.xml": "<testsuites/>"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    remove_earlier(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == texts


def test_a_run_that_did_not_come_to_its_end_is_told_in_place_of_its_result(tmp_path: Path) -> None:
    write_manifest(MANIFEST, tmp_path)
    for named in (tmp_path, tmp_path / "result.json"):
        with pytest.raises(
            UsageError, match=r"^The run of '.*run\.json' did not come to its end, so there is no result"
        ):
            read_result(named)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "result", [sample_result(), conforming_result(), waived_result()], ids=["violates", "conforms", "waived"]
)
def test_the_result_document_is_of_its_published_schema(result: Result) -> None:
    assert _schema_errors(json_report.render(result)) == []


def test_the_result_document_holds_the_whole_result() -> None:
    result = sample_result()
    written = json.loads(json_report.render(result))
    assert written.pop("$schema") == "urn:dataops-api:conformance:result:1"
    assert written == json.loads(json.dumps(asdict(result)))


def test_the_schema_is_a_schema_and_refuses_what_is_none_of_its_results() -> None:
    assert jsonschema_rs.meta.is_valid(json_report.schema())
    broken = json.loads(json_report.render(sample_result()))
    broken["verdict"] = "perhaps"
    broken["checks"][0]["status"] = "green"
    del broken["manifest"]["seed"]
    assert len(_schema_errors(json.dumps(broken))) == 3


def test_the_schema_names_every_field_of_the_result_and_asks_for_those_of_its_first_version() -> None:
    schema = json_report.schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    names = {
        "Result": schema, "Manifest": definitions["manifest"], "BudgetUse": definitions["budget"],
        "RequirementInfo": definitions["requirement"], "CheckResult": definitions["check"],
        "Finding": definitions["finding"], "ExchangeRecord": definitions["exchange"], "Leftover": definitions["leftover"],
        "WaiverUse": definitions["waiver"], "Exercised": definitions["exercised"],
    }  # fmt: skip
    described = {}
    for name, entry in names.items():
        assert isinstance(entry, dict)
        properties, required = entry["properties"], entry["required"]
        assert isinstance(properties, dict)
        assert isinstance(required, list)
        described[name] = {*properties} - {"$schema"}
        assert required == [key for key, value in properties.items() if "since 1." not in str(value)]
    classes = {name: value for name, value in vars(result_module).items() if is_dataclass(value)}
    assert described == {name: {field.name for field in fields(value)} for name, value in classes.items()}


def test_text_that_no_encoding_can_hold_is_reported_all_the_same(tmp_path: Path) -> None:
    result = replace(sample_result(), notes=("half a pair: \ud800",))
    written = [path.read_text(encoding="utf-8") for path in write_all(result, tmp_path)]
    assert json.loads(written[0])["notes"] == ["half a pair: \ud800"]
    assert "half a pair: \\ud800" in written[2]


@pytest.mark.parametrize("result", [sample_result(), conforming_result()], ids=["violates", "conforms"])
def test_the_junit_report_is_as_jenkins_takes_it(result: Result) -> None:
    xmlschema.XMLSchema(JUNIT_XSD).validate(junit.render(result))


def test_the_junit_report_has_one_case_per_check_and_counts_them() -> None:
    result = sample_result()
    suite = ET.fromstring(junit.render(result)).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    assert [(case.get("name"), case.get("classname")) for case in cases] == [
        (check.name, check.area) for check in result.checks
    ]
    counted = {tag: len(suite.findall(f"testcase/{tag}")) for tag in ("failure", "error", "skipped", "system-out")}
    assert counted == {"failure": 6, "error": 1, "skipped": 10, "system-out": 1}
    declared = [suite.get(name) for name in ("tests", "failures", "errors", "skipped", "timestamp")]
    assert declared == [str(len(cases)), "6", "1", "10", "2026-11-22T10:00:00"]
    properties = {entry.get("name"): entry.get("value") for entry in suite.iterfind("properties/property")}
    assert properties["seed"] == "7"
    assert properties["credentials"] == "DATAOPS_TOKEN, DATAOPS_READ_TOKEN"


def test_a_failure_in_the_junit_report_says_what_to_know() -> None:
    root = ET.fromstring(junit.render(sample_result()))
    failure = root.find("testsuite/testcase[@name='PAGE-04[list_projects]']/failure")
    assert failure is not None
    assert failure.get("message") == "item 2 is on page 1 and on page 2"
    text = failure.text or ""
    for part in (
        "No item is on two pages",
        "Expected: the ids of page 2 are [3, 4]",
        "curl -sS",
        "--only 'PAGE-04[list_projects]'",
    ):
        assert part in text
    skipped = root.find("testsuite/testcase[@name='RES-06[delete_group]']/skipped")
    assert skipped is not None
    assert skipped.get("message") == "blocked: created group: POST /groups answered 500"


def test_the_page_runs_its_own_script_alone_and_fetches_nothing() -> None:
    page = html.render(sample_result())
    tags = _Document(page).tags
    assert [attributes for tag, attributes in tags if tag == "script"] == [{}]
    assert not [tag for tag, _ in tags if tag in {"img", "iframe", "object", "embed", "audio", "video", "base"}]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"]
    addresses = [attributes.get("href") or attributes.get("src") or "" for tag, attributes in tags if tag != "script"]
    assert {address[:1] for address in addresses if address} == {"#", "d"}
    assert "url(" not in page
    assert "@import" not in page


def test_what_a_server_answered_is_escaped_and_its_hidden_characters_are_shown() -> None:
    page = html.render(sample_result())
    assert HOSTILE not in page
    assert "&lt;script&gt;document.title" in page
    assert "\\x00\\x1b[31m\\u202eevil\\u202c" in page
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", page)


def test_no_report_holds_a_secret(tmp_path: Path) -> None:
    for path in write_all(sample_result(), tmp_path):
        assert SECRET not in path.read_text(encoding="utf-8")


def test_every_check_and_every_requirement_is_on_the_page() -> None:
    result = sample_result()
    page = html.render(result)
    assert [check.name for check in result.checks if check.name not in page] == []
    assert [entry.id for entry in result.requirements if entry.id not in page] == []
    assert "A token in a URL ends up in logs" in page


def test_a_result_that_was_cut_short_can_be_shown(tmp_path: Path) -> None:
    empty = replace(sample_result(), verdict="inconclusive", reasons=(), checks=(), requirements=(), operations=())
    xml = write_all(empty, tmp_path)[1]
    xmlschema.XMLSchema(JUNIT_XSD).validate(xml)


def test_reasons_that_differ_only_in_their_operation_are_one() -> None:
    result = sample_result()
    skipped = [
        replace(check, status="not tested", reason=f"{check.operation} changes something")
        for check in result.checks[:2]
    ]
    alone = replace(result.checks[2], status="not tested", reason=f"no {result.checks[2].operation} here")
    found = by_reason(replace(result, checks=(alone, *skipped)), "not tested")
    assert [(group.reason, group.checks) for group in found] == [
        ("the operation changes something", tuple(skipped)),
        (f"no {alone.operation} here", (alone,)),
    ]


def test_the_words_that_differ_are_marked() -> None:
    compared = difference("x-total: 11", "x-total: 12")
    assert compared.expected == (Span("x-total: ", differs=False), Span("11", differs=True))
    assert compared.seen == (Span("x-total: ", differs=False), Span("12", differs=True))


def test_texts_too_unlike_to_compare_are_left_unmarked() -> None:
    compared = difference("404 with a JSON body", "<html>")
    assert compared.seen == (Span("<html>", differs=False),)


def test_json_is_laid_out_and_its_tokens_are_kept() -> None:
    text = r'{"a":1.50,"a":[1e400,"x\u0041,{"],"empty":[ ],"none":{}}'
    assert pretty_json(text) == (
        '{\n  "a": 1.50,\n  "a": [\n    1e400,\n    "x\\u0041,{"\n  ],\n  "empty": [],\n  "none": {}\n}'
    )


@pytest.mark.parametrize("text", ["", "no json", '{"cut": ', "12", '"text"', "[" * 100_000])
def test_what_is_no_json_structure_is_shown_as_it_came(text: str) -> None:
    assert pretty_json(text) == text


def test_the_page_says_how_what_was_not_in_the_run_can_be_tried_and_why_there_is_no_law() -> None:
    page = html.render(sample_result())
    [left_out] = re.findall(r"<li><code class=\"id\">RATE-02</code>.*?</li>", page, re.DOTALL)
    assert 'not in this run</span> <span class="hint">(profile full, or --quota)</span>' in left_out
    [lawless] = re.findall(r"<li><code class=\"id\">AUTH-06</code>.*?</li>", page, re.DOTALL)
    assert 'no law</span> <span class="hint">A token in a URL ends up in logs' in lawless


def test_the_page_names_what_the_budget_let_be_tried_thinly() -> None:
    whole = conforming_result()
    spent = "budget: The budget of 600 requests is spent; give more with --max-requests."
    checks = [
        replace(check, status="not tested", reason=spent) if check.requirement == "AUTH-01" and number >= 3 else check
        for number, check in enumerate(whole.checks)
    ]
    operations = sum(check.requirement == "AUTH-01" for check in whole.checks)
    page = html.render(replace(whole, checks=tuple(checks)))
    assert f"<code>AUTH-01</code></a> on 3 of {operations}</li>" in page
    assert "Thinly tried" not in html.render(whole)


def test_the_page_gives_each_failing_check_its_own_command() -> None:
    page = html.render(sample_result())
    for operation in ("list_projects", "list_branches", "list_jobs"):
        assert f"--only &#39;PAGE-04[{operation}]&#39;" in page


def test_what_a_statement_sets_in_backticks_is_code_and_the_rest_is_escaped() -> None:
    whole = sample_result()
    first, *others = whole.requirements
    page = html.render(replace(whole, requirements=(replace(first, statement="`per_page` < 100"), *others)))
    assert "<code>per_page</code> &lt; 100" in page


def test_the_page_groups_failures_by_cause_and_names_the_requirements_of_each() -> None:
    page = html.render(sample_result())
    [index] = re.findall(r'<ol class="causes">.*?</ol>', page, re.DOTALL)
    assert re.findall(r">([A-Z]+-\d+) · (\d+)<", index) == [
        ("PAGE-04", "3"), ("BODY-09", "1"), ("ERR-02", "1"), ("RES-06", "1"), ("RES-06", "1"),
    ]  # fmt: skip


def test_the_page_shows_each_waiver_with_its_owner_and_its_last_day() -> None:
    page = html.render(waived_result())
    [section] = re.findall(r'<section id="waivers".*?</section>', page, re.DOTALL)
    assert "<code>PAGE-04[*]</code> <b>ada</b>, until <time" in section
    assert "waives 3 checks" in section
    assert "The waiver of BODY-09[create_project] expired on 2026-06-01" in section
    assert 'id="waivers"' not in html.render(sample_result())


def test_the_page_says_what_is_left_of_the_budget() -> None:
    page = html.render(sample_result())
    assert "<p><b>188</b> of 600 requests left</p>" in page
    boundless = replace(sample_result(), budget=replace(sample_result().budget, limit=None))
    assert "<p><b>412</b> requests spent, without a limit</p>" in html.render(boundless)


def test_a_cell_shows_what_most_wants_looking_at_and_of_how_many() -> None:
    assert cell_of({"pass": 3, "not tested": 9}) == Cell("pass", "3/12")
    assert cell_of({"pass": 3, "fail": 1}) == Cell("fail", "1/4")
    assert cell_of({"not tested": 2}) == Cell("not tested", "2")
    assert cell_of({}) is None


def test_what_one_thing_blocked_is_one_group_however_long_the_chain() -> None:
    first, second, third = sample_result().checks[:3]
    reasons = ("sandbox: project: POST was answered 500.", "a list: sandbox: project: POST was answered 500.", "{a: b}")
    checks = tuple(
        replace(check, status="blocked", reason=reason)
        for check, reason in zip((first, second, third), reasons, strict=True)
    )
    found = by_reason(replace(sample_result(), checks=checks), "blocked")
    assert [(group.reason, len(group.checks)) for group in found] == [("POST was answered 500.", 2), ("{a: b}", 1)]


def test_a_waived_check_is_skipped_in_the_junit_report_with_its_waiver() -> None:
    root = ET.fromstring(junit.render(waived_result()))
    skipped = root.find("testsuite/testcase[@name='PAGE-04[list_projects]']/skipped")
    assert skipped is not None
    assert skipped.get("message") == (
        "waived: known, issue 12 (ada, until 2027-06-01): item 2 is on page 1 and on page 2"
    )
