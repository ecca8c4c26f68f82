"""The laws of the rate limit: the arithmetic of its headers, whose requests count, and what a refusal is like."""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.rate import arithmetic, counting, refusal

laws = Laws()
for _module in (arithmetic, counting, refusal):
    laws.laws.extend(_module.laws.laws)
    laws.universals.extend(_module.laws.universals)

__all__ = ["laws"]
