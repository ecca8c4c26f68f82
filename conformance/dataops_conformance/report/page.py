"""What the HTML pages share: the environment of their templates, and the seal on their scripts and styles."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dataops_conformance.result import Status, Verdict
from dataops_conformance.text import visible

SYMBOLS: Final[Mapping[Status, str]] = {
    "pass": "✓",
    "fail": "✗",
    "error": "‼",
    "warn": "!",
    "blocked": "⊘",
    "not tested": "○",
    "waived": "~",
}
"""Say the status to those who do not see the colours."""

VERDICT_SYMBOLS: Final[Mapping[Verdict, str]] = {"conforms": "✓", "violates": "✗", "inconclusive": "?"}


def render_page(template: str, script: str, styles: tuple[str, ...], **values: object) -> str:
    """Return the page of a template with its script and its styles, each a file of `templates/`, set into it.

    The page's content security policy admits these and nothing else.
    """
    code, style = _asset(script), "".join(map(_asset, styles))
    return (
        _environment()
        .get_template(template)
        .render(
            script=Markup(code),  # noqa: S704 - a file of this package
            style=Markup(style),  # noqa: S704 - a file of this package
            script_hash=_csp_hash(code),
            style_hash=_csp_hash(style),
            symbols=SYMBOLS,
            verdict_symbols=VERDICT_SYMBOLS,
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dataops_conformance.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["prose"] = _prose
    environment.filters["breakable"] = _breakable
    environment.filters["slug"] = lambda text: str(text).replace(" ", "-")
    return environment


def _shown(value: object) -> object:
    """Show hidden characters in whatever the template puts out; what is markup already is this package's own."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _asset(name: str) -> str:
    return "\n" + files(__package__ or __name__).joinpath("templates", name).read_text(encoding="utf-8")


def _csp_hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _prose(text: str) -> Markup:
    """Escape a sentence of the catalogue and set what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def _breakable(name: str) -> Markup:
    """Escape a name and let a line end after each of its underscores."""
    return Markup(str(escape(visible(name))).replace("_", "_<wbr>"))  # noqa: S704 - escaped before
