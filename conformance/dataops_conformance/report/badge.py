"""The verdict as a badge: JSON as the endpoint of shields.io takes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from dataops_conformance.result import Result, Verdict

_COLOURS: Final[Mapping[Verdict, str]] = {"conforms": "brightgreen", "violates": "red", "inconclusive": "lightgrey"}


def render(result: Result) -> str:
    """Return the badge: the profile and the suite's version on its left, the verdict on its right."""
    manifest = result.manifest
    badge = {
        "schemaVersion": 1,
        "label": f"conformance {manifest.profile} @ {manifest.suite_version}",
        "message": result.verdict + (" (narrowed)" if manifest.only else ""),
        "color": _COLOURS[result.verdict],
        "isError": result.verdict == "violates",
    }
    return json.dumps(badge, indent=2) + "\n"
