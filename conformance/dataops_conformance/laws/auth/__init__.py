"""The laws of authentication: who is let in, as whom, and how far."""

from __future__ import annotations

from dataops_conformance.law import Laws
from dataops_conformance.laws.auth import allowlist, credentials, jobtokens, lifetime, rights, scopes, triggers

laws = Laws()
for _module in (credentials, lifetime, scopes, jobtokens, allowlist, triggers, rights):
    laws.laws.extend(_module.laws.laws)
    laws.universals.extend(_module.laws.universals)

__all__ = ["laws"]
