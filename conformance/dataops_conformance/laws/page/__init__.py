"""The laws of pagination: what a page holds, what its headers say, and what the pages make up together."""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.page import bounds, filtering, headers, keyset, links, sorting, whole

laws = Laws()
for _module in (headers, bounds, whole, links, keyset, sorting, filtering):
    laws.laws.extend(_module.laws.laws)
    laws.universals.extend(_module.laws.universals)

__all__ = ["laws"]
