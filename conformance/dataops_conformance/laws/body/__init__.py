"""The laws of the area BODY: what bodies are taken, with what effect, and how others are refused."""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.body import nested, refusals, rules, text, types

laws = Laws([law for module in (types, nested, refusals, rules, text) for law in module.laws.laws])
