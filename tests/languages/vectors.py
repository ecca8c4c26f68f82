"""Hold the counts of a language's vectors against the vectors that there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from tests.languages.definitions import HOME

FOLDER: Final = HOME.parents[1] / "generated" / "vectors"
_KINDS: Final = frozenset({"client", "request"})


def features(folder: Path = FOLDER) -> dict[str, int]:
    """Return how many vectors for clients there are of each feature."""
    counted: dict[str, int] = {}
    for path in sorted(folder.glob("*.json")):
        for vector in json.loads(path.read_text(encoding="utf-8")).get("vectors", ()):
            if vector["kind"] in _KINDS:
                counted[vector["feature"]] = counted.get(vector["feature"], 0) + 1
    return counted


def passed_in(stdout: str, there: dict[str, int]) -> tuple[int, list[str]]:
    """Return how many vectors a program passed by its one line, and complaints: each of `there` passed or is skipped."""
    try:
        told: object = json.loads(stdout)
    except ValueError:
        return 0, [f"the vectors' program printed no line of JSON but {stdout[:200]!r}"]
    match told:
        case {"passed": int(passed), "failed": int(failed), "skipped": dict(skipped)}:
            return passed, _complaints(passed, failed, {str(name): count for name, count in skipped.items()}, there)
        case _:
            return 0, [f"the vectors' program must tell `passed`, `failed` and `skipped`, not {stdout[:200]!r}"]


def failed_in(stdout: str, controls: dict[str, int]) -> list[str]:
    """Return a complaint unless a program fails every spoilt vector, but those of the features that it skips."""
    try:
        told: object = json.loads(stdout)
    except ValueError:
        return [f"the vectors' program printed no line of JSON of the spoilt vectors but {stdout[:200]!r}"]
    match told:
        case {"passed": int(passed), "failed": int(failed), "skipped": dict(skipped)}:
            wanted = sum(count for name, count in controls.items() if name not in skipped)
            good = passed == 0 and failed == wanted
            return [] if good else [f"{failed} of {wanted} spoilt vectors failed, {passed} passed; all must fail"]
        case _:
            return [f"the vectors' program told no counts of the spoilt vectors but {stdout[:200]!r}"]


def _complaints(passed: int, failed: int, skipped: dict[str, object], there: dict[str, int]) -> list[str]:
    complaints = [f"{failed} vectors failed"] if failed else []
    for name, count in skipped.items():
        if count != there.get(name):
            complaints.append(f"{count} vectors of the feature {name!r} are skipped; there are {there.get(name, 0)}")
    wanted = sum(count for name, count in there.items() if name not in skipped)
    if not failed and passed != wanted:
        complaints.append(f"{passed} vectors passed; {wanted} were to be tried")
    return complaints
