"""Build the reference page of the contract: one HTML file that needs nothing beside it and asks nobody for anything."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.linting import node
from dataops_codegen.text import to_json
from dataops_codegen.tools import ToolError

PAGE = "contract.html"
# The two pictures that Redoc would fetch when the page is opened, the name of the program in letters.
_FETCHED = ("https://cdn.redoc.ly/redoc/logo-mini-full.svg", "https://cdn.redoc.ly/redoc/logo-mini.svg")
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="16" viewBox="0 0 44 16">'
    '<text x="0" y="12" font-family="sans-serif" font-size="12" font-weight="600" fill="#3b82e6">Redoc</text></svg>'
)


def build_page(document: JsonObject, codegen: Path, output: Path) -> Path:
    """Write the page of `document` into the folder `output` and return its path; `codegen/reference` sets Redoc up.

    The page's own policy admits no request. Raises `ToolError` if Redoc fails, or no longer fetches what is replaced.
    """
    node.install(codegen / "lint")
    output.mkdir(parents=True, exist_ok=True)
    page = (output / PAGE).resolve()
    with tempfile.TemporaryDirectory(prefix="dataops-reference-") as work:
        source = Path(work) / "openapi-3.1.json"
        source.write_bytes(to_json(_with_headings(document)))
        node.redoc(codegen / "lint", codegen / "reference", source, page)
    page.write_text(without_requests(page.read_text(encoding="utf-8")), encoding="utf-8")
    return page


def _with_headings(document: JsonObject) -> JsonObject:
    """Return `document` with a heading for each tag, in words: `Repository files` for `repository_files`."""
    tags = document.get("tags")
    named: list[JsonValue] = [
        {"x-displayName": str(tag["name"]).replace("_", " ").capitalize(), **tag}
        for tag in (tags if isinstance(tags, list) else ())
        if isinstance(tag, dict)
    ]
    return {**document, "tags": named}


def without_requests(html: str) -> str:
    """Put pictures of the page's own in place of those that Redoc would fetch; raise `ToolError` if there are none."""
    picture = "data:image/svg+xml;base64," + base64.b64encode(_PICTURE.encode()).decode()
    for address in _FETCHED:
        if address not in html:
            msg = f"Redoc's page does not fetch {address} any more; look what it fetches, and mend reference.py."
            raise ToolError(msg)
        html = html.replace(address, picture)
    return html
