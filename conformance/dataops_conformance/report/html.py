"""The result as one self-contained HTML page: no network, no font, no file beside it.

Everything that a server answered is untrusted: it is escaped, its hidden characters are shown by their code points, and
the page's content security policy admits no script but its own.
"""

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

from dataops_conformance.report import gaps, groups
from dataops_conformance.report.difference import difference
from dataops_conformance.report.prettify import pretty_json
from dataops_conformance.report.rerun import rerun_command
from dataops_conformance.result import Result, Status, Verdict
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


def render(result: Result) -> str:
    """Return the page."""
    script, style = _asset("report.js"), _asset("report.css")
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            result=result,
            manifest=result.manifest,
            script=Markup(script),  # noqa: S704 - a file of this package
            style=Markup(style),  # noqa: S704 - a file of this package
            script_hash=_csp_hash(script),
            style_hash=_csp_hash(style),
            counts=groups.counts(result.checks),
            coverage=groups.coverage(result),
            areas=groups.areas(result),
            matrix=groups.matrix(result),
            failures=groups.by_requirement(result, "fail", "error"),
            warnings=groups.by_requirement(result, "warn"),
            untested=groups.by_reason(result, "not tested", "blocked", "waived"),
            thin=gaps.thinly_tried(result),
            how_to_try=gaps.how_to_try,
            counts_by_requirement={
                group.requirement.id: groups.counts(group.checks)
                for group in groups.by_requirement(result, *groups.STATUSES)
            },
            statuses=groups.STATUSES,
            titles={requirement.id: requirement.title for requirement in result.requirements},
            symbols=SYMBOLS,
            verdict_symbols=VERDICT_SYMBOLS,
            worst=groups.worst,
            in_words=groups.in_words,
            rerun_command=rerun_command,
            difference=difference,
            pretty=pretty_json,
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
