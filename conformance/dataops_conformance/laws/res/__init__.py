"""The laws of the area RES: resources, their lives and their names."""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.res import addresses, copies, entries, heads, lifecycle, pipelines, schedules, unknown

laws = Laws([
    law for module in (lifecycle, addresses, heads, entries, unknown, schedules, pipelines, copies)
    for law in module.laws.laws
])  # fmt: skip
