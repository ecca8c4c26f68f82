"""The result as one self-contained HTML page: no network, no font, no file beside it.

Everything that a server answered is untrusted: it is escaped, its hidden characters are shown by their code points, and
the page's content security policy admits no script but its own.
"""

from __future__ import annotations

from dataops_conformance.report import gaps, groups
from dataops_conformance.report.causes import causes
from dataops_conformance.report.difference import difference
from dataops_conformance.report.page import render_page
from dataops_conformance.report.prettify import pretty_json
from dataops_conformance.report.rerun import rerun_command
from dataops_conformance.result import Result

_SHOWN_IN_CAUSE = 5


def render(result: Result) -> str:
    """Return the page."""
    found = causes(result)
    budget = result.budget
    return render_page(
        "report.html.jinja",
        "report.js",
        ("report.css",),
        result=result,
        manifest=result.manifest,
        counts=groups.counts(result.checks),
        coverage=groups.coverage(result),
        areas=groups.areas(result),
        matrix=groups.matrix(result),
        causes=found,
        failures=[cause for cause in found if cause.status != "warn"],
        warnings=[cause for cause in found if cause.status == "warn"],
        shown_in_cause=_SHOWN_IN_CAUSE,
        budget_left=None if budget.limit is None else max(0, budget.limit - budget.spent),
        untested=groups.untested(result),
        thin=gaps.thinly_tried(result),
        how_to_try=gaps.how_to_try,
        counts_by_requirement={
            group.requirement.id: groups.counts(group.checks)
            for group in groups.by_requirement(result, *groups.STATUSES)
        },
        statuses=groups.STATUSES,
        catalogue={requirement.id: requirement for requirement in result.requirements},
        cell_of=groups.cell_of,
        in_words=groups.in_words,
        rerun_command=rerun_command,
        difference=difference,
        pretty=pretty_json,
    )
