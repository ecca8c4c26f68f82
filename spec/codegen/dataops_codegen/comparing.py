"""Find what changed since a release, in either of the published documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dataops_codegen import oasdiff
from dataops_codegen.changelog import Change
from dataops_codegen.publish import Publication
from dataops_codegen.releases import Release
from dataops_codegen.versions_extensions import extension_changes

IN_LOWERED = "in the 3.0 document "


def changes_since(release: Release, publication: Publication, today: date) -> list[Change]:
    """Return the changes of the 3.1 document, and of the 3.0 one those that it does not share.

    Raises `ToolError` where oasdiff, which must be installed, fails.
    """
    contract = oasdiff.compare(release.document, publication.contract, today)
    lowered = oasdiff.compare(release.lowered, publication.lowered, today)
    extensions = extension_changes(release.document, publication.contract)
    return [*contract, *_of_lowered_alone(contract, lowered), *extensions]


def _of_lowered_alone(contract: Sequence[Change], lowered: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes that only clients of the 3.0 document meet, as such."""
    shared = set(contract)
    for change in lowered:
        if change not in shared:
            yield replace(change, text=f"{IN_LOWERED}{change.text}")
