from __future__ import annotations

import io
import re
from dataclasses import replace

from dataops_conformance.report.terminal import print_result
from dataops_conformance.result import Finding, Result
from rich.console import Console

from tests.conformance.samples import HOSTILE, conforming_result, sample_result, waived_result


def _printed(result: Result, *, terminal: bool = False, width: int = 80) -> str:
    file = io.StringIO()
    print_result(
        result, Console(file=file, force_terminal=terminal, width=width, color_system="standard" if terminal else None)
    )
    return file.getvalue()


def test_the_last_line_is_the_verdict_with_its_reason() -> None:
    assert _printed(sample_result()).splitlines()[-2:] == [
        "also: 1 check ended in an error of the suite.",
        "verdict: violates (4 MUST requirements are broken, on 6 operations.)",
    ]
    assert _printed(conforming_result()).endswith("verdict: conforms (Every requirement that was tried is kept.)\n")


def test_the_head_says_what_was_run() -> None:
    assert _printed(sample_result()).splitlines()[1:5] == [
        "target    http://127.0.0.1:8000/api/v4",
        "profile   standard",
        "seed      7",
        "contract  1.0.0 (sha256 9f86d081884c)",
    ]


def test_the_matrix_counts_by_area() -> None:
    lines = _printed(sample_result()).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("area"))
    assert [line.split() for line in lines[start + 1 : start + 9]] == [
        ["AUTH", "31", "2", "-", "-", "-", "-"],
        ["RATE", "-", "7", "-", "-", "-", "-"],
        ["PAGE", "7", "-", "-", "1", "-", "3"],
        ["BODY", "-", "-", "-", "-", "-", "1"],
        ["RES", "-", "-", "1", "-", "1", "1"],
        ["ERR", "-", "-", "-", "-", "-", "1"],
        ["SPEC", "33", "-", "-", "-", "-", "-"],
        ["all", "71", "9", "1", "1", "1", "6"],
    ]


def test_a_failure_shows_the_rule_its_source_the_difference_and_how_to_see_it() -> None:
    text = _printed(sample_result())
    shown = text[text.index("FAIL malformed JSON") : text.index("FAIL the answer is HTML")]
    assert (
        shown
        == """\
FAIL malformed JSON was taken
  BODY-09 MUST  Malformed JSON is refused
    A body that is not JSON, sent as JSON, is answered 400 with a JSON body.
    source: GitLab's REST API documentation, Request payload
  BODY-09[create_project]
    expected  400 with a JSON body
    seen      201 Created
    # answered 201
    curl -sS -i --globoff --path-as-is \\
      -X POST \\
      -H "private-token: $DATAOPS_TOKEN" \\
      -H 'Content-Type: application/json' \\
      --data-raw '{"name": "it'"'"'s' \\
      http://127.0.0.1:8000/api/v4/projects
  run again: dataops-conformance run --base-url http://127.0.0.1:8000/api/v4 --profile standard --seed 7 --rate-limit 600/60s --max-requests 600 --only 'BODY-09[create_project]'

"""
    )


def test_failures_of_one_cause_stand_together_the_most_telling_first() -> None:
    text = _printed(sample_result())
    failures = text[text.index("\nFailures by cause") : text.index("\nWarnings by cause")]
    assert re.findall(r"^(?:FAIL|ERROR) (.{12})", failures, re.MULTILINE) == [
        "item 2 is on", "malformed JS", "the answer i", "a project ca", "ZeroDivision",
    ]  # fmt: skip
    assert "\n  and 1 more: PAGE-04[list_jobs]\n" in failures


def test_warnings_stand_apart_from_failures() -> None:
    text = _printed(sample_result())
    assert "PAGE-05" not in text[text.index("\nFailures") : text.index("\nWarnings")]
    assert "\n  PAGE-05 SHOULD  " in text[text.index("\nWarnings") : text.index("\nNot tested")]


def test_waivers_are_told_with_owner_and_last_day_and_with_what_is_wrong_with_them() -> None:
    text = _printed(waived_result())
    waivers = text[text.index("\nWaivers") : text.index("\nNot tested")]
    assert (
        waivers
        == """
Waivers
  in use  PAGE-04[*], 3 checks: known, issue 12 (ada, until 2027-06-01)
  expired  BODY-09[create_project]: later (bob, until 2026-06-01)
    The waiver of BODY-09[create_project] expired on 2026-06-01; bob owns it: mend the server.
"""
    )


def test_what_was_not_tested_is_grouped_by_reason() -> None:
    text = _printed(sample_result())
    assert re.findall(r"^ +\d+  .*$", text, re.MULTILINE) == [
        "   7  RATE-01: the quota laws were not asked for: add --quota",
        "   2  AUTH-01: no credential of a second user: set DATAOPS_OTHER_TOKEN",
        "   1  blocked, RES-06[delete_group]: POST /groups answered 500",
    ]


def _with_reasons(*reasons: str) -> Result:
    whole = conforming_result()
    checks = [
        replace(check, status="not tested", reason=reason) for check, reason in zip(whole.checks, reasons, strict=False)
    ]
    return replace(whole, checks=tuple(checks))


def test_what_the_budget_cut_comes_first_in_one_line_with_the_remedy() -> None:
    spent = "budget: The budget of 600 requests is spent; give more with --max-requests."
    text = _printed(_with_reasons("nothing to list", "nothing to list", "nothing to list", spent, spent))
    assert re.findall(r"^ +\d+  .*$", text, re.MULTILINE) == [
        "   2  beyond the budget of 600 requests; --max-requests 1434 is enough for all",
        "   3  AUTH-01: nothing to list",
    ]


def test_reasons_that_differ_in_the_operation_alone_are_one() -> None:
    text = _printed(_with_reasons("get_file shows nothing.", "create_file shows nothing."))
    assert "   2  AUTH-01: the operation shows nothing.\n" in text


def test_rare_reasons_are_counted_and_not_listed() -> None:
    text = _printed(_with_reasons(*(f"reason {number}" for number in range(20))))
    assert len(re.findall(r"AUTH-01\[\w+\]: reason \d+$", text, re.MULTILINE)) == 12
    assert "   8  for 8 more reasons; see --report\n" in text


def test_leftovers_and_the_use_of_the_budget_are_told() -> None:
    text = _printed(sample_result())
    assert "  project /projects/4711: DELETE answered 403: \\x1b[2Jforbidden\n" in text
    assert "requests: 412 of 600, of them 23 to set up and 9 to clean up; 188 left; waited 1.5 s\n" in text


def test_plain_output_has_no_escapes_and_a_terminal_has_colour() -> None:
    assert "\x1b" not in _printed(sample_result())
    assert "\x1b[1;31mviolates" in _printed(sample_result(), terminal=True)


def test_no_command_is_broken_by_a_narrow_terminal() -> None:
    commands = [
        line for line in _printed(sample_result(), width=400).splitlines() if "curl" in line or "--only" in line
    ]
    narrow = _printed(sample_result(), width=40).splitlines()
    assert [command for command in commands if command not in narrow] == []


def test_a_server_cannot_write_escapes_to_the_terminal() -> None:
    text = _printed(sample_result(), terminal=True)
    assert HOSTILE not in text
    assert {escape for escape in re.findall(r"\x1b.{0,2}", text) if not re.fullmatch(r"\x1b\[[0-9]", escape)} == set()
    assert "\u202e" not in text
    assert "\x1b[2J" not in text


def test_markup_in_an_answer_is_text() -> None:
    result = replace(conforming_result(), notes=("[bold]not bold[/bold] [link=http://x]x[/link]",))
    assert "  [bold]not bold[/bold] [link=http://x]x[/link]\n" in _printed(result)


def test_a_body_of_several_lines_is_printed_so_that_it_can_be_copied() -> None:
    result = sample_result()
    check = next(check for check in result.checks if check.name == "BODY-09[create_project]")
    exchange = replace(check.findings[0].exchanges[0], curl="curl \\\n  --data-raw 'one\ntwo' \\\n  http://x")
    finding = Finding("s", "e", "s", (exchange,))
    text = _printed(replace(result, checks=(replace(check, findings=(finding,)),)))
    assert "\ncurl \\\n  --data-raw 'one\ntwo' \\\n  http://x\n" in text


def _cut(operations: int, tried: int, requirements: int) -> Result:
    """Return a run that tried requirements on some of their operations before its budget was spent."""
    whole = conforming_result()
    spent = "budget: The budget of 600 requests is spent; give more with --max-requests."
    checks = [
        replace(
            whole.checks[0],
            name=f"AUTH-{rule:02}[{whole.operations[number]}]",
            requirement=f"AUTH-{rule:02}",
            operation=whole.operations[number],
            status="pass" if number < tried else "not tested",
            reason=None if number < tried else spent,
        )
        for rule in range(1, requirements + 1)
        for number in range(operations)
    ]
    return replace(whole, checks=tuple(checks))


def test_what_the_run_left_out_is_named_with_the_remedy_and_apart_from_what_has_no_law() -> None:
    lines = _printed(sample_result()).splitlines()
    start = lines.index("not in this run: RATE-02 (profile full, or --quota)")
    assert lines[start + 1 : start + 3] == ["no law: AUTH-06", ""]


def test_a_read_only_run_names_what_a_higher_profile_would_try() -> None:
    whole = sample_result()
    requirements = tuple(
        replace(item, in_run=False) if item.profile == "standard" else item for item in whole.requirements
    )
    manifest = replace(whole.manifest, profile="read-only")
    lines = _printed(replace(whole, requirements=requirements, manifest=manifest)).splitlines()
    assert [line for line in lines if line.startswith("not in this run: ")] == [
        "not in this run: RATE-02 (profile full)",
        "not in this run: BODY-09, RES-06 (profile standard)",
    ]


def test_a_narrowed_run_does_not_list_what_it_was_narrowed_from() -> None:
    whole = sample_result()
    text = _printed(replace(whole, manifest=replace(whole.manifest, only=("PAGE",))))
    assert "not in this run" not in text
    assert "no law" not in text


def test_what_the_budget_let_be_tried_thinly_is_named_with_its_numbers() -> None:
    assert "\nthinly tried (budget): AUTH-01 on 3 of 20, AUTH-02 on 3 of 20\n" in _printed(_cut(20, 3, 2))


def test_what_was_tried_on_half_of_its_operations_is_not_thin() -> None:
    assert "thinly" not in _printed(_cut(20, 10, 2))


def test_operations_that_no_budget_would_have_reached_do_not_make_a_rule_thin() -> None:
    whole = _cut(20, 3, 1)
    checks = [
        replace(check, reason="The profile read-only lets no POST leave.") if number > 5 else check
        for number, check in enumerate(whole.checks)
    ]
    assert "thinly" not in _printed(replace(whole, checks=tuple(checks)))


def test_many_that_were_thinly_tried_take_two_lines_and_the_rest_is_counted() -> None:
    lines = _printed(_cut(20, 3, 40)).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("thinly tried (budget): "))
    shown = " ".join(lines[start : start + 2])
    assert lines[start + 1].startswith("                       AUTH-")
    assert lines[start].endswith(" on 3 of 20,")
    assert not lines[start + 2].startswith(" ")
    named = len(re.findall(r"AUTH-\d\d on 3 of 20", shown))
    assert lines[start + 1].endswith(f" on 3 of 20, and {40 - named} more")
    assert max(map(len, lines[start : start + 2])) <= 100


def test_the_command_to_run_again_names_the_files_and_the_failing_checks() -> None:
    whole = sample_result()
    manifest = replace(whole.manifest, env_file="my mock.env", config="c.toml", waivers="w.toml")
    text = _printed(replace(whole, manifest=manifest))
    assert (
        "--env-file 'my mock.env' --config c.toml --waivers w.toml "
        "--only 'PAGE-04[list_projects]' --only 'PAGE-04[list_branches]'\n"
    ) in text
