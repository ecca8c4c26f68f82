"""The server of the tests of laws, for the tests of the sandbox too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.laws.served import Served


@pytest.fixture(scope="session")
def server() -> Iterator[Served]:
    served = Served()
    yield served
    served.close()
