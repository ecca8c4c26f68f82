"""One server for all tests of laws; every test begins a run of its own against it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.laws.served import Served


@pytest.fixture(scope="session")
def server() -> Iterator[Served]:
    served = Served()
    yield served
    served.close()
