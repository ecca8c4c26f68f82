"""The lists against a real server: every project once, however it is walked; and broken servers end the walk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from dataops_api._exchange import Response
from dataops_api._paging import AsyncPages, Pages
from dataops_api._requests import target
from dataops_api.errors import PaginationError
from dataops_resources import models
from dataops_resources.runtime import Call, Operation, QueryValue, Walk

from tests.patience import PATIENCE
from tests.servers import RunningMock, running_mock

PROJECTS = Operation(
    id="list_projects",
    method="GET",
    route="/projects",
    credentials=frozenset({"token", "none"}),
    pagination=("offset", "keyset"),
    keyset_orders=("id",),
)
QUERIES: list[dict[str, QueryValue]] = [
    {},
    {"per_page": 7},
    {"pagination": "keyset", "per_page": 7},
    {"order_by": "id", "sort": "asc"},
]


class Reader:
    """A client of one list and no more, over a real connection."""

    def __init__(self, mock: RunningMock) -> None:
        self._mock = mock
        headers = {"PRIVATE-TOKEN": mock.credentials["DATAOPS_TOKEN"]}
        self.http = httpx2.Client(headers=headers, timeout=PATIENCE)

    def fetch(self, call: Call) -> Response:
        answer = self.http.get(self._mock.url + target(call)).raise_for_status()
        return Response(answer.status_code, answer.headers, answer.content, str(answer.url))

    async def answer(self, call: Call) -> Response:
        return await asyncio.to_thread(self.fetch, call)

    def listed(
        self, executor: ThreadPoolExecutor, query: dict[str, QueryValue], walk: Walk | None = None
    ) -> Pages[models.Project]:
        return Pages(
            self.fetch, Call(PROJECTS, {}, query=query), models.Project, walk or Walk(), executor=lambda: executor
        )

    def listed_async(self, query: dict[str, QueryValue]) -> AsyncPages[models.Project]:
        return AsyncPages(self.answer, Call(PROJECTS, {}, query=query), models.Project, Walk())


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@pytest.fixture(scope="module")
def honest() -> Iterator[Reader]:
    with running_mock("--projects", "60") as mock:
        reader = Reader(mock)
        with reader.http:
            yield reader


@pytest.fixture(scope="module")
def broken() -> Iterator[Reader]:
    faults = ["next-page-always", "keyset-endless"]
    with running_mock("--projects", "60", *(word for fault in faults for word in ("--fault", fault))) as mock:
        reader = Reader(mock)
        with reader.http:
            yield reader


@pytest.mark.parametrize("query", QUERIES)
def test_every_project_comes_once(honest: Reader, pool: ThreadPoolExecutor, query: dict[str, QueryValue]) -> None:
    projects = honest.listed(pool, query)
    found = [project.id for project in projects]
    assert (len(found), len(set(found))) == (projects.total, projects.total)

    async def by_tasks() -> list[int | None]:
        return [project.id async for project in honest.listed_async(query)]

    assert asyncio.run(by_tasks()) == found


@pytest.mark.parametrize("query", QUERIES)
def test_a_walk_is_resumed_behind_the_last_item(
    honest: Reader, pool: ThreadPoolExecutor, query: dict[str, QueryValue]
) -> None:
    whole = [project.id for project in honest.listed(pool, query)]
    *_, last = honest.listed(pool, query, Walk(limit=25)).pages()
    rest = honest.listed(pool, {}, Walk(resume=last.next))
    first = rest.first()
    assert (first and first.id, [project.id for project in rest]) == (whole[25], whole[25:])


@pytest.mark.parametrize("query", QUERIES)
def test_pages_without_end_raise_behind_the_last_item(
    honest: Reader, broken: Reader, pool: ThreadPoolExecutor, query: dict[str, QueryValue]
) -> None:
    whole = [project.id for project in honest.listed(pool, query)]
    found: list[int | None] = []
    with pytest.raises(PaginationError) as caught:
        found.extend(project.id for project in broken.listed(pool, query))
    assert found == whole
    assert caught.value.route == "/projects"
