"""The laws of the area SPEC that make requests: what is valid is taken, what is not is refused, and links lead on."""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.spec import broken, linked, valid

laws = Laws([*valid.laws.laws, *broken.laws.laws, *linked.laws.laws])
