"""What laws need to be there: found, or made by the run, once and only when asked for."""

from __future__ import annotations

from dataops_conformance.sandbox.links import Arguments
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.sandbox import Sandbox

__all__ = ["Arguments", "Made", "Sandbox"]
