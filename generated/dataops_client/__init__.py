# pyright: standard

"""A client library for accessing DataOps.live REST API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
