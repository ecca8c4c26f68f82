"""A generated client whose requests go nowhere, and are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest
from dataops_client import AuthenticatedClient, Client

BASE_URL = "https://dataops.test/api/v4"


@dataclass
class Wire:
    """What was sent, and what is answered next."""

    answer: httpx.Response = field(default_factory=lambda: httpx.Response(204))
    sent: list[httpx.Request] = field(default_factory=list[httpx.Request])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return self.answer

    def client(self, *, raising: bool = False) -> AuthenticatedClient:
        return AuthenticatedClient(
            BASE_URL,
            token="glpat-EXAMPLE0000000000000",
            prefix="",
            auth_header_name="private-token",
            raise_on_unexpected_status=raising,
            httpx_args={"transport": httpx.MockTransport(self)},
        )

    def anonymous(self) -> Client:
        return Client(BASE_URL, httpx_args={"transport": httpx.MockTransport(self)})

    @property
    def request(self) -> httpx.Request:
        assert len(self.sent) == 1
        return self.sent[0]

    @property
    def target(self) -> str:
        """The path and query of the one request, as they went out."""
        return self.request.url.raw_path.decode()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def answering(wire: Wire) -> Callable[[httpx.Response], Wire]:
    def answer(response: httpx.Response) -> Wire:
        wire.answer = response
        return wire

    return answer
