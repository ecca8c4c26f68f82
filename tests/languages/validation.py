"""openapi-generator's own check of the published documents, with its recommendations."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CLEAN: Final = "No validation issues detected."
_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Validation:
    """What `openapi-generator validate --recommend` found in a document; nothing where it is as it should be."""

    document: str
    findings: tuple[str, ...]

    @property
    def line(self) -> str:
        """The sentence of the report."""
        found = "; ".join(self.findings) if self.findings else "no issue, nothing to recommend"
        return f"openapi-generator validate --recommend {self.document}: {found}"


def validated(jar: Path, document: Path) -> Validation:
    """Return what the generator's check says of the document; raise `TimeoutExpired` where it does not end."""
    command = ["java", "-jar", str(jar), "validate", "--recommend", "--input-spec", str(document)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    return Validation(document.name, findings_in(done.returncode, f"{done.stdout}\n{done.stderr}"))


def findings_in(status: int, output: str) -> tuple[str, ...]:
    """Return the lines that tell of issues, errors and warnings alike; none where the check says that there are none."""
    lines: Sequence[str] = [line.strip() for line in output.splitlines() if line.strip()]
    if status == 0 and _CLEAN in lines:
        return ()
    # The first line only names the document.
    return tuple(line for line in lines if not line.startswith("Validating spec")) or (
        f"it ended with status {status}",
    )
