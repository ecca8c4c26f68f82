"""What a run left out: requirements outside it, those without a law, and those that the budget let it try thinly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dataops_conformance.report.groups import EXERCISED
from dataops_conformance.result import BUDGET, Manifest, RequirementInfo, Result
from dataops_conformance.settings import covers, effective


@dataclass(frozen=True, slots=True)
class Thin:
    """A requirement that was tried on fewer than half of the operations that a larger budget would have reached."""

    requirement: str
    tried: int
    operations: int

    def __str__(self) -> str:
        """Return `AUTH-03 on 3 of 73`."""
        return f"{self.requirement} on {self.tried} of {self.operations}"


def thinly_tried(result: Result) -> list[Thin]:
    """Return what the budget kept from being tried on half of its operations, the thinnest first.

    Operations that the run could not have tried it on, whatever the budget (the profile withholds them, a credential is
    missing), do not count.
    """
    tried = Counter(check.requirement for check in result.checks if check.status in EXERCISED)
    cut = Counter(check.requirement for check in result.checks if (check.reason or "").startswith(BUDGET))
    return sorted(
        (Thin(name, tried[name], tried[name] + number) for name, number in cut.items() if tried[name] < number),
        key=lambda item: (item.tried / item.operations, -item.operations, item.requirement),
    )


def how_to_try(requirement: RequirementInfo, manifest: Manifest) -> str:
    """Return what brings a requirement that has a law, and is not in the run, into it."""
    if not _wants_more(requirement, manifest):
        return "outside --only"
    if requirement.area == "RATE" and manifest.profile == "standard":
        return "profile full, or --quota"
    return f"profile {requirement.profile}"


def not_in_run(result: Result) -> Mapping[str, tuple[str, ...]]:
    """Return how to try → ids, for every requirement that has a law and was not in the run."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for requirement in result.requirements:
        if requirement.checked and not requirement.in_run:
            found[how_to_try(requirement, result.manifest)].append(requirement.id)
    return {how: tuple(ids) for how, ids in found.items()}


def without_law(result: Result) -> tuple[str, ...]:
    """Return the ids of the requirements that no law tries."""
    return tuple(requirement.id for requirement in result.requirements if not requirement.checked)


def _wants_more(requirement: RequirementInfo, manifest: Manifest) -> bool:
    """Tell whether the requirement is beyond the run's profile."""
    profile = effective(manifest.profile, manifest.base_url, manifest.sandbox)
    if requirement.area == "RATE" and manifest.quota and profile != "read-only":
        return False
    return not covers(profile, requirement.profile)
