"""The client that blocks and the one for tasks: the same names, arguments and documentation, and the same results."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import copy
import inspect
import pickle
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import cast

import pytest
from dataops_api import AsyncDataOps, AsyncPages, DataOps, Response
from dataops_api.errors import DataOpsError

from tests.servers import RunningMock, running_mock

URL = "https://a.example/api/v4"
TOKEN = "glpat-canary.0000~00000001"


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock("--rate-limit", "100000/60s", "--seed", "7") as running:
        yield running


def groups(api: DataOps | AsyncDataOps) -> dict[str, object]:
    """Return the resource groups of a client by name."""
    names = [
        name
        for kind in type(api).__mro__
        for name, value in vars(kind).items()
        if type(value).__name__ == "cached_property" and not name.startswith("_")
    ]
    return {name: getattr(api, name) for name in sorted(set(names))}


def methods(group: object) -> dict[str, Callable[..., object]]:
    return {name: value for name, value in inspect.getmembers(group, callable) if not name.startswith("_")}


def argument_list(method: Callable[..., object]) -> list[tuple[str, object, object, object]]:
    return [
        (parameter.name, parameter.kind, parameter.default, str(parameter.annotation).replace("Async", ""))
        for parameter in inspect.signature(method).parameters.values()
    ]


def returned(method: Callable[..., object]) -> str:
    return re.sub(
        "Abstract(Async)?ContextManager", "ContextManager", str(inspect.signature(method).return_annotation)
    ).replace("Async", "")


BLOCKING, LATER = DataOps(URL, token=TOKEN), AsyncDataOps(URL, token=TOKEN)
PAIRS = [
    (f"{name}.{method}", called, methods(groups(LATER)[name]).get(method))
    for name, group in groups(BLOCKING).items()
    for method, called in methods(group).items()
]


def test_the_groups_and_methods_are_the_same() -> None:
    assert len(PAIRS) >= 75
    assert {name: sorted(methods(group)) for name, group in groups(BLOCKING).items()} == {
        name: sorted(methods(group)) for name, group in groups(LATER).items()
    }


@pytest.mark.parametrize(("blocking", "later"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_a_method_has_the_same_arguments_and_the_same_documentation(
    blocking: Callable[..., object], later: Callable[..., object]
) -> None:
    assert argument_list(blocking) == argument_list(later)
    assert inspect.getdoc(blocking) == inspect.getdoc(later)
    assert inspect.getdoc(blocking)
    assert returned(blocking) == returned(later)


@pytest.mark.parametrize(
    "name", ["__init__", "request", "stream", "with_options", "with_raw_response", "close", "url", "__repr__"]
)
def test_the_clients_themselves_have_the_same_arguments(name: str) -> None:
    first, second = (inspect.getattr_static(kind, name) for kind in (DataOps, AsyncDataOps))
    if isinstance(first, property):
        first, second = first.fget, second.fget

    def plain(method: Callable[..., object] | None) -> list[tuple[str, object, object, str]]:
        return [
            (
                parameter.name,
                parameter.kind,
                parameter.default,
                re.sub(r"Async|Awaitable\[(?=_capture|T\])", "", str(parameter.annotation)).replace("T]]", "T]"),
            )
            for parameter in inspect.signature(method or known).parameters.values()
        ]

    assert [item[:3] for item in plain(first)] == [item[:3] for item in plain(second)]


def test_the_public_names_of_the_clients_are_the_same() -> None:
    def public(kind: type) -> set[str]:
        return {name for name in dir(kind) if not name.startswith("_")}

    assert public(DataOps) == public(AsyncDataOps)


def test_the_documentation_of_the_settings_is_the_same() -> None:
    first, second = (
        (inspect.getdoc(kind.__init__) or "").replace("Coroutine functions", "Functions")
        for kind in (DataOps, AsyncDataOps)
    )

    assert first == second


Ask = Callable[["DataOps", str], object]
AskLater = Callable[["AsyncDataOps", str], object]
CALLS: list[tuple[str, str]] = [
    ("version", "api.version.get()"),
    ("user", "api.users.get_current()"),
    ("project", "api.projects.get(project)"),
    ("projects", "api.projects.list(per_page=7, order_by='id', sort='asc')"),
    ("limited", "api.projects.list(per_page=7, limit=9)"),
    ("branches", "api.branches.list(project)"),
    ("raw file", "api.repository_files.get_raw(project, 'README.md', ref='main')"),
    ("file", "api.repository_files.get(project, 'README.md', ref='main')"),
    ("pipelines", "api.pipelines.list(project)"),
    ("members", "api.members.list(project)"),
    ("not found", "api.projects.get('no/such')"),
    ("bad", "api.projects.create(name='', path='-bad-')"),
    ("no such branch", "api.branches.get(project, 'no/such')"),
    ("first", "api.projects.list(per_page=7).first()"),
    ("total", "api.projects.list(per_page=7).total"),
    ("request", "api.request('GET', '/version')"),
]


def _only(expression: str) -> str:
    ast.parse(expression, mode="eval")
    return expression


def said(error: DataOpsError) -> str:
    return re.sub(r"request id [^,)]+", "request id …", f"{type(error).__name__}: {error}")


def known(value: object) -> object:
    """Return what of a result does not differ from one call to the next."""
    return (value.status_code, value.content) if isinstance(value, Response) else value


@pytest.mark.parametrize("expression", [pair[1] for pair in CALLS], ids=[pair[0] for pair in CALLS])
def test_the_same_call_has_the_same_result(mock: RunningMock, expression: str) -> None:
    project = mock.credentials["DATAOPS_PROJECT"]
    token = mock.credentials["DATAOPS_TOKEN"]
    code = compile(_only(expression), "call", "eval")

    def blocking() -> object:
        with DataOps(mock.url, token=token, quota=None) as api:
            value = eval(code, {"api": api, "project": project})
            return list(value) if hasattr(value, "__iter__") and hasattr(value, "valid") else known(value)

    async def later() -> object:
        async with AsyncDataOps(mock.url, token=token, quota=None) as api:
            value = eval(code, {"api": api, "project": project})
            if inspect.ismethod(value):  # a property of the other client
                value = value()
            if hasattr(value, "__aiter__"):
                return [item async for item in cast("AsyncPages[object]", value)]
            return known(await cast("Awaitable[object]", value))

    results: list[object] = []
    for run in (blocking, lambda: asyncio.run(later())):
        try:
            results.append(run())
        except DataOpsError as error:
            results.append(said(error))

    assert results[0] == results[1]
    assert results[0] is not None


def test_a_client_may_be_used_by_several_threads_from_its_first_call(mock: RunningMock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with (
        DataOps(mock.url, token=mock.credentials["DATAOPS_TOKEN"], quota=None) as api,
        ThreadPoolExecutor(8) as threads,
    ):

        def version(_: int) -> str:
            return api.version.get().version

        values = list(threads.map(version, range(32)))

    assert len(set(values)) == 1


def test_a_client_may_be_closed_twice(mock: RunningMock) -> None:
    api = DataOps(mock.url, token=mock.credentials["DATAOPS_TOKEN"])
    api.version.get()
    api.close()
    api.close()

    async def run() -> None:
        async with AsyncDataOps(mock.url, token=mock.credentials["DATAOPS_TOKEN"]) as later:
            await later.version.get()
            await later.close()

    with contextlib.closing(api):
        asyncio.run(run())


class Ours(DataOps):
    """A client of an app's own."""

    def __init__(self, team: str) -> None:
        super().__init__(URL, token=TOKEN)
        self.team = team


class OursLater(AsyncDataOps):
    """A client of an app's own."""

    def __init__(self, team: str) -> None:
        super().__init__(URL, token=TOKEN)
        self.team = team


@pytest.mark.parametrize("kind", [Ours, OursLater])
def test_a_copy_is_of_the_class_of_its_client_and_has_groups_of_its_own(kind: type[Ours | OursLater]) -> None:
    client = kind("data")
    groups_before = client.projects, client.pipelines

    other: Ours | OursLater = client.with_options(retries=0)

    assert (type(other), other.team, repr(other)) == (kind, "data", f"{kind.__name__}({URL!r}, credential='token')")
    assert other.projects is not groups_before[0]
    assert other.pipelines is not groups_before[1]
    assert client.projects is groups_before[0]


PARTS = [BLOCKING, LATER, BLOCKING.projects, LATER.projects, BLOCKING.projects.list(), LATER.projects.list()]


@pytest.mark.parametrize("part", PARTS)
def test_a_client_stays_in_its_process(part: object) -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps(part)

    assert str(caught.value) == (
        "A client holds connections and a token and cannot be pickled: make one in each process."
    )


def test_a_copy_of_a_client_is_one_with_the_same_options(mock: RunningMock) -> None:
    with DataOps(mock.url, token=mock.credentials["DATAOPS_TOKEN"]) as api:
        copied = copy.copy(api)
        copied.close()
        assert copied.version.get() == api.version.get()
