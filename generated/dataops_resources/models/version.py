"""What the API answers to version: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import msgspec

from dataops_resources.model import Model


class AgentServer(Model, kw_only=True):
    """The server for Kubernetes agents."""

    enabled: bool
    """Whether there is one."""
    external_url: str | None = msgspec.field(name="externalUrl")
    """Where agents reach it."""
    external_k8s_proxy_url: str | None = msgspec.field(name="externalK8sProxyUrl", default=None)
    """Where its Kubernetes proxy is reached."""
    version: str | None
    """Its version."""


class Version(Model, kw_only=True):
    """What the server runs."""

    version: str
    """The version of the ancestor that it is built on."""
    revision: str
    """The commit that it is built from."""
    kas: AgentServer | None = None
    """The server for Kubernetes agents."""
    enterprise: bool | None = None
    """Whether it is the ancestor's enterprise edition."""
