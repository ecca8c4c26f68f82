"""The pytest plugin: a mock server for an app's tests, rolled back after each of them.

Whoever has this package installed has this module imported by every pytest, so it imports nothing before a fixture is
asked for.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dataops_api import AsyncDataOps, DataOps
    from dataops_api.testing import MockServer

_OPTIONS = (
    ("dataops_mock_seed", "which world the mock has: a whole number; 1"),
    ("dataops_mock_projects", "how many projects it has; 30"),
    ("dataops_mock_rate_limit", "the quota of each user; 600/60s"),
)
_SERVER = pytest.StashKey["MockServer"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings of the mock to the ini-file."""
    for name, text in _OPTIONS:
        parser.addini(name, text, default="")


@pytest.fixture(scope="session")
def dataops_mock_server(pytestconfig: pytest.Config) -> Generator[MockServer]:
    """A mock of the API on a free port of this machine; what a test changes in it is undone after the test."""
    server = pytestconfig.stash[_SERVER] = _started(pytestconfig)
    try:
        yield server
    finally:
        del pytestconfig.stash[_SERVER]
        server.close()


@pytest.fixture
def dataops_client(dataops_mock_server: MockServer) -> Generator[DataOps]:
    """A client to the mock, over a socket."""
    with dataops_mock_server.client() as client:
        yield client


@pytest.fixture
def async_dataops_client(dataops_mock_server: MockServer) -> AsyncDataOps:
    """An asynchronous client to the mock, without a socket: it belongs to no event loop and need not be closed."""
    return dataops_mock_server.async_client(transport=dataops_mock_server.async_transport())


@pytest.fixture
def dataops_environment(dataops_mock_server: MockServer, monkeypatch: pytest.MonkeyPatch) -> MockServer:
    """The mock, whose URL and credentials stand in the environment: an app's own `DataOps()` meets it."""
    for name, value in dataops_mock_server.environment_variables().items():
        monkeypatch.setenv(name, value)
    return dataops_mock_server


@pytest.fixture(autouse=True)
def _dataops_mock_rollback(pytestconfig: pytest.Config) -> Generator[None]:  # pyright: ignore[reportUnusedFunction]
    """Undo what the test and its own fixtures change; what fixtures of a wider scope made before stays."""
    server = pytestconfig.stash.get(_SERVER, None)
    if server is not None:
        server.forget_requests()
        with server.rolled_back():
            yield
        return
    yield
    server = pytestconfig.stash.get(_SERVER, None)
    if server is not None:  # a test that asked for it as it ran
        server.reset()


def _started(config: pytest.Config) -> MockServer:
    """Return a server that runs; fail in one sentence where it cannot."""
    from dataops_api.testing import MockServer  # noqa: PLC0415 - nothing of it for those who do not ask

    try:
        server = MockServer(
            seed=_whole_number(config, "dataops_mock_seed", 1),
            projects=_whole_number(config, "dataops_mock_projects", 30),
            rate_limit=config.getini("dataops_mock_rate_limit") or "600/60s",
        )
        server.start()
    except (ModuleNotFoundError, ValueError) as error:
        pytest.fail(str(error), pytrace=False)
    return server


def _whole_number(config: pytest.Config, name: str, usual: int) -> int:
    text: str = config.getini(name)
    try:
        return int(text) if text else usual
    except ValueError:
        raise ValueError(f"{name} is {text!r} in the ini-file and must be a whole number.") from None
