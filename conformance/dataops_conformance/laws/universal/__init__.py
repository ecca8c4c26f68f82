"""The laws that every exchange is held to, whoever caused it.

Those of the headers of the quota are in `laws.rate`.
"""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.universal import documented, errors, secrets, times

laws = Laws()
for _module in (secrets, documented, errors, times):
    laws.universals.extend(_module.laws.universals)

__all__ = ["laws"]
