from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dataops_conformance.report import html, servers, servers_html, write_all

from tests.conformance.chromium import Json, Page, browser, find_chromium
from tests.conformance.samples import conforming_result, sample_result, waived_result

CHROMIUM = find_chromium()

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium")

SIZES = [(1280, False), (1280, True), (390, True), (320, False), (320, True)]

# WCAG's contrast of every text with what lies behind it; returns those that miss its level AA.
CONTRAST = """
(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = parse(color).map((value) => {
      value /= 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = (element) => {
    for (; element; element = element.parentElement) {
      const color = getComputedStyle(element).backgroundColor;
      if (parse(color).length === 3 || parse(color)[3] === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  for (const details of document.querySelectorAll("details")) details.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const low = [];
  let looked = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
    const pair = [getComputedStyle(element).color, background(element)].map(luminance);
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    looked += 1;
    if (ratio < 4.5) low.push(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [looked > 100, [...new Set(low)]];
})()
"""

# Elements that stick out of the page, other than within something that scrolls.
STICKING_OUT = """
(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const out = [...document.querySelectorAll("body *")].filter((element) =>
    element.getClientRects().length && !element.closest(".scroll, pre, .skip") &&
    element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5);
  return [document.documentElement.scrollWidth <= innerWidth, out.map((element) => element.className || element.tagName)];
})()
"""

# Pairs of the filter's controls that lie over one another.
OVERLAPPING = """
(() => {
  const boxes = [...document.querySelectorAll("#filter :is(input, select, button)")].map((c) => c.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
})()
"""

VISIBLE_CHECKS = '[...document.querySelectorAll(".checks > li")].filter((row) => !row.hidden).map((row) => row.querySelector("code").textContent)'
COUNTER = 'document.querySelector("#filter output").textContent'


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("reports")
    write_all(sample_result(), directory)
    write_all(conforming_result(), directory / "conforming")
    return directory / "report.html"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    runs = [(Path("mock.json"), conforming_result()), (Path("staging.json"), sample_result())]
    path = tmp_path_factory.mktemp("compared") / "servers.html"
    path.write_text(servers_html.render(servers.server_matrix(servers.columns_of(runs))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assert CHROMIUM
    with browser(CHROMIUM, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def _requests(page: Page) -> list[Json]:
    sent = [event["params"] for event in page.events if event["method"] == "Network.requestWillBeSent"]
    return [entry["request"]["url"] for entry in sent if isinstance(entry, dict) and isinstance(entry["request"], dict)]


def _complaints(page: Page) -> list[str]:
    return [str(event) for event in page.events if event["method"] in {"Log.entryAdded", "Runtime.exceptionThrown"}]


def test_the_page_loads_without_a_complaint_and_asks_nobody_for_anything(page: Page, reports: Path) -> None:
    page.open(reports)
    assert page.run("document.title") == "violates: conformance of http://127.0.0.1:8000/api/v4"
    assert _complaints(page) == []
    assert [url for url in _requests(page) if not str(url).startswith("data:")] == [reports.as_uri()]


def test_what_a_server_answered_does_not_run(page: Page, reports: Path) -> None:
    page.open(reports)
    assert page.run("document.querySelectorAll('script').length") == 1
    assert page.run("document.querySelectorAll('img').length") == 0
    assert (
        page.run(
            "document.getElementById('failures').textContent.includes(\"<script>document.title = 'owned'</script>\")"
        )
        is True
    )


def test_a_script_that_found_its_way_in_would_not_run(page: Page, reports: Path, tmp_path: Path) -> None:
    smuggled = tmp_path / "smuggled.html"
    text = reports.read_text(encoding="utf-8").replace("<main", "<script>document.title = 'owned'</script><main")
    smuggled.write_text(text, encoding="utf-8")
    page.open(smuggled)
    assert page.run("document.title") != "owned"
    assert len(_complaints(page)) == 1


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_nothing_sticks_out_of_the_page(page: Page, reports: Path, width: int, dark: bool) -> None:
    page.open(reports, width=width, dark=dark)
    assert page.run(STICKING_OUT) == [True, []]
    assert page.run(OVERLAPPING) == 0


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_every_text_stands_out_from_its_ground(page: Page, reports: Path, width: int, dark: bool) -> None:
    page.open(reports, width=width, dark=dark)
    assert page.run(CONTRAST) == [True, []]


@pytest.mark.parametrize("verdict", ["conforms", "violates", "inconclusive"])
def test_every_verdict_is_legible(page: Page, reports: Path, tmp_path: Path, verdict: str) -> None:
    banner = tmp_path / "page.html"
    text = reports.read_text(encoding="utf-8").replace('class="verdict violates"', f'class="verdict {verdict}"')
    banner.write_text(text, encoding="utf-8")
    for dark in (False, True):
        page.open(banner, dark=dark)
        assert page.run(CONTRAST) == [True, []]


def test_dark_mode_is_dark(page: Page, reports: Path) -> None:
    grounds: list[Json] = []
    for dark in (False, True):
        page.open(reports, dark=dark)
        grounds.append(page.run("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(255, 255, 255)", "rgb(13, 17, 23)"]


def test_a_status_is_told_by_text_and_symbol_and_not_by_colour_alone(page: Page, reports: Path) -> None:
    page.open(reports)
    assert page.run('[...new Set([...document.querySelectorAll(".legend .status")].map((label) => label.textContent))]') == [
        "✗ fail", "‼ error", "! warn", "⊘ blocked", "○ not tested", "~ waived", "✓ pass",
    ]  # fmt: skip
    assert (
        page.run(
            '[...document.querySelectorAll("a.cell")].every((cell) => /^[✗‼!⊘○~✓] \\d+(\\/\\d+)?$/.test(cell.textContent) && /: \\d+ /.test(cell.ariaLabel))'
        )
        is True
    )


def test_the_checks_are_filtered_by_status_area_and_text(page: Page, reports: Path) -> None:
    page.open(reports)
    assert page.run(COUNTER) == "89 of 89 checks"
    choose = 'const f = document.getElementById("filter"); f.elements.status.value = "fail"; f.elements.area.value = "PAGE"; f.dispatchEvent(new Event("input")); '
    assert page.run(f"(() => {{ {choose} return {VISIBLE_CHECKS}; }})()") == [
        "PAGE-04[list_projects]", "PAGE-04[list_branches]", "PAGE-04[list_jobs]",
    ]  # fmt: skip
    page.run('document.querySelector("#filter input").focus()')
    for letter in "jobs":
        page.press(letter, ord(letter.upper()), letter)
    assert page.run(VISIBLE_CHECKS) == ["PAGE-04[list_jobs]"]
    assert page.run(COUNTER) == "1 of 89 checks"
    page.run('document.querySelector("#filter button").click(); new Promise((done) => setTimeout(done))')
    assert page.run(COUNTER) == "89 of 89 checks"


def test_the_checks_are_filtered_by_operation(page: Page, reports: Path) -> None:
    page.open(reports)
    choose = 'const f = document.getElementById("filter"); f.elements.operation.value = "delete_project"; f.dispatchEvent(new Event("input")); '
    assert page.run(f"(() => {{ {choose} return {VISIBLE_CHECKS}; }})()") == [
        "AUTH-01[delete_project]", "SPEC-04[delete_project]", "RES-06[delete_project]",
    ]  # fmt: skip


def test_a_cell_of_the_matrix_leads_to_its_checks_by_keyboard(page: Page, reports: Path) -> None:
    page.open(reports)
    page.run('document.querySelector(\'a.cell[data-operation="delete_branch"][data-area="RES"]\').focus()')
    page.press("Enter", 13, "\r")
    page.run("new Promise((done) => setTimeout(done))")
    assert page.run(VISIBLE_CHECKS) == ["RES-06[delete_branch]"]
    assert page.run("location.hash") == "#checks"


def test_the_first_stop_of_the_keyboard_skips_to_the_findings_and_focus_is_seen(page: Page, reports: Path) -> None:
    page.open(reports)
    page.press("Tab", 9)
    assert page.run("document.activeElement.hash") == "#main"
    assert page.run("document.activeElement.getBoundingClientRect().left >= 0") is True
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_curl_command_is_copied_as_it_is(page: Page, reports: Path) -> None:
    page.open(reports)
    page.send("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page.send("Page.bringToFront")
    page.run('document.querySelector(".card button.copy").click(); new Promise((done) => setTimeout(done, 50))')
    assert page.run('document.querySelector(".card button.copy").textContent') == "Copied"
    check = next(check for check in sample_result().checks if check.name == "PAGE-04[list_projects]")
    assert page.run("navigator.clipboard.readText()") == check.findings[0].exchanges[0].curl


def test_without_scripts_the_page_is_a_plain_list(page: Page, reports: Path) -> None:
    page.open(reports, scripts=False)
    document = page.send("DOM.getDocument", depth=-1)["root"]
    assert isinstance(document, dict)
    counted = {}
    for selector in ("form:not([hidden])", "button.copy:not([hidden])", ".checks > li:not([hidden])"):
        found = page.send("DOM.querySelectorAll", nodeId=document["nodeId"], selector=selector)["nodeIds"]
        assert isinstance(found, list)
        counted[selector] = len(found)
    assert counted == {"form:not([hidden])": 0, "button.copy:not([hidden])": 0, ".checks > li:not([hidden])": 89}


def test_a_run_that_found_nothing_says_so(page: Page, reports: Path) -> None:
    page.open(reports.parent / "conforming" / "report.html")
    assert page.run('document.querySelector("h1").textContent.trim()') == "✓ conforms"
    assert page.run('document.querySelector("#failures .none").textContent') == "No requirement was found broken."
    assert _complaints(page) == []


def test_waivers_are_legible_and_stay_on_the_page(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(html.render(waived_result()), encoding="utf-8")
    for width, dark in SIZES:
        page.open(path, width=width, dark=dark)
        assert page.run(STICKING_OUT) == [True, []]
        assert page.run(CONTRAST) == [True, []]
    assert page.run('[...document.querySelectorAll("#waivers .status")].map((label) => label.textContent)') == [
        "~ in use", "✗ expired",
    ]  # fmt: skip


def test_a_page_of_2500_checks_opens_within_a_moment(page: Page, tmp_path: Path) -> None:
    whole = sample_result()
    failing = next(check for check in whole.checks if check.status == "fail")
    checks = tuple(
        replace(
            failing if number % 50 == 0 else whole.checks[0],
            name=f"PAGE-04[operation_{number}]",
            operation=f"operation_{number % 75}",
        )
        for number in range(2_500)
    )
    path = tmp_path / "page.html"
    path.write_text(html.render(replace(whole, checks=checks)), encoding="utf-8")
    # What the page computes, and not what others do meanwhile.
    page.send("Performance.enable", timeDomain="threadTicks")
    before = page.seconds_computed
    page.open(path)
    assert page.run(COUNTER) == "2500 of 2500 checks"
    # It is a quarter of a second.
    assert page.seconds_computed - before < 2.5


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_servers_side_by_side_are_legible_and_stay_on_the_page(
    page: Page, compared: Path, width: int, dark: bool
) -> None:
    page.open(compared, width=width, dark=dark)
    assert _complaints(page) == []
    assert page.run(STICKING_OUT) == [True, []]
    assert page.run(OVERLAPPING) == 0
    low = page.run(CONTRAST)
    assert isinstance(low, list)
    assert low[1] == []


def test_a_requirement_opens_to_its_operations_by_keyboard(page: Page, compared: Path) -> None:
    page.open(compared)
    shown = '[...document.querySelectorAll("tr.operation-row")].filter((row) => !row.hidden).length'
    assert page.run(shown) == 0
    page.run('[...document.querySelectorAll(".toggle")].find((b) => b.textContent === "PAGE-04").focus()')
    page.press("Enter", 13, "\r")
    assert page.run(shown) == 10
    assert page.run("document.activeElement.ariaExpanded") == "true"
    page.press("Enter", 13, "\r")
    assert page.run(shown) == 0


def test_the_servers_are_filtered_by_what_fails(page: Page, compared: Path) -> None:
    page.open(compared)
    choose = 'const f = document.getElementById("filter"); f.elements.which.value = "broken"; f.dispatchEvent(new Event("input")); '
    rows = '[...document.querySelectorAll("tbody.requirement")].filter((row) => !row.hidden).map((row) => row.querySelector("code").textContent)'
    assert page.run(f"(() => {{ {choose} return {rows}; }})()") == ["PAGE-04", "PAGE-05", "BODY-09", "RES-06", "ERR-02"]


def test_without_scripts_every_operation_of_every_server_is_shown(page: Page, compared: Path) -> None:
    page.open(compared, scripts=False)
    document = page.send("DOM.getDocument", depth=-1)["root"]
    assert isinstance(document, dict)
    found = page.send("DOM.querySelectorAll", nodeId=document["nodeId"], selector="tr.operation-row:not([hidden])")
    assert isinstance(found["nodeIds"], list)
    assert len(found["nodeIds"]) > 80
