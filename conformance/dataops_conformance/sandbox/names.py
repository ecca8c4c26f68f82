"""Names that no other run gives."""

from __future__ import annotations

import re
from itertools import count

PREFIX = "dataops-conformance"


class Names:
    """A source of fresh names: `dataops-conformance-<run id>-<what>-<number>`."""

    def __init__(self, run_id: str) -> None:
        """Begin with number 1."""
        self._run = re.sub(r"[^A-Za-z0-9]+", "", run_id) or "0"
        self._numbers = count(1)

    @property
    def stem(self) -> str:
        """What every name of this run begins with."""
        return f"{PREFIX}-{self._run}"

    def fresh(self, what: str) -> str:
        """Return a name that was not given before: lower case letters, digits and hyphens."""
        return f"{self.stem}-{what.replace('_', '-')}-{next(self._numbers)}"

    def key(self, what: str) -> str:
        """Return such a name as the key of a variable: upper case letters, digits and underscores."""
        return re.sub(r"[^A-Z0-9]+", "_", self.fresh(what).upper())
